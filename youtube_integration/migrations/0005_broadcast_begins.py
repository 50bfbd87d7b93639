from django.db import migrations, models


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
    ]
