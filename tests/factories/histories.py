"""A trainee whose channel has been read each night for a year."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from design.site_time import site_day, site_moment
from learning.models import LearningDay, LessonProgress
from tests.factories.courses import (
    BaselineFactory,
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
)
from tests.factories.youtube import (
    NIGHT,
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
    VideoFactory,
)
from youtube_integration.models import AGES, ChannelSnapshot, VideoSnapshot

YEAR = 365
#: Days of snapshots before the enrolment.
BEFORE = 28


def year_of_history(*, now: datetime, days: int = YEAR, videos: int = 60) -> User:
    """Enrolled `days` ago with 27 lessons, all done; `videos` evenly over the time, all ages taken."""
    course = CourseFactory(lessons=(9, 9, 9))
    enrolled = now - timedelta(days=days)
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[course]), enrolled_at=enrolled)
    channel = ChannelFactory(
        subscribers=2140, views=180_000, videos=4 + videos, synced_at=now, uploads_read_at=now
    )
    ChannelConnectionFactory(
        user=enrolment.user, channel=channel, owned=True, connected_at=enrolled, verified_at=now
    )
    _snapshots(channel, now=now, days=days)
    first = channel.snapshots.get(day=site_day(enrolled))
    BaselineFactory(enrolment=enrolment, snapshot=first)
    _videos(channel, now=now, days=days, videos=videos)
    _lessons(enrolment.user, course.lessons, now=now)
    return enrolment.user


def _snapshots(channel: object, *, now: datetime, days: int) -> None:
    """A night in fifty has no answer."""
    rows = []
    for n in range(days + BEFORE + 1):
        day = site_day(now) - timedelta(days=days + BEFORE - n)
        if n % 50 == 49:
            continue
        rows.append(
            ChannelSnapshotFactory.build(
                channel=channel,
                day=day,
                fetched_at=site_moment(day, NIGHT),
                subscribers=86 + n * n // 72 // 10 * 10,
                views=4310 + 450 * n + 37 * (n % 11),
                videos=4 + n // 7,
            )
        )
    ChannelSnapshot.objects.bulk_create(rows)


def _videos(channel: object, *, now: datetime, days: int, videos: int) -> None:
    for n in range(videos):
        published = now - timedelta(days=days * n // videos, hours=5)
        title = f"Resep dapur kampung ke-{videos - n}: sambal, tempe dan sayur"
        video = VideoFactory(channel=channel, title=title, published_at=published)
        VideoSnapshot.objects.bulk_create(
            VideoSnapshot(
                video=video,
                age=age,
                fetched_at=published + timedelta(days=age, hours=3),
                views=40 * age + 7 * n,
                likes=age,
                comments=1,
            )
            for age in AGES
            if published + timedelta(days=age) < now
        )


def _lessons(user: User, lessons: list, *, now: datetime) -> None:
    for n, lesson in enumerate(lessons):
        done = now - timedelta(days=11 * n + 1)
        LessonProgress.objects.create(
            user=user,
            lesson=lesson,
            started_at=done,
            last_at=done,
            completed_at=done,
            completed_by=LessonProgress.By.SELF,
        )
        LearningDay.objects.get_or_create(user=user, date=site_day(done))
