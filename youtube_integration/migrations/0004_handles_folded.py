from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from youtube_integration.addresses import folded_handle

AT_ONCE = 500


def fold(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Channel = apps.get_model("youtube_integration", "Channel")
    batch = []
    for channel in Channel.objects.exclude(handle="").only("handle").iterator(chunk_size=AT_ONCE):
        channel.handle_key = folded_handle(channel.handle)
        batch.append(channel)
        if len(batch) == AT_ONCE:
            Channel.objects.bulk_update(batch, ["handle_key"])
            batch = []
    Channel.objects.bulk_update(batch, ["handle_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('youtube_integration', '0003_address_that_led_to_it'),
    ]

    operations = [
        migrations.AddField(
            model_name='channel',
            name='handle_key',
            field=models.CharField(blank=True, default='', editable=False, max_length=600),
        ),
        migrations.AddIndex(
            model_name='channel',
            index=models.Index(fields=['handle_key'], name='channel_by_handle'),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
    ]
