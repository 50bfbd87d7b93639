import accounts.models.name_keys
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('post_office', '0014_alter_email_recipient_delivery_status_and_more'),
    ]

    operations = [
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('account_id', models.BigIntegerField(db_index=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(error_messages={'unique': 'An account with this email already exists.'}, max_length=254, unique=True, verbose_name='email')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='full name')),
                ('name_sort', accounts.models.name_keys.SortKeyField(default='', editable=False, max_length=300)),
                ('name_found', accounts.models.name_keys.SearchKeyField(default='', editable=False, max_length=300)),
                ('is_active', models.BooleanField(default=True, help_text='Untick to shut someone out without deleting what they did.', verbose_name='active')),
                ('date_joined', models.DateTimeField(verbose_name='date joined')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'permissions': [('invite_user', 'Can invite people by mail'), ('assign_group', 'Can put people into groups')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.SlugField(db_index=False, verbose_name='purpose')),
                ('wording', models.TextField(help_text='The text that the person agreed to.', verbose_name='wording')),
                ('given_at', models.DateTimeField(verbose_name='given at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['-given_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ErasureRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('requested_at', models.DateTimeField(verbose_name='asked at')),
                ('due_at', models.DateTimeField(verbose_name='to be erased by')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back at')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='erased at')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='erasure_requests', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('recorded_by', models.ForeignKey(blank=True, help_text='Empty where the person asked for it themself.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'erasure request',
                'verbose_name_plural': 'erasure requests',
                'ordering': ['-requested_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PersonMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, max_length=60, verbose_name='kind')),
                ('queued_at', models.DateTimeField(verbose_name='written at')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('given_up_at', models.DateTimeField(blank=True, null=True, verbose_name='given up at')),
                ('queued', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person_mail', to='post_office.email', verbose_name='mail in the queue')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'mail to a person',
                'verbose_name_plural': 'mails to people',
                'ordering': ['-queued_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', models.CharField(max_length=13, primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('^\\d{2}\\.\\d{2}\\.\\d{2}\\.\\d{4}$')], verbose_name='code')),
                ('kecamatan', models.CharField(max_length=100, verbose_name='kecamatan')),
                ('kelurahan', models.CharField(max_length=100, verbose_name='kelurahan')),
            ],
            options={
                'verbose_name': 'region',
                'verbose_name_plural': 'regions',
                'ordering': ['kecamatan', 'kelurahan'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kecamatan', ''), _negated=True), models.Q(('kelurahan', ''), _negated=True)), name='region_is_named')],
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='phone')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of birth')),
                ('gender', models.CharField(blank=True, choices=[('F', 'female'), ('M', 'male')], max_length=1, verbose_name='gender')),
                ('outside_region', models.BooleanField(default=False, verbose_name="lives outside the programme's region")),
                ('instagram', models.CharField(blank=True, max_length=30, verbose_name='Instagram')),
                ('tiktok', models.CharField(blank=True, max_length=24, verbose_name='TikTok')),
                ('facebook', models.CharField(blank=True, max_length=50, verbose_name='Facebook')),
                ('language', models.CharField(blank=True, choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('guardian_name', models.CharField(blank=True, max_length=150, verbose_name="guardian's name")),
                ('guardian_consent_on', models.DateField(blank=True, null=True, verbose_name='guardian agreed on')),
                ('saved_by_person', models.JSONField(blank=True, default=list, editable=False)),
                ('guardian_recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='profiles', to='accounts.region', verbose_name='kelurahan')),
            ],
            options={
                'verbose_name': 'profile',
                'verbose_name_plural': 'profiles',
            },
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(fields=['name_sort'], name='user_in_order_of_names'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique_whatever_its_case'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='user_has_an_email'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('name__contains', '\u202a'), ('name__contains', '\u202b'), ('name__contains', '\u202c'), ('name__contains', '\u202d'), ('name__contains', '\u202e'), ('name__contains', '\u2066'), ('name__contains', '\u2067'), ('name__contains', '\u2068'), ('name__contains', '\u2069'), _connector='OR', _negated=True), name='user_name_turns_no_text_round'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('user', 'purpose'), name='consent_one_open_per_purpose'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='consent_withdrawn_after_given'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('wording', ''), _negated=True), name='consent_has_its_wording'),
        ),
        migrations.AddConstraint(
            model_name='erasurerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True), ('erased_at__isnull', True)), fields=('person',), name='erasure_one_open_per_person'),
        ),
        migrations.AddConstraint(
            model_name='erasurerequest',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('requested_at'))), name='erasure_due_after_request'),
        ),
        migrations.AddConstraint(
            model_name='erasurerequest',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at__isnull', True), ('erased_at__isnull', True), _connector='OR'), name='erasure_cancelled_or_done'),
        ),
        migrations.AddConstraint(
            model_name='erasurerequest',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), ('person__isnull', True), _connector='OR'), name='erasure_done_names_nobody'),
        ),
        migrations.AddIndex(
            model_name='personmail',
            index=models.Index(fields=['sent_at'], name='mail_by_day_sent'),
        ),
        migrations.AddConstraint(
            model_name='personmail',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('given_up_at__isnull', True), _connector='OR'), name='mail_is_sent_or_given_up'),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.CheckConstraint(condition=models.Q(('phone', ''), ('phone__startswith', '+'), _connector='OR'), name='profile_phone_is_e164'),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.CheckConstraint(condition=models.Q(('birth_year__isnull', True), ('birth_year__range', (1900, 2100)), _connector='OR'), name='profile_birth_year_is_a_year'),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.CheckConstraint(condition=models.Q(('gender__in', ['', 'F', 'M'])), name='profile_gender_known'),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['', 'id', 'en'])), name='profile_language_known'),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.CheckConstraint(condition=models.Q(('region__isnull', True), ('outside_region', False), _connector='OR'), name='profile_region_or_outside'),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('guardian_consent_on__isnull', True), ('guardian_name', '')), models.Q(models.Q(('guardian_name', ''), _negated=True), ('guardian_consent_on__isnull', False)), _connector='OR'), name='profile_guardian_named_and_dated'),
        ),
    ]
