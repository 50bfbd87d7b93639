"""A course as its outline: modules, lessons, and what each is to this person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.visibility import visible_to
from cohorts.permissions import Person, readable_lessons
from courses.models import CoursePage, LessonPage, ModulePage
from design.formats import count
from learning.models import LessonProgress

DONE, NOW, OPEN, LOCKED = "done", "now", "open", "lock"


@dataclass(frozen=True, slots=True)
class OutlineLesson:
    """A line of the outline; `why` says what is special about it."""

    page: LessonPage
    url: str
    state: str
    current: bool = False
    why: str = ""

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def meta(self) -> str:
        return _("%(n)s min") % {"n": count(self.page.minutes)}

    @property
    def is_open(self) -> bool:
        return self.state != LOCKED


@dataclass(frozen=True, slots=True)
class OutlineModule:
    page: ModulePage
    lessons: list[OutlineLesson]
    counts_progress: bool

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def anchor(self) -> str:
        return self.page.anchor

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
    modules: list[OutlineModule]
    reads_all: bool

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
        return sum(lesson.page.minutes for lesson in self.lessons)

    @property
    def preview(self) -> OutlineLesson | None:
        """The first lesson that everybody may read."""
        return next((lesson for lesson in self.lessons if lesson.page.preview), None)

    @property
    def to_do(self) -> OutlineLesson | None:
        """The first readable lesson that is not done."""
        return next((each for each in self.lessons if each.state in (NOW, OPEN)), None)

    def place_of(self, page: LessonPage) -> int | None:
        """From 0; None for a lesson that is not in the outline (a draft looked at in the editor)."""
        places = (n for n, lesson in enumerate(self.lessons) if lesson.page.pk == page.pk)
        return next(places, None)

    def before(self, place: int | None) -> OutlineLesson | None:
        return self.lessons[place - 1] if place else None

    def after(self, place: int | None) -> OutlineLesson | None:
        if place is None or place + 1 >= self.total:
            return None
        return self.lessons[place + 1]


def read_outline(
    course: CoursePage, request: HttpRequest, *, current: LessonPage | None = None
) -> Outline:
    """The outline for the person of the request, in a constant number of queries."""
    user = request.user
    pages = list(visible_to(user, LessonPage.objects.of_courses([course]).openable()).defer("body"))
    readable = readable_lessons(user, pages)
    done = done_lessons(user, pages)
    reads_all = len(readable) == len(pages)
    modules = []
    for module in ModulePage.objects.child_of(course).live().order_by("path"):
        inside = [page for page in pages if page.path.startswith(module.path)]
        lessons = [
            _line(
                page,
                request,
                done=page.pk in done,
                readable=page.pk in readable,
                current=current is not None and page.pk == current.pk,
                reads_all=reads_all,
            )
            for page in inside
        ]
        if lessons:
            modules.append(OutlineModule(module, lessons, bool(done) or _counts(user, reads_all)))
    return Outline(course, modules, reads_all)


def done_lessons(user: Person, pages: list[LessonPage]) -> set[int]:
    """Ids of those lessons that the person has marked as done."""
    if not user.is_authenticated or not pages:
        return set()
    return set(LessonProgress.objects.of(user, pages).done().values_list("lesson_id", flat=True))


def _counts(user: Person, reads_all: bool) -> bool:
    return user.is_authenticated and reads_all


def _line(
    page: LessonPage,
    request: HttpRequest,
    *,
    done: bool,
    readable: bool,
    current: bool,
    reads_all: bool,
) -> OutlineLesson:
    # What somebody has finished stays marked as finished, also after the seat is gone.
    state = DONE if done else LOCKED if not readable else NOW if current else OPEN
    why = _("Free preview") if page.preview and not reads_all else ""
    url = page.get_url(request) if readable else ""
    return OutlineLesson(page, url, state, current, why)
