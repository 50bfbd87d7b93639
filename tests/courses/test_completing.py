"""Beginning, keeping a place, completing: first times stay, completed stays completed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from courses.completing import begin_lesson, complete_lesson, keep_place, reopen_lesson
from courses.enrolling import enrol, withdraw
from courses.models import CoursePage, Enrolment, LessonProgress
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db


def test_the_first_opening_stays_and_the_last_event_moves_only_forward() -> None:
    sari, lesson, now = UserFactory(), LessonFactory(), timezone.now()
    for moment in (now, now + timedelta(days=1), now - timedelta(days=1)):
        begin_lesson(user=sari, lesson=lesson, now=moment)
    row = LessonProgress.objects.get()
    assert (row.started_at, row.last_at) == (now, now + timedelta(days=1))


def test_a_place_longer_than_the_field_is_cut() -> None:
    row = keep_place(user=UserFactory(), lesson=LessonFactory(), place="x" * 99, now=timezone.now())
    assert row.place == "x" * 40


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


def test_a_seat_whose_lessons_are_all_done_already_is_completed_at_once() -> None:
    course = CourseFactory(lessons=(2,))
    sari: User = UserFactory()
    for lesson in course.lessons:
        complete_lesson(user=sari, lesson=lesson, now=timezone.now())
    cohort = CohortFactory(courses=[course], seats=1)
    enrolment = enrol(user=sari, cohort=cohort, now=timezone.now())
    cohort.refresh_from_db()
    assert (enrolment.status, status_of(enrolment)) == ("completed", "completed")
    assert cohort.seats_taken == 1


def test_who_left_and_finished_elsewhere_is_completed_on_return() -> None:
    course, enrolment = all_but_one_done((2,))
    withdraw(enrolment=enrolment, now=timezone.now())
    complete_lesson(user=enrolment.user, lesson=course.lessons[-1], now=timezone.now())
    assert status_of(enrolment) == "withdrawn"
    enrol(user=enrolment.user, cohort=enrolment.cohort, now=timezone.now())
    assert status_of(enrolment) == "completed"


def test_unpublishing_the_one_lesson_left_completes_who_did_the_others() -> None:
    course, enrolment = all_but_one_done((3,))
    behind = EnrolmentFactory(cohort=enrolment.cohort)
    course.lessons[-1].unpublish()
    assert (status_of(enrolment), status_of(behind)) == ("completed", "active")


def test_unpublishing_the_module_left_completes_too() -> None:
    course, enrolment = all_but_one_done((2, 1))
    course.lessons[-1].module.unpublish()
    assert status_of(enrolment) == "completed"


def test_moving_the_lesson_left_to_a_course_of_others_completes() -> None:
    course, enrolment = all_but_one_done((2,))
    elsewhere = CourseFactory(lessons=(1,))
    course.lessons[-1].move(elsewhere.lessons[0].module, pos="last-child")
    assert status_of(enrolment) == "completed"


def test_deleting_the_lesson_that_nobody_began_completes() -> None:
    course, enrolment = all_but_one_done((2,))
    course.lessons[-1].delete()
    assert status_of(enrolment) == "completed"


def test_a_course_without_any_lesson_left_completes_nobody() -> None:
    course = CourseFactory(lessons=(1,))
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    LessonProgress.objects.all().delete()
    course.unpublish()
    assert status_of(enrolment) == "active"
