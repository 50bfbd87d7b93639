from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('youtube_integration', '0002_channel_choice'),
    ]

    operations = [
        migrations.AddField(
            model_name='channelconnection',
            name='asked_as',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='address that led to it'),
        ),
    ]
