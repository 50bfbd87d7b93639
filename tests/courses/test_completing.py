"""Beginning, keeping a place, completing: first times stay, completed stays completed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.completing import begin_lesson, complete_lesson, keep_place, reopen_lesson
from courses.models import LessonProgress
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
