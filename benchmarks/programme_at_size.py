"""A programme of any size in PostgreSQL, written by the database itself from series of numbers."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection

from accounts.models import Region, User
from accounts.roles import MANAGERS
from cohorts.models import Cohort, Enrolment
from config.models import Heartbeat
from courses.models import LessonPage
from design.site_time import site_day
from learning.models import LessonProgress
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory
from youtube_integration.models import ChannelSnapshot, SyncRun, Video, VideoSnapshot

ENROLMENTS_A_COHORT = 500
#: Of ten enrolments one is of somebody who has another already.
PEOPLE_SHARE = 0.9
#: Days with a snapshot of each channel; six of ten people have one.
SNAPSHOT_DAYS = 17
FIRST_PERSON = 1_000_000
MANAGER = "rina.manajer@contoh.example"

PEOPLE = """
INSERT INTO accounts_user (id, password, last_login, is_superuser, email, name, name_sort,
                           name_found, is_active, date_joined)
SELECT %(first)s + n, '!', CASE WHEN n %% 7 > 0 THEN %(now)s::timestamptz - n %% 90 * interval '1 day' END,
       false, 'warga' || n || '@contoh.example', name, lower(name), lower(name), n %% 50 > 0,
       %(now)s::timestamptz - interval '200 days'
FROM (SELECT n, (ARRAY['Siti','Agus','Dewi','Budi','Ningsih','Bagus','Rahayu','Wahyu','Putri',
                       'Eko','Laras','Joko','Ayu','Hadi','Intan','Surya','Kartika'])[1 + n %% 17]
                || ' ' || (ARRAY['Lestari','Santoso','Wibowo','Aminah','Saputra','Utami','Hidayat',
                       'Kusuma','Pratama','Wulandari','Nugroho','Handayani','Firmansyah'])
                       [1 + n / 17 %% 13] || ' ' || n AS name
      FROM generate_series(1, %(people)s) AS n) AS made
"""
PROFILES = """
INSERT INTO accounts_profile (user_id, phone, birth_year, gender, region_id, outside_region,
                              instagram, tiktok, facebook, language, guardian_name,
                              saved_by_person)
SELECT %(first)s + n, '', 1970 + n %% 36, (ARRAY['F','M',''])[1 + n %% 3],
       CASE WHEN n %% 9 > 0 THEN (%(regions)s::text[])[1 + n %% cardinality(%(regions)s::text[])] END, false,
       '', '', '', '', '', '[]'
FROM generate_series(1, %(people)s) AS n
"""
ADDRESSES = """
INSERT INTO account_emailaddress (user_id, email, verified, "primary")
SELECT id, email, true, true FROM accounts_user WHERE id > %(first)s
"""
CONSENTS = """
INSERT INTO accounts_consent (user_id, purpose, wording, given_at)
SELECT %(first)s + n, 'participation', 'Ya.', %(now)s::timestamptz - interval '150 days'
FROM generate_series(1, %(people)s) AS n
"""
COHORTS = """
INSERT INTO cohorts_cohort (id, name, name_sort, name_found, slug, introduction, venue, starts_on,
                            ends_on, enrolment, seats_taken, last_queue_number, lesson_count, budget)
SELECT n, 'Angkatan ' || n, 'angkatan ' || n, 'angkatan ' || n, 'angkatan-' || n, '', '',
       %(today)s::date - (60 + n %% 60), %(today)s::date + (60 + n %% 60), 'approval', 0, 1000000, 0, 50000000
FROM generate_series(1, %(cohorts)s) AS n
"""
TAUGHT = """
INSERT INTO cohorts_cohortcourse (cohort_id, course_id, sort_order)
SELECT n, course, place - 1
FROM generate_series(1, %(cohorts)s) AS n, unnest(%(courses)s::int[]) WITH ORDINALITY AS of(course, place)
"""
ENROLMENTS = """
INSERT INTO cohorts_enrolment (user_id, cohort_id, status, applied_at, enrolled_at, completed_at,
                               withdrawn_at, withdrawal_reason, queue_number, done_count)
SELECT %(first)s + 1 + n %% %(people)s, 1 + (n + n / %(people)s) %% %(cohorts)s, status,
       %(now)s::timestamptz - interval '70 days', CASE WHEN seat THEN %(now)s::timestamptz - interval '60 days' END,
       CASE WHEN status = 'completed' THEN %(now)s::timestamptz - n %% 20 * interval '1 day' END,
       CASE WHEN status = 'withdrawn' THEN %(now)s::timestamptz - interval '9 days' END, '',
       CASE WHEN status = 'waitlisted' THEN n + 1 END, 0
FROM (SELECT n, status, status NOT IN ('applied', 'waitlisted') AS seat
      FROM (SELECT n, CASE WHEN kind < 70 THEN 'active' WHEN kind < 82 THEN 'completed'
                           WHEN kind < 88 THEN 'withdrawn' WHEN kind < 96 THEN 'applied'
                           ELSE 'waitlisted' END AS status
            FROM (SELECT n, n / %(cohorts)s %% 100 AS kind
                  FROM generate_series(0, %(enrolments)s - 1) AS n) AS numbers) AS drawn) AS made
"""
SEATS = """
UPDATE cohorts_cohort SET seats_taken = (SELECT count(*) FROM cohorts_enrolment
    WHERE cohort_id = cohorts_cohort.id AND status IN ('active', 'completed'))
"""
PROGRESS = """
INSERT INTO learning_lessonprogress (user_id, lesson_id, started_at, last_at, completed_at,
                                     completed_by, reading_position)
SELECT user_id, lesson, at, at + interval '10 minutes',
       CASE WHEN done THEN at + interval '10 minutes' END, CASE WHEN done THEN 'self' ELSE '' END, ''
FROM (SELECT user_id, lesson, status = 'completed' OR place < begun AS done,
             enrolled_at + (place + user_id %% 20) * interval '1 day' AS at
      FROM (SELECT DISTINCT ON (user_id) user_id, status, enrolled_at,
                   CASE WHEN status = 'completed' THEN 1000 ELSE user_id * 7 %% 25 END AS begun
            FROM cohorts_enrolment WHERE enrolled_at IS NOT NULL
            ORDER BY user_id, status = 'completed' DESC) AS seated,
           unnest(%(lessons)s::int[]) WITH ORDINALITY AS of(lesson, place)
      WHERE place <= begun) AS made
"""
LEARNING_DAYS = """
INSERT INTO learning_learningday (user_id, date)
SELECT DISTINCT user_id, (last_at AT TIME ZONE 'Asia/Jakarta')::date FROM learning_lessonprogress
"""
CHANNELS = """
INSERT INTO youtube_integration_channel (channel_id, handle, handle_key, title, description,
    thumbnail_url, country, uploads_playlist_id, subscribers, subscribers_hidden, views, videos,
    synced_at, synced_on, known_uploads, uploads_counted, uploads_read_at, uploads_due, titles_read_at,
    missing_on, gone_at, sandbox, created_at)
SELECT 'UC' || lpad(n::text, 22, '0'), 'dapur.warga_' || n, 'dapur.warga_' || n, 'Dapur ' || n, '',
       '', 'ID', 'UU' || lpad(n::text, 22, '0'), CASE WHEN n %% 11 > 0 THEN n * 37 %% 4000 END,
       n %% 11 = 0, n * 7919 %% 100000, n %% 12,
       %(now)s::timestamptz - n %% 600 * interval '1 minute', %(today)s::date, 0, n %% 12,
       CASE WHEN n %% 13 > 0 THEN %(now)s::timestamptz - interval '1 day' END, false, %(now)s::timestamptz,
       CASE WHEN n %% 97 = 0 THEN %(today)s::date - 3 END,
       CASE WHEN n %% 97 = 0 THEN %(now)s::timestamptz - interval '2 days' END, true,
       %(now)s::timestamptz - interval '80 days'
FROM generate_series(1, %(channels)s) AS n
"""
CONNECTIONS = """
INSERT INTO youtube_integration_channelconnection (user_id, channel_id, kind, asked_as,
    connected_at, verified_at, needs_reconnect_since)
SELECT %(first)s + n, 'UC' || lpad(n::text, 22, '0'), kind, '', %(now)s::timestamptz - interval '80 days',
       CASE WHEN kind = 'oauth' THEN %(now)s::timestamptz - interval '80 days' END,
       CASE WHEN kind = 'oauth' AND n %% 31 = 0 THEN %(now)s::timestamptz - interval '1 day' END
FROM (SELECT n, CASE WHEN n %% 3 = 0 THEN 'url' ELSE 'oauth' END AS kind
      FROM generate_series(1, %(channels)s) AS n) AS made
"""
SNAPSHOTS = """
INSERT INTO youtube_integration_channelsnapshot (channel_id, day, fetched_at, subscribers,
                                                 subscribers_hidden, views, videos)
SELECT 'UC' || lpad(n::text, 22, '0'), %(today)s::date - days, %(now)s::timestamptz - days * interval '1 day',
       CASE WHEN n %% 11 > 0 THEN n * 37 %% 4000 * (100 - days) / 100 END, n %% 11 = 0,
       n * 7919 %% 100000 * (100 - days) / 100, n %% 12 * (100 - days) / 100
FROM generate_series(1, %(channels)s) AS n, generate_series(0, 4 * (%(days)s - 1), 4) AS days
"""
VIDEOS = """
INSERT INTO youtube_integration_video (video_id, channel_id, title, description, published_at,
    duration, privacy, definition, category_id, language, live, first_seen_at, read_at, read_due)
SELECT 'v' || n || '-' || k, 'UC' || lpad(n::text, 22, '0'), 'Resep ' || k, '',
       %(now)s::timestamptz - (k * 5 + n %% 30) * interval '1 day', interval '4 minutes', 'public', 'hd', '26',
       'id', 'none', %(now)s::timestamptz - interval '50 days', %(now)s::timestamptz - interval '2 days', false
FROM generate_series(1, %(channels)s) AS n, generate_series(1, 12) AS k WHERE k <= n %% 12
"""
BASELINES = """
INSERT INTO cohorts_baseline (enrolment_id, source, channel_id, snapshot_id, day, is_late)
SELECT made.id, 'youtube', of.channel_id, of.id, of.day, false
FROM cohorts_enrolment AS made
JOIN youtube_integration_channelconnection AS link ON link.user_id = made.user_id
JOIN youtube_integration_channelsnapshot AS of
  ON of.channel_id = link.channel_id AND of.day = %(today)s::date - 60
WHERE made.enrolled_at IS NOT NULL
"""
#: The ages that a video has passed since its channel was connected.
VIDEO_SNAPSHOTS = """
INSERT INTO youtube_integration_videosnapshot (video_id, age, fetched_at, views, likes, comments)
SELECT video_id, age, published_at + age * interval '1 day', 40 * age, 3 * age, age
FROM youtube_integration_video, unnest(ARRAY[1, 3, 7, 28, 90]) AS age
WHERE published_at + age * interval '1 day' < %(now)s::timestamptz
  AND published_at > %(now)s::timestamptz - interval '80 days'
"""
MAILS = """
INSERT INTO accounts_personmail (user_id, kind, queued_at, sent_at)
SELECT %(first)s + n, 'invitation', %(now)s::timestamptz - n * interval '1 second',
       %(now)s::timestamptz - n * interval '1 second'
FROM generate_series(1, %(people)s) AS n
"""
#: What staff did: every fifth person was edited once, every fiftieth enrolment was in an export.
EDITS = """
INSERT INTO wagtailcore_modellogentry (label, action, data, timestamp, content_changed, deleted,
                                       object_id, content_type_id, user_id)
SELECT name, 'wagtail.edit', '{}', %(now)s::timestamptz - id %% 90 * interval '1 day', true, false,
       id::text, (SELECT id FROM django_content_type WHERE app_label = 'accounts' AND model = 'user'),
       (SELECT id FROM accounts_user WHERE email = %(manager)s)
FROM accounts_user WHERE id %% 5 = 0
"""
ACCESSES = """
INSERT INTO reports_accesslog (at, report, file_format, filters, rows, person_id)
SELECT %(now)s::timestamptz - n * interval '1 minute', 'progress', 'csv', '{"cohort": "1"}', 500,
       (SELECT id FROM accounts_user WHERE email = %(manager)s)
FROM generate_series(1, %(enrolments)s / 50) AS n
"""
ERASURES = """
INSERT INTO accounts_erasurerequest (requested_at, due_at, person_id)
SELECT %(now)s::timestamptz - interval '1 day', %(now)s::timestamptz + interval '2 days', id
FROM accounts_user WHERE id > %(first)s AND id %% 200 = 0
"""
STATEMENTS = (
    PEOPLE,
    PROFILES,
    ADDRESSES,
    CONSENTS,
    COHORTS,
    TAUGHT,
    ENROLMENTS,
    SEATS,
    PROGRESS,
    LEARNING_DAYS,
    CHANNELS,
    CONNECTIONS,
    SNAPSHOTS,
    VIDEOS,
    BASELINES,
    VIDEO_SNAPSHOTS,
    MAILS,
    EDITS,
    ACCESSES,
    ERASURES,
)
COUNTED = (User, Cohort, Enrolment, LessonProgress, ChannelSnapshot, Video, VideoSnapshot)


def is_filled() -> bool:
    return User.objects.filter(email=MANAGER).exists() and SyncRun.objects.exists()


def counted() -> dict[str, int]:
    """Rows by the name of their model."""
    return {model.__name__: model.objects.count() for model in COUNTED}


def fill(enrolments: int, *, now: datetime) -> None:
    """Fill a migrated, empty PostgreSQL database.

    Nothing but numbers and a few dozen rows passes through this process. 27 lessons in three
    courses, which every cohort teaches; a manager, whom MANAGER names.
    """
    call_command("load_regions", verbosity=0)
    courses = [CourseFactory(lessons=(3, 3, 3)) for _number in range(3)]
    UserFactory(role=MANAGERS, name="Rina Manajer", email=MANAGER)
    people = int(enrolments * PEOPLE_SHARE)
    values = {
        "first": FIRST_PERSON,
        "manager": MANAGER,
        "now": now,
        "today": site_day(now),
        "enrolments": enrolments,
        "people": people,
        "cohorts": max(1, enrolments // ENROLMENTS_A_COHORT),
        "channels": int(people * 0.6),
        "days": SNAPSHOT_DAYS,
        "courses": [course.pk for course in courses],
        "lessons": list(LessonPage.objects.order_by("path").values_list("pk", flat=True)),
        "regions": list(Region.objects.in_order().values_list("pk", flat=True)),
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, values)
        for reset in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(reset)
        cursor.execute("ANALYZE")
    call_command("recount")
    Heartbeat.beat(Heartbeat.SCHEDULER, now=now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    # Last: it says that the rest is there.
    SyncRun.objects.create(started_at=now, finished_at=now, pid=1)
