"""Search over courses and lessons, with the beginnings of words too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from cms.visibility import visible_to
from cohorts.permissions import readable_lessons
from courses.models import CoursePage, LessonPage
from design.formats import count

LONGEST_QUERY = 100
MOST_HITS = 200
MOST_WORDS = 6
# Signs mean something to the index, and nothing to people.
WORD = re.compile(r"\w+")
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A course or a lesson that was found."""

    title: str
    url: str
    text: str
    where: str
    colour: str
    icon: str
    is_locked: bool = False


def search(request: HttpRequest) -> HttpResponse:
    """What was asked for and what was found; nothing asked shows the field alone."""
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    words = WORD.findall(query)[:MOST_WORDS]
    hits = find(words, request) if words else []
    page = Paginator(hits, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "hits": page.object_list,
        "total": len(hits),
        "page_obj": page,
        "nav": "courses",
    }
    return TemplateResponse(request, "learning/search.html", context)


def find(words: list[str], request: HttpRequest) -> list[Hit]:
    """Courses before lessons, each the best first; only what is open and for this person."""
    courses = _found(
        visible_to(request.user, CoursePage.objects.live().select_related("track")), words
    )
    lessons = _found(visible_to(request.user, LessonPage.objects.openable().defer("body")), words)
    above = _courses_of(lessons)
    readable = readable_lessons(request.user, lessons)
    return [
        *(_course_hit(course, request) for course in courses),
        *(
            _lesson_hit(lesson, above[lesson.course_path], request, lesson.pk in readable)
            for lesson in lessons
        ),
    ]


def _found(pages: QuerySet, words: list[str]) -> list:
    """Whole words first, then beginnings of words. The index knows no rule of ours, so it answers
    with ids, and the query that carries the rules brings the pages."""
    live = pages.model.objects.live()
    ranked = [hit.pk for hit in live.search(" ".join(words), operator="and")[:MOST_HITS]]
    # One word at a time, since the index completes only the last word of several.
    begun = [[hit.pk for hit in live.autocomplete(word)[:MOST_HITS]] for word in words]
    ranked += [pk for pk in begun[0] if all(pk in others for others in begun[1:])]
    order = {pk: index for index, pk in reversed(list(enumerate(ranked)))}
    return sorted(pages.filter(pk__in=order), key=lambda page: order[page.pk])


def _courses_of(lessons: list[LessonPage]) -> dict[str, CoursePage]:
    paths = {lesson.course_path for lesson in lessons}
    return {
        course.path: course
        for course in CoursePage.objects.filter(path__in=paths).select_related("track")
    }


def _course_hit(course: CoursePage, request: HttpRequest) -> Hit:
    return Hit(
        title=course.title,
        url=course.get_url(request),
        text=course.tagline,
        where=_("Course, track %(track)s") % {"track": course.track.name},
        colour=course.track.colour,
        icon="book",
    )


def _lesson_hit(
    lesson: LessonPage, course: CoursePage, request: HttpRequest, is_readable: bool
) -> Hit:
    words = {"course": course.title, "n": count(lesson.minutes)}
    return Hit(
        title=lesson.title,
        url=lesson.get_url(request),
        text=lesson.goal,
        where=_("Lesson in %(course)s, %(n)s min") % words,
        colour=course.track.colour,
        icon="play" if is_readable else "lock",
        is_locked=not is_readable,
    )
