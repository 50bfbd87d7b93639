"""The version of what visitors see moves with every change of it, and with nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone, translation
from wagtail.models import Collection, PageViewRestriction, Site

from accounts.models import Region, User
from accounts.regions_file import MALANG, load_regions
from cms import content_version
from cms.content_changes import MOST_ROWS
from cms.content_version import bump, current, is_changing, remember
from cms.models import ContentChange, SiteSettings
from cohorts import enrolling
from cohorts.closing import close_waiting_list
from cohorts.models import Cohort, CohortCourse, Enrolment
from courses.models import CoursePage, LessonPage, Track
from learning.completing import complete_lesson
from tests.factories.accounts import UserFactory
from tests.factories.cms import ImageFactory
from tests.factories.courses import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    TrackFactory,
)


class Undone(Exception):
    """Ends a transaction without its changes."""


Act = Callable[[], object]
for_good = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.fixture
def is_bumped_by(db: None) -> Callable[[Act], bool]:
    """Whether an act, in a transaction of its own, says that visitors see something else now."""

    def is_bumped(act: Act) -> bool:
        connection.run_on_commit.clear()
        before = ContentChange.objects.state()
        act()
        return ContentChange.objects.state() != before

    return is_bumped


def teacher() -> User:
    person = UserFactory()
    course = CourseFactory()
    course.instructors.add(person)
    course.save()
    return person


def renamed(row: object, **values: object) -> Act:
    for name, value in values.items():
        setattr(row, name, value)
    return row.save


CHANGES: dict[str, Callable[[], Act]] = {
    "a page is published": lambda: LessonFactory(draft=True).save_revision().publish,
    "a page is taken off": lambda: LessonFactory().unpublish,
    "a page is deleted": lambda: LessonFactory().delete,
    "a page moves": lambda: _moved(),
    "a page is closed to some": lambda: _closed(LessonFactory()),
    "a picture is changed": lambda: renamed(ImageFactory(), description="Warung Bu Sri"),
    "a picture is deleted": lambda: ImageFactory().delete,
    "a picture's size is drawn anew": lambda: _drawn().delete,
    "a collection is closed": lambda: lambda: Collection.get_first_root_node().add_child(name="X"),
    "a setting is saved": lambda: renamed(
        SiteSettings.for_site(Site.objects.get()), about="Kanal kota"
    ),
    "a site moves": lambda: renamed(Site.objects.get(), hostname="kanal.example"),
    "a track is renamed": lambda: renamed(TrackFactory(), name="Jualan"),
    "tracks are changed together": lambda: (
        lambda: Track.objects.filter(pk=TrackFactory().pk).update(summary="Baru")
    ),
    "a cohort is made": lambda: CohortFactory,
    "a cohort is changed": lambda: renamed(CohortFactory(), venue="Balai Kota"),
    "a course joins a cohort": lambda: _joined(CohortFactory(), CourseFactory()),
    "a seat is taken": lambda: _enrolled(CohortFactory()),
    "a seat comes free": lambda: _withdrawn(EnrolmentFactory()),
    "somebody queues": lambda: _enrolled(CohortFactory(seats=0)),
    "somebody leaves the queue": lambda: _withdrawn(EnrolmentFactory(waiting=True)),
    "a queue is closed": lambda: _list_closed(EnrolmentFactory(waiting=True).cohort),
    "somebody who waits is deleted": lambda: EnrolmentFactory(waiting=True).user.delete,
    "somebody who teaches is renamed": lambda: renamed(teacher(), name="Bu Sri"),
    "somebody who teaches is closed": lambda: renamed(teacher(), is_active=False),
    "accounts are closed together": lambda: (
        lambda: User.objects.filter(pk=teacher().pk).update(is_active=False)
    ),
    "regions are renamed by a file": lambda: _regions_renamed(),
}

QUIET: dict[str, Callable[[], Act]] = {
    "a draft is saved": lambda: LessonFactory().save_revision,
    "somebody signs in": lambda: partial(teacher().save, update_fields=["last_login"]),
    "a trainee is renamed": lambda: renamed(UserFactory(), name="Sari"),
    "a lesson is done": lambda: _done(EnrolmentFactory()),
    "a size of a picture is drawn": lambda: partial(ImageFactory().get_rendition, "width-100"),
    "regions are loaded again": lambda: lambda: load_regions(MALANG),
}


def _moved() -> Act:
    lesson, other = LessonFactory(), CourseFactory(lessons=(1,))
    return lambda: lesson.move(other.get_children().get(), pos="last-child")


def _closed(page: LessonPage) -> Act:
    return PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN).save


def _drawn() -> object:
    return ImageFactory().get_rendition("width-100")


def _joined(cohort: Cohort, course: CoursePage) -> Act:
    return lambda: CohortCourse.objects.create(cohort=cohort, course=course)


def _enrolled(cohort: Cohort) -> Act:
    person = UserFactory()
    return lambda: enrolling.enrol(user=person, cohort=cohort, now=timezone.now())


def _withdrawn(enrolment: Enrolment) -> Act:
    return lambda: enrolling.withdraw(enrolment=enrolment, now=timezone.now())


def _list_closed(cohort: Cohort) -> Act:
    return lambda: close_waiting_list(cohort=cohort, reason="", now=timezone.now())


def _regions_renamed() -> Act:
    load_regions(MALANG)
    Region.objects.filter(pk=Region.objects.first().pk).update(kelurahan="Lama")
    return lambda: load_regions(MALANG)


def _done(enrolment: Enrolment) -> Act:
    course = CourseFactory(lessons=(2,))
    CohortCourse.objects.create(cohort=enrolment.cohort, course=course)
    lesson = LessonPage.objects.descendant_of(course).first()
    return lambda: complete_lesson(user=enrolment.user, lesson=lesson, now=timezone.now())


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_visitors_see_moves_the_version(
    name: str, is_bumped_by: Callable[[Act], bool]
) -> None:
    assert is_bumped_by(CHANGES[name]())


@pytest.mark.parametrize("name", QUIET)
def test_what_visitors_do_not_see_leaves_it(name: str, is_bumped_by: Callable[[Act], bool]) -> None:
    assert not is_bumped_by(QUIET[name]())


def test_a_transaction_notes_one_change(db: None) -> None:
    connection.run_on_commit.clear()
    before = ContentChange.objects.count()
    TrackFactory()
    TrackFactory(slug="lain", name="Lain")
    assert ContentChange.objects.count() == before + 1


def test_a_savepoint_that_fails_takes_its_change_along(db: None) -> None:
    connection.run_on_commit.clear()
    with suppress(Undone), transaction.atomic():
        TrackFactory()
        assert is_changing()
        raise Undone
    assert not is_changing()
    bump()
    assert is_changing()


@for_good
def test_a_rollback_leaves_the_version() -> None:
    before = current(NOW)
    with suppress(Undone), transaction.atomic():
        TrackFactory()
        raise Undone
    content_version.forget()
    assert current(NOW) == before


@for_good
def test_who_commits_sees_the_new_version_at_once() -> None:
    before = current(NOW)
    TrackFactory()
    assert current(NOW) != before


@for_good
def test_another_process_sees_it_after_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    before = current(NOW)
    # The other process's signal handlers know nothing of this one's memory.
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(content_version, "_memory", content_version._Memory())
        TrackFactory()
    assert current(NOW) == before
    real = content_version.time.monotonic
    monkeypatch.setattr(content_version.time, "monotonic", lambda: real() + 2)
    assert current(NOW) != before


@for_good
def test_a_late_commit_moves_the_version_of_those_that_ended_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Keys are given in one order and committed in another."""
    early = ContentChange.objects.create()
    ContentChange.objects.create()
    early_number, early_key = early.number, early.pk
    early.delete()
    content_version.forget()
    before = current(NOW)
    ContentChange.objects.create(pk=early_key, number=early_number)
    content_version.forget()
    assert current(NOW) != before


def test_old_changes_go_and_move_it_once_more(db: None) -> None:
    ContentChange.objects.bulk_create(
        ContentChange(pk=key) for key in range(MOST_ROWS, 2 * MOST_ROWS - 1)
    )
    ContentChange.objects.filter(pk__lt=MOST_ROWS).delete()
    ContentChange.objects.create(pk=2 * MOST_ROWS - 1)
    ContentChange.objects.note()
    assert ContentChange.objects.count() == MOST_ROWS


def test_a_request_costs_no_query_while_the_version_is_known(
    db: None, django_assert_num_queries: Callable
) -> None:
    current(NOW)
    with django_assert_num_queries(0):
        current(NOW + timedelta(seconds=1))


def test_the_version_is_two_questions(db: None, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(2):
        current(NOW)


def test_a_quarter_of_an_hour_and_midnight_end_it(db: None) -> None:
    midnight = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    assert current(NOW) == current(NOW + timedelta(minutes=14))
    assert current(NOW) != current(NOW + timedelta(minutes=15))
    assert current(midnight - timedelta(seconds=1)) != current(midnight)


def test_the_end_of_enrolment_ends_it(db: None) -> None:
    closing = NOW + timedelta(minutes=5)
    CohortFactory(enrol_until=closing)
    assert current(NOW) == current(closing + timedelta(seconds=59))
    assert current(NOW) != current(closing + timedelta(seconds=60))


def test_a_request_that_began_before_the_hour_is_not_kept_under_the_next(db: None) -> None:
    early = NOW + timedelta(minutes=15, seconds=-1)
    later = NOW + timedelta(minutes=15)
    assert current(later) != current(early)
    assert current(later) == current(later)


def test_a_value_is_built_once_for_its_parts_and_language(db: None) -> None:
    connection.run_on_commit.clear()
    built: list[str] = []

    def build() -> str:
        built.append(translation.get_language())
        return built[-1]

    for _time in range(2):
        assert remember(("greeting", 1), build, now=NOW) == "id"
    with translation.override("en"):
        assert remember(("greeting", 1), build, now=NOW) == "en"
    remember(("greeting", 2), build, now=NOW)
    assert built == ["id", "en", "id"]


@for_good
def test_a_value_is_built_anew_after_a_change() -> None:
    values = iter("ab")
    assert remember("x", lambda: next(values), now=NOW) == "a"
    TrackFactory()
    assert remember("x", lambda: next(values), now=NOW) == "b"


@for_good
def test_who_changes_content_neither_reads_nor_keeps_what_others_see() -> None:
    assert remember("x", lambda: "old", now=NOW) == "old"
    with suppress(Undone), transaction.atomic():
        TrackFactory()
        assert remember("x", lambda: "new", now=NOW) == "new"
        raise Undone
    assert remember("x", lambda: "never", now=NOW) == "old"


@for_good
def test_a_value_built_before_a_change_is_not_kept_after_it() -> None:
    """A change comes between the questions of a build: what it hands back is old or mixed."""

    def build() -> str:
        other = threading.Thread(target=lambda: (TrackFactory(), connection.close()))
        other.start()
        other.join()
        return "mixed"

    assert remember("x", build, now=NOW) == "mixed"
    assert remember("x", lambda: "new", now=NOW) == "new"


def test_the_hook_of_moments_is_asked_with_the_clock_of_the_caller(db: None) -> None:
    with time_machine.travel(NOW + timedelta(days=400)):
        CohortFactory(enrol_until=NOW + timedelta(minutes=1))
        assert current(NOW) == current(NOW + timedelta(seconds=30))
