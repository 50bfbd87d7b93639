"""Cohorts, tracks and courses are sorted and found alike on every database."""

from django.db import migrations

from accounts.models.name_keys import SearchKeyField, TitleSortKeyField

ROWS_AT_A_TIME = 500


def fill_keys(apps, schema_editor):
    for model, name, keys in (
        ("Cohort", "name", {"name_sort": TitleSortKeyField, "name_found": SearchKeyField}),
        ("Track", "name", {"name_sort": TitleSortKeyField}),
        ("CoursePage", "title", {"title_sort": TitleSortKeyField}),
    ):
        rows = apps.get_model("courses", model).objects
        made = list(rows.only(name))
        for row in made:
            for key, field in keys.items():
                setattr(row, key, field.key_of(getattr(row, name)))
        rows.bulk_update(made, list(keys), batch_size=ROWS_AT_A_TIME)


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_ticks")]

    operations = [
        migrations.AddField("cohort", "name_sort", TitleSortKeyField()),
        migrations.AddField("cohort", "name_found", SearchKeyField()),
        migrations.AddField("track", "name_sort", TitleSortKeyField()),
        migrations.AddField("coursepage", "title_sort", TitleSortKeyField(of="title")),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            "cohort",
            {
                "ordering": ["-starts_on", "name_sort", "pk"],
                "verbose_name": "cohort",
                "verbose_name_plural": "cohorts",
            },
        ),
        migrations.AlterModelOptions(
            "track",
            {
                "ordering": ["order", "name_sort", "pk"],
                "verbose_name": "track",
                "verbose_name_plural": "tracks",
            },
        ),
    ]
