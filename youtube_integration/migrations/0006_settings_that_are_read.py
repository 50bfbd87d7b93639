
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('youtube_integration', '0005_broadcast_begins'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='youtubesettings',
            name='aggregate_figures',
        ),
    ]
