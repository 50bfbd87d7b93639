"""Columns by which people are sorted and found alike on every database; names without unseen signs."""

from django.db import migrations, models

from accounts.models.name_keys import SearchKeyField, SortKeyField
from accounts.names import normalise_name

PEOPLE_AT_A_TIME = 500
TURNING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


def fill_keys(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects.only("name")
    part = []
    for person in people.iterator(PEOPLE_AT_A_TIME):
        person.name = normalise_name(person.name)
        person.name_sort = SortKeyField.key_of(person.name)
        person.name_found = SearchKeyField.key_of(person.name)
        part.append(person)
        if len(part) == PEOPLE_AT_A_TIME:
            write(people, part)
    write(people, part)


def write(people, part):
    people.bulk_update(part, ["name", "name_sort", "name_found"])
    part.clear()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_last_mail_sent")]

    operations = [
        migrations.AddField("user", "name_found", SearchKeyField()),
        migrations.AddField("user", "name_sort", SortKeyField()),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.AddIndex(
            "user", models.Index(fields=["name_sort"], name="user_in_order_of_names")
        ),
        migrations.AddConstraint(
            "user",
            models.CheckConstraint(
                condition=~models.Q(
                    *(("name__contains", sign) for sign in TURNING), _connector=models.Q.OR
                ),
                name="user_name_turns_no_text_round",
            ),
        ),
    ]
