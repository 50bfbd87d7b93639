"""A course in a few words, as lists of courses show it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.visibility import Person, visible_to
from courses.models import CoursePage, LessonPage
from courses.posters import poster_urls
from design.formats import count


@dataclass(frozen=True)
class CourseCard:
    """Parameters of `components/course_card.html`."""

    title: str
    url: str
    colour: str
    track: str
    tagline: str
    poster_url: str
    meta: list[str]
    note: str = ""


def course_cards(
    courses: list[CoursePage], request: HttpRequest, *, mine: Container[str] = ()
) -> list[CourseCard]:
    """A card a course, for whoever asks, in a constant number of queries.

    `mine` holds the tree paths of the courses that the person learns in a cohort of theirs.
    """
    posters, lessons = poster_urls(courses), lessons_per_course(courses, request.user)
    return [
        CourseCard(
            title=course.title,
            url=course.get_url(request),
            colour=course.track.colour,
            track=course.track.name,
            tagline=course.tagline,
            poster_url=posters.get(course.pk, ""),
            meta=course_meta(course, lessons.get(course.path, 0)),
            note=_("In your cohort") if course.path in mine else "",
        )
        for course in courses
    ]


def lessons_per_course(courses: list[CoursePage], user: Person) -> dict[str, int]:
    """Number of lessons that can be opened and are for this person, by the course's tree path (one query)."""
    lessons = visible_to(user, LessonPage.objects.of_courses(courses).openable())
    counted: dict[str, int] = {}
    for path in lessons.values_list("path", flat=True):
        course = path[: -2 * LessonPage.steplen]
        counted[course] = counted.get(course, 0) + 1
    return counted


def course_meta(course: CoursePage, lessons: int) -> list[str]:
    """Lessons, hours and level, each a short text."""
    return [
        ngettext("%(n)s lesson", "%(n)s lessons", lessons) % {"n": count(lessons)},
        ngettext("%(n)s hour with practice", "%(n)s hours with practice", course.hours)
        % {"n": count(course.hours)},
        str(course.get_level_display()),
    ]
