import accounts.models.name_keys
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_ages'),
        ('courses', '0002_course_index'),
        ('wagtailcore', '0098_apitoken'),
        ('youtube_integration', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_sort', accounts.models.name_keys.TitleSortKeyField(default='', editable=False, max_length=300)),
                ('name_found', accounts.models.name_keys.SearchKeyField(default='', editable=False, max_length=300)),
                ('slug', models.SlugField(help_text='Names the cohort in addresses and import files, for example kawi. After a change the old one leads here until another cohort takes it.', max_length=60, unique=True, verbose_name='slug')),
                ('introduction', models.TextField(blank=True, max_length=600, verbose_name='introduction')),
                ('venue', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(verbose_name='ends on')),
                ('enrol_until', models.DateTimeField(blank=True, help_text='Time in WIB; the minute itself still counts. Empty: until the cohort ends.', null=True, verbose_name='enrolment closes')),
                ('enrolment', models.CharField(choices=[('open', 'Open: a seat at once'), ('approval', 'By approval')], default='open', max_length=10, verbose_name='enrolment')),
                ('seats', models.PositiveIntegerField(blank=True, help_text='Empty: unlimited.', null=True, verbose_name='seats')),
                ('seats_taken', models.PositiveIntegerField(default=0, editable=False, verbose_name='seats taken')),
                ('last_queue_number', models.PositiveIntegerField(default=0, editable=False)),
                ('lesson_count', models.PositiveIntegerField(default=0, editable=False)),
                ('budget', models.PositiveBigIntegerField(blank=True, help_text='Whole rupiah, planned for this cohort.', null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='budget (Rp)')),
                ('instructors', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='taught_cohorts', to=settings.AUTH_USER_MODEL, verbose_name='instructors')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='accounts.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'cohort',
                'verbose_name_plural': 'cohorts',
                'ordering': ['-starts_on', 'name_sort', 'pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='CohortCourse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('cohort', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='cohort_courses', to='cohorts.cohort')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohort_courses', to='courses.coursepage', verbose_name='course')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CohortSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seats', models.PositiveIntegerField(blank=True, default=40, help_text='A new cohort begins with so many. Empty: unlimited.', null=True, verbose_name='seats')),
                ('enrolment', models.CharField(choices=[('open', 'Open: a seat at once'), ('approval', 'By approval')], default='approval', help_text='Whether somebody who joins has a seat at once or waits for your decision.', max_length=10, verbose_name='enrolment')),
                ('weeks', models.PositiveSmallIntegerField(default=12, help_text='From the first day to the last. Each of the three can be changed per cohort.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(104)], verbose_name='weeks')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'cohort defaults',
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('applied', 'Applied'), ('waitlisted', 'On the waiting list'), ('active', 'Active'), ('completed', 'Completed'), ('withdrawn', 'Withdrawn')], max_length=12, verbose_name='status')),
                ('applied_at', models.DateTimeField(verbose_name='applied')),
                ('enrolled_at', models.DateTimeField(blank=True, null=True, verbose_name='enrolled')),
                ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='returned')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('withdrawal_reason', models.CharField(blank=True, max_length=240, verbose_name='reason')),
                ('queue_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='queue number')),
                ('done_count', models.PositiveIntegerField(default=0, editable=False)),
                ('began_at', models.DateTimeField(editable=False, null=True)),
                ('last_active_at', models.DateTimeField(editable=False, null=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='cohorts.cohort', verbose_name='cohort')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to=settings.AUTH_USER_MODEL, verbose_name='trainee')),
            ],
            options={
                'verbose_name': 'enrolment',
                'verbose_name_plural': 'enrolments',
                'ordering': ['cohort', 'user__name_sort', 'pk'],
                'permissions': [('report_enrolment', 'Can read and export the progress report'), ('import_enrolment', 'Can import trainees')],
            },
        ),
        migrations.CreateModel(
            name='Baseline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('youtube', 'YouTube')], max_length=12, verbose_name='source')),
                ('day', models.DateField(verbose_name='baseline day')),
                ('is_late', models.BooleanField(default=False, verbose_name='late baseline')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='youtube_integration.channel')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='baselines', to='cohorts.enrolment')),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='youtube_integration.channelsnapshot')),
            ],
            options={
                'verbose_name': 'baseline',
                'verbose_name_plural': 'baselines',
                'ordering': ['enrolment_id', 'source', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('enrolment', 'source'), name='baseline_one_open_per_source'), models.CheckConstraint(condition=models.Q(('source__in', ['youtube'])), name='baseline_source_is_known')],
            },
        ),
        migrations.CreateModel(
            name='IntendedEnrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intended_enrolments', to='cohorts.cohort')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='intended_enrolment', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('slug', models.SlugField(max_length=60, primary_key=True, serialize=False)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='cohorts.cohort')),
            ],
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('seats__isnull', True), ('seats_taken__lte', models.F('seats')), _connector='OR'), name='cohort_seats_never_oversold', violation_error_message='There are already more people seated than that.'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='cohort_ends_after_it_starts', violation_error_message='The end must not lie before the start.'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('enrolment__in', ['open', 'approval'])), name='cohort_enrolment_mode_is_known'),
        ),
        migrations.AddConstraint(
            model_name='cohortcourse',
            constraint=models.UniqueConstraint(fields=('cohort', 'course'), name='course_once_per_cohort'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(fields=('user', 'cohort'), name='one_enrolment_per_trainee_and_cohort'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(fields=('cohort', 'queue_number'), name='queue_number_once_per_cohort'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['applied', 'waitlisted', 'active', 'completed', 'withdrawn'])), name='enrolment_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['active', 'completed']), _negated=True), ('enrolled_at__isnull', False), _connector='OR'), name='seated_enrolment_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'completed'), _negated=True), ('completed_at__isnull', False), _connector='OR'), name='completed_enrolment_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='withdrawn_enrolment_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'waitlisted'), _negated=True), ('queue_number__isnull', False), _connector='OR'), name='waiting_enrolment_has_its_number'),
        ),
    ]
