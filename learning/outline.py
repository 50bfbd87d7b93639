"""A course's outline with what each lesson is to this person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.visibility import closed_paths
from cohorts.permissions import Reader
from courses.models import CoursePage, LessonPage
from courses.outline import CourseOutline, LessonEntry, ModuleEntry, outline_of
from design.formats import count
from learning.models import LessonProgress

DONE, NOW, OPEN, LOCKED = "done", "now", "open", "lock"
Marks = dict[int, LessonProgress]


@dataclass(frozen=True, slots=True)
class OutlineLesson:
    """A line of the outline; `why` says what is special about it."""

    entry: LessonEntry
    url: str
    state: str
    current: bool = False
    why: str = ""

    @property
    def title(self) -> str:
        return self.entry.title

    @property
    def meta(self) -> str:
        return _("%(n)s min") % {"n": count(self.entry.minutes)}

    @property
    def is_open(self) -> bool:
        return self.state != LOCKED

    @property
    def is_linked(self) -> bool:
        return self.is_open and bool(self.url)

    @property
    def is_here(self) -> bool:
        return self.current or self.state == NOW


@dataclass(frozen=True, slots=True)
class OutlineModule:
    entry: ModuleEntry
    lessons: list[OutlineLesson]
    counts_progress: bool

    @property
    def title(self) -> str:
        return self.entry.title

    @property
    def anchor(self) -> str:
        return self.entry.anchor

    @property
    def meta(self) -> str:
        total = len(self.lessons)
        if not self.counts_progress:
            return ngettext("%(n)s lesson", "%(n)s lessons", total) % {"n": count(total)}
        done = sum(lesson.state == DONE for lesson in self.lessons)
        return _("%(done)s of %(total)s") % {"done": count(done), "total": count(total)}


@dataclass(frozen=True)
class Outline:
    """Only what is live, in live modules, and not closed to this person."""

    course: CoursePage
    course_url: str
    modules: list[OutlineModule]
    reads_all: bool
    #: What the person began and did in the course, by lesson.
    marks: Marks

    @cached_property
    def lessons(self) -> list[OutlineLesson]:
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def total(self) -> int:
        return len(self.lessons)

    @cached_property
    def done(self) -> int:
        return sum(lesson.state == DONE for lesson in self.lessons)

    @property
    def is_done(self) -> bool:
        return 0 < self.total == self.done

    @property
    def minutes(self) -> int:
        return sum(lesson.entry.minutes for lesson in self.lessons)

    @property
    def preview(self) -> OutlineLesson | None:
        """The first lesson that everybody may read."""
        return next((lesson for lesson in self.lessons if lesson.entry.preview), None)

    @property
    def to_do(self) -> OutlineLesson | None:
        """The first readable lesson that is not done."""
        return next((each for each in self.lessons if each.state in (NOW, OPEN)), None)

    @cached_property
    def index(self) -> int | None:
        """Of the current lesson, from 0; None without one, and for one that is not in the outline
        (a draft looked at in the editor, a lesson that has ended)."""
        here = (n for n, lesson in enumerate(self.lessons) if lesson.current)
        return next(here, None)

    @property
    def number(self) -> int | None:
        """Of the current lesson, from 1."""
        return None if self.index is None else self.index + 1

    @property
    def previous(self) -> OutlineLesson | None:
        return self.lessons[self.index - 1] if self.index else None

    @property
    def next(self) -> OutlineLesson | None:
        at = self.number
        return self.lessons[at] if at is not None and at < self.total else None


def read_outline(
    course: CoursePage,
    request: HttpRequest,
    reader: Reader,
    *,
    now: datetime,
    current: LessonPage | None = None,
) -> Outline:
    """The outline for the reader, who is the person of the request.

    One query for somebody who is signed in, once the course is in memory.
    """
    taught = outline_of(course, request, now=now)
    seen = _seen(taught, closed_paths(request.user))
    entries = [entry for _module, inside in seen for entry in inside]
    marks = _marks(reader, entries)
    readable = {entry.pk for entry in entries if reader.may_read(entry)}
    reads_all = len(readable) == len(entries)
    is_somebodys = any(row.completed_at is not None for row in marks.values())
    counts = is_somebodys or (reader.user.is_authenticated and reads_all)
    modules = [
        OutlineModule(
            module, [_line(each, marks, readable, current, reads_all) for each in inside], counts
        )
        for module, inside in seen
    ]
    return Outline(course, taught.url, modules, reads_all, marks)


def _seen(
    taught: CourseOutline, closed: tuple[str, ...]
) -> list[tuple[ModuleEntry, list[LessonEntry]]]:
    """Modules with something in them for a person who may not enter `closed`."""
    parts = (
        (module, [entry for entry in module.lessons if not entry.path.startswith(closed)])
        for module in taught.modules
    )
    return [(module, inside) for module, inside in parts if inside]


def _marks(reader: Reader, entries: list[LessonEntry]) -> Marks:
    if not reader.user.is_authenticated or not entries:
        return {}
    lessons = [entry.pk for entry in entries]
    rows = LessonProgress.objects.filter(user=reader.user, lesson__in=lessons)
    return {row.lesson_id: row for row in rows}


def _line(
    entry: LessonEntry,
    marks: Marks,
    readable: set[int],
    current: LessonPage | None,
    reads_all: bool,
) -> OutlineLesson:
    mark, is_current = marks.get(entry.pk), current is not None and entry.pk == current.pk
    is_readable = entry.pk in readable
    # What somebody has finished stays marked as finished, also after the seat is gone.
    if mark is not None and mark.completed_at is not None:
        state = DONE
    else:
        state = LOCKED if not is_readable else NOW if is_current else OPEN
    why = _("Free preview") if entry.preview and not reads_all else ""
    return OutlineLesson(entry, entry.url if is_readable else "", state, is_current, why)
