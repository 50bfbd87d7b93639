"""Apart from the first, which Wagtail's own tables wait for, as they need the user model."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgeSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel_age', models.PositiveSmallIntegerField(default=16, help_text='In Indonesia 16, by PP 17/2025. Younger trainees learn without a channel.', verbose_name='age from which a channel may be connected')),
                ('guardian_age', models.PositiveSmallIntegerField(default=18, help_text="Below it a guardian's consent, recorded by staff, comes before a channel.", verbose_name='age from which no guardian has to agree')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'ages',
                'verbose_name_plural': 'ages',
            },
        ),
        migrations.AddConstraint(
            model_name='agesettings',
            constraint=models.CheckConstraint(condition=models.Q(('guardian_age__gte', models.F('channel_age'))), name='guardian_age_not_below_channel_age', violation_error_message="The guardian's age cannot be lower than the age for a channel."),
        ),
    ]
