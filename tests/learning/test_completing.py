"""Beginning, keeping a place, completing: first times stay, completed stays completed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cohorts.enrolling import approve, enrol, promote_waiting, seat_imported, withdraw
from cohorts.models import Cohort, CohortCourse, Enrolment
from courses.models import CoursePage
from design.site_time import site_moment
from learning.completing import (
    CompletionError,
    begin_lesson,
    complete_by_staff,
    complete_enrolments,
    complete_lesson,
    finish_cohort,
    reopen_lesson,
    save_reading_position,
    take_completion_back,
)
from learning.models import LessonProgress
from learning.models.lesson_counts import waiting_for_drafts
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
)

pytestmark = pytest.mark.django_db


def test_the_first_opening_stays_and_the_last_event_moves_only_forward() -> None:
    sari, lesson, now = UserFactory(), LessonFactory(), timezone.now()
    for moment in (now, now + timedelta(days=1), now - timedelta(days=1)):
        begin_lesson(user=sari, lesson=lesson, now=moment)
    row = LessonProgress.objects.get()
    assert (row.started_at, row.last_at) == (now, now + timedelta(days=1))


def test_a_place_longer_than_the_field_is_cut() -> None:
    row = save_reading_position(
        user=UserFactory(), lesson=LessonFactory(), position="x" * 99, now=timezone.now()
    )
    assert row.reading_position == "x" * 40


def test_the_first_completion_stays_and_a_reopened_lesson_completes_anew() -> None:
    sari, lesson, now = UserFactory(), LessonFactory(), timezone.now()
    later = now + timedelta(hours=1)
    complete_lesson(user=sari, lesson=lesson, now=now)
    assert complete_lesson(user=sari, lesson=lesson, now=later).completed_at == now
    assert reopen_lesson(user=sari, lesson=lesson, now=later).completed_at is None
    assert complete_lesson(user=sari, lesson=lesson, now=later).completed_at == later


def test_every_cohort_that_teaches_the_course_is_completed_and_no_other() -> None:
    course, other = CourseFactory(lessons=(1,)), CourseFactory(lessons=(1,))
    sari = UserFactory()
    for courses in ([course], [course], [course, other]):
        EnrolmentFactory(user=sari, cohort=CohortFactory(courses=courses))
    complete_lesson(user=sari, lesson=course.lessons[0], now=timezone.now())
    assert list(sari.enrolments.order_by("pk").values_list("status", flat=True)) == [
        "completed",
        "completed",
        "active",
    ]


def test_taking_a_mark_back_leaves_the_completed_cohort_completed() -> None:
    course = CourseFactory(lessons=(1,))
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    lesson = course.lessons[0]
    complete_lesson(user=enrolment.user, lesson=lesson, now=timezone.now())
    reopen_lesson(user=enrolment.user, lesson=lesson, now=timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.status == "completed"


def all_but_one_done(lessons: tuple[int, ...]) -> tuple[CoursePage, Enrolment]:
    """Everything but the last lesson of the course is done."""
    course = CourseFactory(lessons=lessons)
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    for lesson in course.lessons[:-1]:
        complete_lesson(user=enrolment.user, lesson=lesson, now=timezone.now())
    return course, enrolment


def status_of(enrolment: Enrolment) -> str:
    return Enrolment.objects.get(pk=enrolment.pk).status


def by_joining(row: Enrolment) -> None:
    enrol(user=row.user, cohort=row.cohort, now=timezone.now())


def by_approval(row: Enrolment) -> None:
    approve(enrolment=row, now=timezone.now())


def by_more_seats(row: Enrolment) -> None:
    Cohort.objects.filter(pk=row.cohort_id).update(seats=5)
    promote_waiting(cohort=row.cohort, now=timezone.now())


def by_import(row: Enrolment) -> None:
    seat_imported(user=row.user, cohort=row.cohort, now=timezone.now())


@pytest.mark.parametrize(
    ("state", "give"),
    [
        ("withdrawn", by_joining),
        ("applied", by_approval),
        ("waiting", by_more_seats),
        ("applied", by_import),
    ],
)
def test_a_seat_completes_nobody_and_leaves_the_last_word_to_who_is_through(
    state: str, give: Callable[[Enrolment], None]
) -> None:
    course = CourseFactory(lessons=(2,))
    row = EnrolmentFactory(cohort=CohortFactory(courses=[course], seats=1), **{state: True})
    for lesson in course.lessons:
        complete_lesson(user=row.user, lesson=lesson, now=timezone.now())
    give(row)
    assert status_of(row) == "active"
    assert finish_cohort(enrolment=row, now=timezone.now()).status == "completed"


def test_who_left_and_finished_elsewhere_comes_back_and_finishes() -> None:
    course, enrolment = all_but_one_done((2,))
    withdraw(enrolment=enrolment, now=timezone.now())
    complete_lesson(user=enrolment.user, lesson=course.lessons[-1], now=timezone.now())
    assert status_of(enrolment) == "withdrawn"
    with pytest.raises(CompletionError):
        finish_cohort(enrolment=enrolment, now=timezone.now())
    enrol(user=enrolment.user, cohort=enrolment.cohort, now=timezone.now())
    assert finish_cohort(enrolment=enrolment, now=timezone.now()).status == "completed"


def unpublish_the_lesson_left(course: CoursePage) -> None:
    course.lessons[-1].unpublish()


def unpublish_the_module_left(course: CoursePage) -> None:
    course.lessons[-1].module.unpublish()


def move_the_lesson_left_away(course: CoursePage) -> None:
    elsewhere = CourseFactory(lessons=(1,))
    course.lessons[-1].move(elsewhere.lessons[0].module, pos="last-child")


def delete_the_lesson_left(course: CoursePage) -> None:
    course.lessons[-1].delete()


def unpublish_and_publish_again(course: CoursePage) -> None:
    course.unpublish()
    course.refresh_from_db()
    course.save_revision().publish()


def let_the_lesson_left_expire(course: CoursePage) -> None:
    lesson = course.lessons[-1]
    lesson.expire_at = timezone.now() - timedelta(minutes=1)
    lesson.save()
    call_command("publish_scheduled")


@pytest.mark.parametrize(
    "act",
    [
        unpublish_the_lesson_left,
        unpublish_the_module_left,
        move_the_lesson_left_away,
        delete_the_lesson_left,
        unpublish_and_publish_again,
        let_the_lesson_left_expire,
    ],
)
def test_nobody_is_completed_by_an_editor(act: Callable[[CoursePage], None]) -> None:
    course, enrolment = all_but_one_done((2, 1))
    act(course)
    assert status_of(enrolment) == "active"


def test_who_is_left_without_a_lesson_to_do_says_themself_that_they_are_through() -> None:
    course, enrolment = all_but_one_done((2,))
    with pytest.raises(CompletionError):
        finish_cohort(enrolment=enrolment, now=timezone.now())
    course.lessons[-1].unpublish()
    for _time in range(2):
        assert finish_cohort(enrolment=enrolment, now=timezone.now()).status == "completed"


def test_completing_waits_for_what_was_never_live_and_not_for_what_was_taken_off() -> None:
    course, enrolment = all_but_one_done((2,))
    off = LessonFactory(parent=course.lessons[0].module)
    off.save_revision().publish()
    off.unpublish()
    draft = LessonFactory(parent=course.lessons[0].module, draft=True)

    complete_lesson(user=enrolment.user, lesson=course.lessons[1], now=timezone.now())
    assert status_of(enrolment) == "active"
    held = waiting_for_drafts(course, timezone.now())
    assert list(held) == [enrolment]

    draft.delete()
    complete_lesson(user=enrolment.user, lesson=course.lessons[1], now=timezone.now())
    assert status_of(enrolment) == "completed"


@pytest.mark.parametrize("part", ["module", "course"])
def test_a_module_and_a_course_that_were_never_live_are_still_to_come(part: str) -> None:
    course, enrolment = all_but_one_done((1,))
    coming = CourseFactory(draft=part == "course")
    if part == "module":
        ModuleFactory(parent=course, draft=True)
    else:
        CohortCourse.objects.create(cohort=enrolment.cohort, course=coming)
    complete_lesson(user=enrolment.user, lesson=course.lessons[0], now=timezone.now())
    assert status_of(enrolment) == "active"


def test_a_cohort_that_is_over_waits_for_nothing_from_the_day_after_its_end() -> None:
    course, enrolment = all_but_one_done((1,))
    LessonFactory(parent=course.lessons[0].module, draft=True)
    ends = site_moment(enrolment.cohort.ends_on, time(23, 59))
    for moment, status in ((ends, "active"), (ends + timedelta(minutes=1), "completed")):
        complete_lesson(user=enrolment.user, lesson=course.lessons[0], now=moment)
        assert status_of(enrolment) == status


def test_staff_complete_and_take_back_with_a_reason_in_the_log() -> None:
    _course, enrolment = all_but_one_done((2,))
    boss, now = UserFactory(), timezone.now()
    for _time in range(2):
        complete_by_staff(enrolment=enrolment, reason="Sakit.", actor=boss, now=now)
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.completed_at) == ("completed", now)
    for _time in range(2):
        take_completion_back(enrolment=enrolment, reason="Keliru.", actor=boss, now=now)
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.completed_at) == ("active", None)
    log = ModelLogEntry.objects.for_instance(enrolment).order_by("timestamp")
    assert [(row.action, row.user_id, row.data["reason"]) for row in log] == [
        ("learning.complete", boss.pk, "Sakit."),
        ("learning.take_back", boss.pk, "Keliru."),
    ]


@pytest.mark.parametrize(
    ("act", "before"),
    [
        (complete_by_staff, {"status": "active"}),
        (take_completion_back, {"status": "completed", "completed_at": timezone.now()}),
    ],
)
def test_what_cannot_be_logged_is_not_done(
    act: Callable[..., Enrolment], before: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = EnrolmentFactory(**before)

    def full(**kwargs: object) -> None:
        raise OSError("No room for the log")

    monkeypatch.setattr("learning.completing.log", full)
    with pytest.raises(OSError, match="No room"):
        act(enrolment=enrolment, reason="Sakit.", actor=UserFactory(), now=timezone.now())
    assert status_of(enrolment) == before["status"]


@pytest.mark.parametrize("trait", ["applied", "waiting", "withdrawn"])
def test_only_who_learns_is_completed_by_staff(trait: str) -> None:
    enrolment = EnrolmentFactory(**{trait: True})
    for act in (complete_by_staff, take_completion_back):
        with pytest.raises(CompletionError):
            act(enrolment=enrolment, reason="", actor=UserFactory(), now=timezone.now())


def test_a_clock_that_goes_back_loses_no_mark() -> None:
    sari, lesson, now = UserFactory(), LessonFactory(), timezone.now()
    begin_lesson(user=sari, lesson=lesson, now=now)
    row = complete_lesson(user=sari, lesson=lesson, now=now - timedelta(days=1))
    assert row.completed_at == now


def test_a_course_without_any_lesson_left_completes_nobody() -> None:
    course = CourseFactory(lessons=(1,))
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    LessonProgress.objects.all().delete()
    course.unpublish()
    assert status_of(enrolment) == "active"


def test_who_leaves_while_it_is_asked_is_not_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    left = EnrolmentFactory(withdrawn=True)
    monkeypatch.setattr(
        "learning.completing.finished", lambda rows, now: Enrolment.objects.filter(pk=left.pk)
    )
    assert complete_enrolments(enrolments=Enrolment.objects.all(), now=timezone.now()) == 0
    left.refresh_from_db()
    assert left.status == "withdrawn"
