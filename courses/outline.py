"""A course as modules and lessons, as everybody has it: read once for a version of the content.

What a person may enter, has done or reads now is laid over it by `learning.outline`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from cms import content_version
from cms.sites import site_of
from courses.models import CoursePage, LessonPage, ModulePage


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """A lesson that can be opened. `url` as the request's site links to it."""

    pk: int
    path: str
    title: str
    goal: str
    url: str
    minutes: int
    preview: bool
    block_ids: tuple[str, ...]

    def minutes_left(self, block_id: str) -> int:
        """Minutes from the block `place` to the end, at least 1; all of them for an unknown place."""
        if not block_id or block_id not in self.block_ids:
            return self.minutes
        share = 1 - self.block_ids.index(block_id) / len(self.block_ids)
        return max(1, round(self.minutes * share))


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    pk: int
    path: str
    title: str
    anchor: str
    lessons: tuple[LessonEntry, ...]


@dataclass(frozen=True, slots=True)
class CourseOutline:
    """Live modules in their order, also those that nothing stands in yet. `url` as in `LessonEntry`."""

    url: str
    modules: tuple[ModuleEntry, ...]

    @property
    def lessons(self) -> Iterator[LessonEntry]:
        return (lesson for module in self.modules for lesson in module.lessons)


def course_of(lesson: LessonPage, *, now: datetime) -> CoursePage:
    """The course that the lesson stands in, from memory; a copy of its own for each request."""

    def read() -> CoursePage:
        return CoursePage.objects.select_related("track").get(path=lesson.course_path)

    return copy(content_version.remember(("course", lesson.course_path), read, now=now))


def outline_of(course: CoursePage, request: HttpRequest, *, now: datetime) -> CourseOutline:
    """The outline, from memory where nothing has changed since it was read (else two queries)."""
    return outlines_of([course], request, now=now)[course.pk]


def outlines_of(
    courses: Collection[CoursePage], request: HttpRequest, *, now: datetime
) -> dict[int, CourseOutline]:
    """The outlines by course, all from memory or all from two queries."""
    site = site_of(request, now=now)
    key = ("outlines", site and site.pk, tuple((course.pk, course.path) for course in courses))
    return content_version.remember(key, lambda: _read(courses, request), now=now)


def _read(courses: Collection[CoursePage], request: HttpRequest) -> dict[int, CourseOutline]:
    lessons = list(LessonPage.objects.of_courses(courses).openable())
    modules = list(ModulePage.objects.of_courses(courses).live())
    return {
        course.pk: CourseOutline(
            course.get_url(request) or "",
            tuple(
                _module(module, lessons, request)
                for module in modules
                if module.path.startswith(course.path)
            ),
        )
        for course in courses
    }


def _module(module: ModulePage, lessons: list[LessonPage], request: HttpRequest) -> ModuleEntry:
    inside = (lesson for lesson in lessons if lesson.path.startswith(module.path))
    return ModuleEntry(
        pk=module.pk,
        path=module.path,
        title=module.title,
        anchor=module.anchor,
        lessons=tuple(_lesson(lesson, request) for lesson in inside),
    )


def _lesson(lesson: LessonPage, request: HttpRequest) -> LessonEntry:
    return LessonEntry(
        pk=lesson.pk,
        path=lesson.path,
        title=lesson.title,
        goal=lesson.goal,
        url=lesson.get_url(request),
        minutes=lesson.minutes,
        preview=lesson.preview,
        block_ids=tuple(lesson.block_ids),
    )
