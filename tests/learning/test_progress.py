"""Progress belongs to the lesson: it survives moves, and only what can be opened is counted."""

from __future__ import annotations

import pytest
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from cohorts.models import Enrolment
from courses.models import LessonPage
from courses.models.pages import ancestor_path
from learning.completing import complete_lesson
from learning.models import LessonProgress
from learning.models.lesson_counts import with_lesson_counts
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db


def seated(lessons: tuple[int, ...] = (4,)) -> tuple[User, Enrolment, list[LessonPage]]:
    course = CourseFactory(lessons=lessons)
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    return enrolment.user, enrolment, course.lessons


def counted(enrolment: Enrolment) -> tuple[int, int]:
    row = with_lesson_counts(Enrolment.objects.all()).get(pk=enrolment.pk)
    return row.lessons_done, row.lessons_total


def done(user: User, *lessons: LessonPage) -> None:
    for lesson in lessons:
        complete_lesson(user=user, lesson=lesson, now=timezone.now())


@pytest.mark.database
def test_the_path_of_an_ancestor_can_be_asked_of_every_page() -> None:
    # A database is free to work it out for each page of the tree, before it looks for lessons.
    lesson = LessonFactory()
    found = dict(Page.objects.annotate(above=ancestor_path("path", 2)).values_list("pk", "above"))
    assert found[lesson.pk] == lesson.course_path
    assert found[Page.get_first_root_node().pk] == ""


def test_an_unpublished_lesson_leaves_both_counts() -> None:
    sari, enrolment, lessons = seated()
    done(sari, *lessons[:3])
    lessons[0].unpublish()
    assert counted(enrolment) == (2, 3)


def test_an_unpublished_module_takes_its_lessons_out_of_both_counts() -> None:
    sari, enrolment, lessons = seated((2, 1))
    done(sari, lessons[0])
    lessons[0].module.unpublish()
    assert counted(enrolment) == (0, 1)


def test_a_lesson_moved_to_another_module_keeps_its_tick_and_place() -> None:
    sari, enrolment, lessons = seated((2, 1))
    done(sari, lessons[0])
    LessonProgress.objects.filter(lesson=lessons[0]).update(
        reading_position=lessons[0].block_ids[2]
    )
    lessons[0].move(lessons[2].module, pos="last-child")
    moved = LessonPage.objects.get(pk=lessons[0].pk)
    moved.slug = "nama-baru"
    moved.save()
    progress = LessonProgress.objects.get(lesson=moved)
    assert counted(enrolment) == (1, 3)
    assert progress.completed_at is not None
    assert progress.reading_position == lessons[0].block_ids[2]


def test_a_lesson_added_after_completion_leaves_the_completed_enrolment_completed() -> None:
    sari, enrolment, lessons = seated((1,))
    done(sari, *lessons)
    enrolment.refresh_from_db()
    first = enrolment.completed_at
    LessonFactory(parent=lessons[0].module)
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.completed_at) == ("completed", first)
    assert counted(enrolment) == (1, 2)
