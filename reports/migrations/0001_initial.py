import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('report', models.CharField(choices=[('progress', 'Trainee progress'), ('overview', 'Programme overview'), ('people', 'People')], max_length=12, verbose_name='report')),
                ('file_format', models.CharField(max_length=20, verbose_name='format')),
                ('filters', models.JSONField(blank=True, default=dict, verbose_name='filters')),
                ('rows', models.PositiveIntegerField(verbose_name='rows')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('report__in', ['progress', 'overview', 'people'])), name='access_log_report_is_known'), models.CheckConstraint(condition=models.Q(('file_format', ''), _negated=True), name='access_log_names_its_format')],
            },
        ),
    ]
