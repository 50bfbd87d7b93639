"""The chain, counted in people of all who were ever accepted."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cohorts.models import Enrolment
from reports.questions.overview import BESIDE, Overview, overview
from tests.factories.courses import CohortFactory
from tests.factories.youtube import VideoFactory
from tests.reports.programme import ENROLLED, NOW, began, course_with, enrolled, with_channel
from youtube_integration.counting import recount_uploads
from youtube_integration.models import Channel

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def counted() -> Overview:
    return overview(Enrolment.objects.all(), now=NOW)


def reached(slug: str) -> int:
    return counted().n(slug)


def uploads(channel: Channel, *moments: datetime, **fields: object) -> None:
    Channel.objects.filter(pk=channel.pk).update(uploads_read_at=NOW)
    for moment in moments:
        VideoFactory(channel=channel, published_at=moment, **fields)
    recount_uploads([channel.pk])


def test_all_who_were_ever_accepted_are_the_whole() -> None:
    enrolled()
    enrolled(status="withdrawn", withdrawn_at=NOW)
    enrolled(status="completed", completed_at=NOW)
    enrolled(status="applied", enrolled_at=None)
    enrolled(status="waitlisted", enrolled_at=None, queue_number=1)
    seen = counted()
    assert [seen.n(slug) for slug in ("accepted", "withdrawn", "applied", "waiting")] == [
        3,
        1,
        1,
        1,
    ]
    assert seen.n("completed") == 1
    assert seen.count("completed").percent == 33.3


def test_a_person_in_two_cohorts_counts_once() -> None:
    first = enrolled()
    enrolled(first.user, cohort=CohortFactory(), status="completed", completed_at=NOW)
    seen = counted()
    assert (seen.accepted, seen.n("completed")) == (1, 1)


def test_active_means_ever_began_and_active_now_the_last_fourteen_days() -> None:
    course, elsewhere = course_with(1), course_with(1)
    cohort = CohortFactory(courses=[course])
    for days in (14, 15):
        began(enrolled(cohort=cohort).user, course.lessons[0], at=NOW - timedelta(days=days))
    # What somebody learns in a course of others is no sign of life in this cohort.
    began(enrolled(cohort=cohort).user, elsewhere.lessons[0], at=NOW)
    # What somebody read before the seat is no sign of life with it.
    late = enrolled(cohort=cohort, enrolled_at=NOW - timedelta(hours=1))
    began(late.user, course.lessons[0], at=NOW - timedelta(hours=2))
    seen = counted()
    assert (seen.n("active"), seen.n("active_now")) == (3, 1)


def test_connected_is_split_by_how_and_tells_what_is_broken() -> None:
    with_channel(enrolled(), owned=False)
    with_channel(enrolled())
    with_channel(enrolled(), connection={"needs_reconnect_since": NOW})
    with_channel(enrolled(), gone=True)
    with_channel(enrolled(), connection={"disconnected_at": NOW})
    seen = counted()
    assert seen.n("connected") == 4
    assert [seen.n(measure.slug) for measure in BESIDE[:4]] == [1, 3, 1, 1]


def test_a_first_upload_is_public_and_came_after_enrolling() -> None:
    uploads(with_channel(enrolled()), ENROLLED - timedelta(hours=1))
    assert reached("uploaded") == 0
    uploads(with_channel(enrolled()), ENROLLED + timedelta(hours=1), privacy="private")
    uploads(with_channel(enrolled()), ENROLLED + timedelta(hours=1), gone_at=NOW)
    uploads(with_channel(enrolled()), ENROLLED + timedelta(hours=1), live="upcoming")
    assert reached("uploaded") == 0
    uploads(with_channel(enrolled()), ENROLLED + timedelta(hours=1))
    assert reached("uploaded") == 1


def test_four_weeks_in_a_row_make_a_regular_uploader_and_a_gap_does_not() -> None:
    weekly = [ENROLLED + timedelta(days=1, weeks=week) for week in range(5)]
    uploads(with_channel(enrolled()), *weekly[:4])
    uploads(with_channel(enrolled()), *weekly[:2], *weekly[3:])
    uploads(with_channel(enrolled()), *weekly[:3])
    assert (reached("uploaded"), reached("regular")) == (3, 1)


def test_a_week_ends_on_sunday_night_in_jakarta() -> None:
    sunday_night = timezone.make_aware(datetime(2026, 11, 8, 23, 30))
    monday = [timezone.make_aware(datetime(2026, 11, day, 0, 30)) for day in (9, 16, 23)]
    uploads(with_channel(enrolled()), sunday_night, *monday)
    assert reached("regular") == 1
    uploads(with_channel(enrolled()), sunday_night + timedelta(hours=1), *monday)
    assert reached("regular") == 1


def test_people_whose_uploads_nobody_can_know_are_counted_and_not_as_zero() -> None:
    enrolled()
    with_channel(enrolled(), uploads_read_at=None)
    uploads(with_channel(enrolled()))
    stage = counted().count("uploaded")
    assert (stage.n, stage.no_data) == (0, 2)
    assert counted().count("active").no_data == 0


def test_nobody_makes_no_percentage() -> None:
    assert {stage.percent for stage in counted().stages} == {None}
