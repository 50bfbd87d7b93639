"""A trainee with a channel and a baseline, as reports meet them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Profile, User
from cohorts.models import Cohort, Enrolment
from courses.models import CoursePage, LessonPage
from learning.counting import recount_enrolments
from learning.models import LessonProgress
from tests.factories.courses import (
    BaselineFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
    TrackFactory,
    course_index,
)
from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
)
from youtube_integration.models import Channel

HISTORY = timedelta(days=30)
NOW = timezone.make_aware(datetime(2026, 11, 20, 9, 0))
ENROLLED = timezone.make_aware(datetime(2026, 11, 1, 0, 10))


def enrolled(user: User | None = None, **fields: Any) -> Enrolment:
    """Active since 1 November, 00.10 WIB, unless told otherwise."""
    person = {"user": user} if user else {}
    return EnrolmentFactory(**{"enrolled_at": ENROLLED, "applied_at": ENROLLED, **person, **fields})


def course_with(lessons: int) -> CoursePage:
    """A course of one module with so many lessons."""
    number = CoursePage.objects.count()
    course = CoursePage(
        title=f"Kursus {number}", slug=f"kursus-{number}", tagline="Sebaris.", track=TrackFactory()
    )
    course_index().add_child(instance=course)
    LessonFactory.create_batch(lessons, parent=ModuleFactory(parent=course))
    return course


def with_channel(
    enrolment: Enrolment,
    *,
    owned: bool = True,
    baseline: dict[str, Any] | None = None,
    taken_at: datetime = ENROLLED,
    connection: dict[str, Any] | None = None,
    **channel: Any,
) -> Channel:
    """Connect a channel and freeze a baseline of the enrolment's day."""
    made = ChannelFactory(**{"synced_at": NOW, **channel})
    ChannelConnectionFactory(
        user=enrolment.user, channel=made, owned=owned, connected_at=taken_at, **(connection or {})
    )
    snapshot = ChannelSnapshotFactory(
        channel=made,
        day=timezone.localdate(taken_at),
        fetched_at=taken_at,
        **(baseline or {"subscribers": 45, "views": 4000, "videos": 1}),
    )
    BaselineFactory(enrolment=enrolment, snapshot=snapshot)
    return made


def began(user: User, lesson: LessonPage, *, at: datetime, done: bool = False) -> LessonProgress:
    made = LessonProgress.objects.create(
        user=user,
        lesson=lesson,
        started_at=at,
        last_at=at,
        completed_at=at if done else None,
        completed_by="self" if done else "",
    )
    recount_enrolments(user.enrolments.all())
    return made


def many_people(number: int, cohort: Cohort) -> None:
    """Active people without channel, written at once."""
    first = User.objects.count()
    users = User.objects.bulk_create(
        User(email=f"warga{first + index}@contoh.example", name="Warga", date_joined=NOW)
        for index in range(number)
    )
    Profile.objects.bulk_create(Profile(user=user) for user in users)
    Enrolment.objects.bulk_create(
        Enrolment(user=user, cohort=cohort, status="active", applied_at=NOW, enrolled_at=ENROLLED)
        for user in users
    )
