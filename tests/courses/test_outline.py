"""A course's outline in memory: what it holds, and that it is never an old one."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page

from courses.models import CoursePage
from courses.outline import CourseOutline, LessonEntry, outline_of, outlines_of
from tests.factories.courses import CourseFactory, LessonFactory

IN_COMMITTED_CONTENT = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def entry(minutes: int = 8) -> LessonEntry:
    return LessonEntry(1, "0001", "Suara", "Bisa", "/suara/", minutes, False, ("a", "b", "c", "d"))


@pytest.mark.parametrize(
    ("block_id", "minutes"), [("", 8), ("unknown", 8), ("a", 8), ("c", 4), ("d", 2)]
)
def test_the_minutes_left_shrink_with_the_place(block_id: str, minutes: int) -> None:
    assert entry().minutes_left(block_id) == minutes


def test_at_the_end_of_a_short_lesson_a_minute_is_left_and_not_none() -> None:
    assert entry(minutes=1).minutes_left("d") == 1


REQUEST = RequestFactory().get("/")


def outline(course: CoursePage) -> CourseOutline:
    return outline_of(course, REQUEST, now=timezone.now())


def titles(course: CoursePage) -> list[str]:
    return [lesson.title for lesson in outline(course).lessons]


@IN_COMMITTED_CONTENT
def test_it_is_read_once_and_anew_after_each_change(django_assert_num_queries: object) -> None:
    course = CourseFactory(lessons=(2,))
    first, second = course.lessons
    outline(course)
    with django_assert_num_queries(0):
        assert titles(course) == [first.title, second.title]
    first.title = "Judul baru"
    first.save_revision().publish()
    assert titles(course)[0] == "Judul baru"
    second.unpublish()
    assert titles(course) == ["Judul baru"]
    added = LessonFactory(parent=first.module)
    assert titles(course) == ["Judul baru", added.title]
    added.move(Page.objects.get(pk=first.pk), pos="left")
    assert titles(course) == [added.title, "Judul baru"]
    first.module.unpublish()
    assert titles(course) == []


@IN_COMMITTED_CONTENT
def test_a_moved_course_leads_to_its_new_addresses() -> None:
    course = CourseFactory(lessons=(1,))
    outline(course)
    course.slug = "lain"
    course.save_revision().publish()
    (lesson,) = outline(course).lessons
    assert "/lain/" in lesson.url


@pytest.mark.django_db
def test_many_courses_are_read_by_two_queries(django_assert_num_queries: object) -> None:
    courses = [CourseFactory(lessons=(2,)) for _n in range(3)]
    request = RequestFactory().get("/")
    outlines_of(courses, request, now=timezone.now())
    with django_assert_num_queries(2):
        read = outlines_of(courses, request, now=timezone.now())
    for course in courses:
        assert [each.pk for each in read[course.pk].lessons] == [each.pk for each in course.lessons]
