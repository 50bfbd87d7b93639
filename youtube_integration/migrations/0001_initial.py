import datetime
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import youtube_integration.models.channels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChannelChoice',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='channel_choice', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(verbose_name='made at')),
            ],
            options={
                'verbose_name': 'channel choice',
                'verbose_name_plural': 'channel choices',
            },
        ),
        migrations.CreateModel(
            name='QuotaSpend',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='Pacific day')),
                ('bucket', models.CharField(choices=[('main', 'all other questions'), ('batch_get_stats', 'video figures')], max_length=20, verbose_name='bucket')),
                ('units', models.PositiveIntegerField(default=0, verbose_name='units')),
            ],
            options={
                'verbose_name': 'quota spend',
                'verbose_name_plural': 'quota spends',
                'ordering': ['-day', 'bucket'],
                'constraints': [models.UniqueConstraint(fields=('day', 'bucket'), name='spend_once_per_day_and_bucket'), models.CheckConstraint(condition=models.Q(('bucket__in', ['main', 'batch_get_stats'])), name='spend_bucket_known')],
            },
        ),
        migrations.CreateModel(
            name='SyncRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('due', models.PositiveIntegerField(default=0, verbose_name='channels due')),
                ('ok', models.PositiveIntegerField(default=0, verbose_name='channels done')),
                ('failed', models.PositiveIntegerField(default=0, verbose_name='channels failed')),
                ('videos', models.PositiveIntegerField(default=0, verbose_name='videos read')),
                ('units', models.PositiveIntegerField(default=0, verbose_name='units')),
                ('quota_gone', models.BooleanField(default=False, verbose_name='quota gone')),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('host', models.CharField(editable=False, max_length=255)),
                ('pid', models.PositiveIntegerField(editable=False)),
            ],
            options={
                'verbose_name': 'sync run',
                'verbose_name_plural': 'sync runs',
                'ordering': ['-started_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('finished_at__gte', models.F('started_at')), _connector='OR'), name='run_finishes_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('channel_id', models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name='channel id')),
                ('handle', models.CharField(blank=True, help_text='Without @.', max_length=200, verbose_name='handle')),
                ('handle_key', models.CharField(blank=True, default='', editable=False, max_length=600)),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('thumbnail_url', models.CharField(blank=True, max_length=500, verbose_name="picture's address")),
                ('country', models.CharField(blank=True, max_length=10, verbose_name='country')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='made on YouTube')),
                ('uploads_playlist_id', models.CharField(blank=True, editable=False, max_length=64)),
                ('subscribers', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='subscribers')),
                ('subscribers_hidden', models.BooleanField(default=False, verbose_name='subscribers hidden')),
                ('views', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='views')),
                ('videos', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='public videos')),
                ('synced_at', models.DateTimeField(blank=True, null=True, verbose_name='YouTube last answered')),
                ('synced_on', models.DateField(blank=True, null=True, verbose_name='synced for the day')),
                ('uploads_counted', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='public videos when the list was last read')),
                ('uploads_read_at', models.DateTimeField(blank=True, null=True, verbose_name='list last read')),
                ('uploads_due', models.BooleanField(default=False, verbose_name='list to be read')),
                ('known_uploads', youtube_integration.models.channels.CountedNumber(default=0, editable=False)),
                ('last_upload_at', youtube_integration.models.channels.CountedMoment(editable=False, null=True)),
                ('regular_from', youtube_integration.models.channels.CountedMoment(editable=False, null=True)),
                ('titles_read_at', models.DateTimeField(blank=True, null=True, verbose_name='titles last refreshed')),
                ('missing_on', models.DateField(blank=True, null=True, verbose_name='first left out of an answer')),
                ('gone_at', models.DateTimeField(blank=True, null=True, verbose_name='given up')),
                ('sandbox', models.BooleanField(default=False, editable=False, verbose_name='from the sandbox')),
                ('created_at', models.DateTimeField(verbose_name='first seen')),
                ('lease_run', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='youtube_integration.syncrun')),
            ],
            options={
                'verbose_name': 'channel',
                'verbose_name_plural': 'channels',
                'ordering': ['title', 'channel_id'],
            },
        ),
        migrations.CreateModel(
            name='Video',
            fields=[
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('video_id', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='video id')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('duration', models.DurationField(blank=True, null=True, verbose_name='length')),
                ('privacy', models.CharField(default='public', max_length=20, verbose_name='visibility')),
                ('made_for_kids', models.BooleanField(null=True, verbose_name='made for kids')),
                ('definition', models.CharField(blank=True, max_length=10, verbose_name='definition')),
                ('caption', models.BooleanField(null=True, verbose_name='captions')),
                ('category_id', models.CharField(blank=True, max_length=10, verbose_name='category')),
                ('language', models.CharField(blank=True, max_length=20, verbose_name='language')),
                ('live', models.CharField(default='none', max_length=10, verbose_name='broadcast')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='broadcast begins')),
                ('embeddable', models.BooleanField(null=True, verbose_name='may be embedded')),
                ('first_seen_at', models.DateTimeField(verbose_name='first seen')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='details last read')),
                ('read_due', models.BooleanField(default=True, verbose_name='details to be read')),
                ('missing_on', models.DateField(blank=True, null=True, verbose_name='last left out of an answer')),
                ('gone_at', models.DateTimeField(blank=True, null=True, verbose_name='private or deleted since')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='youtube_integration.channel')),
                ('lease_run', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='youtube_integration.syncrun')),
            ],
            options={
                'verbose_name': 'video',
                'verbose_name_plural': 'videos',
                'ordering': ['-published_at', 'video_id'],
            },
        ),
        migrations.CreateModel(
            name='VideoSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('age', models.PositiveSmallIntegerField(verbose_name='age in days')),
                ('fetched_at', models.DateTimeField(verbose_name='fetched at')),
                ('views', models.PositiveBigIntegerField(null=True, verbose_name='views')),
                ('likes', models.PositiveBigIntegerField(null=True, verbose_name='likes')),
                ('comments', models.PositiveBigIntegerField(null=True, verbose_name='comments')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='youtube_integration.video')),
            ],
            options={
                'verbose_name': 'video snapshot',
                'verbose_name_plural': 'video snapshots',
                'ordering': ['video', 'age'],
            },
        ),
        migrations.CreateModel(
            name='YouTubeSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quota_reserve', models.PositiveIntegerField(default=500, help_text="The nightly sync stops when only these units are left of the day. Never more than half of the day's units are kept.", verbose_name='units kept for people who are connecting')),
                ('history_days', models.PositiveSmallIntegerField(default=30, help_text='YouTube allows 30 at most.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name="days that figures without the owner's consent are kept")),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'YouTube',
                'verbose_name_plural': 'YouTube',
            },
        ),
        migrations.CreateModel(
            name='ChannelConnection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('url', 'by address'), ('oauth', 'by Google sign-in')], max_length=5, verbose_name='connected')),
                ('asked_as', models.CharField(blank=True, default='', max_length=200, verbose_name='address that led to it')),
                ('connected_at', models.DateTimeField(verbose_name='connected at')),
                ('disconnected_at', models.DateTimeField(blank=True, null=True, verbose_name='disconnected at')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='ownership verified at')),
                ('needs_reconnect_since', models.DateTimeField(blank=True, null=True, verbose_name='refused since')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to='youtube_integration.channel')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channel_connections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'channel connection',
                'verbose_name_plural': 'channel connections',
                'ordering': ['-connected_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('disconnected_at__isnull', True)), fields=('user',), name='connection_one_open_per_user'), models.UniqueConstraint(condition=models.Q(('disconnected_at__isnull', True), ('kind', 'oauth')), fields=('channel',), name='connection_one_open_owner_per_channel'), models.CheckConstraint(condition=models.Q(('kind__in', ['url', 'oauth'])), name='connection_kind_known'), models.CheckConstraint(condition=models.Q(('disconnected_at__isnull', True), ('disconnected_at__gte', models.F('connected_at')), _connector='OR'), name='connection_ends_after_it_began'), models.CheckConstraint(condition=models.Q(('kind', 'oauth'), ('verified_at__isnull', True), _connector='OR'), name='connection_by_address_verifies_nothing'), models.CheckConstraint(condition=models.Q(('kind', 'oauth'), ('needs_reconnect_since__isnull', True), _connector='OR'), name='connection_by_address_never_refused')],
            },
        ),
        migrations.CreateModel(
            name='ChannelSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text="The site's date of the answer.", verbose_name='day')),
                ('fetched_at', models.DateTimeField(verbose_name='fetched at')),
                ('subscribers', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='subscribers')),
                ('subscribers_hidden', models.BooleanField(default=False, verbose_name='subscribers hidden')),
                ('views', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='views')),
                ('videos', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='public videos')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='youtube_integration.channel')),
            ],
            options={
                'verbose_name': 'channel snapshot',
                'verbose_name_plural': 'channel snapshots',
                'ordering': ['channel', 'day'],
                'indexes': [models.Index(fields=['fetched_at'], name='snapshot_oldest_first')],
                'constraints': [models.UniqueConstraint(fields=('channel', 'day'), name='snapshot_one_per_channel_and_day'), models.CheckConstraint(condition=models.Q(('subscribers_hidden', False), ('subscribers__isnull', True), _connector='OR'), name='channelsnapshot_hidden_count_is_unknown')],
            },
        ),
        migrations.AddIndex(
            model_name='channel',
            index=models.Index(fields=['synced_at'], name='channel_stalest_first'),
        ),
        migrations.AddIndex(
            model_name='channel',
            index=models.Index(fields=['handle_key'], name='channel_by_handle'),
        ),
        migrations.AddIndex(
            model_name='channel',
            index=models.Index(condition=models.Q(('sandbox', True)), fields=['sandbox'], name='channel_sandbox'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('channel_id__startswith', 'UC')), name='channel_id_begins_with_uc'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('handle__startswith', '@'), _negated=True), name='channel_handle_without_at'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('subscribers_hidden', False), ('subscribers__isnull', True), _connector='OR'), name='channel_hidden_count_is_unknown'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('gone_at__isnull', True), ('missing_on__isnull', False), _connector='OR'), name='channel_gone_was_missing_first'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('synced_on__isnull', True), ('synced_at__isnull', False), ('missing_on__isnull', False), _connector='OR'), name='channel_synced_was_answered'),
        ),
        migrations.AddIndex(
            model_name='video',
            index=models.Index(fields=['published_at'], name='video_by_publication'),
        ),
        migrations.AddIndex(
            model_name='video',
            index=models.Index(condition=models.Q(('read_due', True)), fields=['video_id'], name='video_read_due'),
        ),
        migrations.AddConstraint(
            model_name='video',
            constraint=models.CheckConstraint(condition=models.Q(('live__in', ['none', 'upcoming', 'live'])), name='video_live_known'),
        ),
        migrations.AddConstraint(
            model_name='video',
            constraint=models.CheckConstraint(condition=models.Q(('privacy', ''), _negated=True), name='video_visibility_known'),
        ),
        migrations.AddConstraint(
            model_name='video',
            constraint=models.CheckConstraint(condition=models.Q(('duration__isnull', True), ('duration__gt', datetime.timedelta(0)), _connector='OR'), name='video_length_unknown_or_positive'),
        ),
        migrations.AddIndex(
            model_name='videosnapshot',
            index=models.Index(fields=['fetched_at'], name='video_snapshot_oldest_first'),
        ),
        migrations.AddConstraint(
            model_name='videosnapshot',
            constraint=models.UniqueConstraint(fields=('video', 'age'), name='snapshot_one_per_video_and_age'),
        ),
        migrations.AddConstraint(
            model_name='videosnapshot',
            constraint=models.CheckConstraint(condition=models.Q(('age__in', [1, 3, 7, 28, 90])), name='video_snapshot_age_is_one_of_ours'),
        ),
        migrations.AddConstraint(
            model_name='youtubesettings',
            constraint=models.CheckConstraint(condition=models.Q(('history_days__range', (1, 30))), name='history_days_within_youtubes_limit'),
        ),
    ]
