from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def ask_when_they_begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Broadcasts read before their beginning was: the next sync asks for it once."""
    broadcasts = apps.get_model("youtube_integration", "Video").objects.exclude(live="none")
    broadcasts.filter(gone_at__isnull=True).update(read_due=True)


class Migration(migrations.Migration):

    dependencies = [
        ('youtube_integration', '0004_handles_folded'),
    ]

    operations = [
        migrations.AddField(
            model_name='video',
            name='starts_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='broadcast begins'),
        ),
        migrations.RunPython(ask_when_they_begin, migrations.RunPython.noop, elidable=True),
    ]
