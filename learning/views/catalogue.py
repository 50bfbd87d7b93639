"""The catalogue, a course, and the way from a module's address to its place in the outline."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.visibility import Person, visible_to
from cohorts.access import Access, access_to
from cohorts.cohort_cards import CohortCard, cohort_card_of, open_cohorts, seats_line
from cohorts.permissions import courses_open_to, readable_lessons, reader_of
from courses.cards import CourseCard, course_cards, course_meta
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage, Track
from courses.posters import LARGE, poster_url
from learning.drawn_outline import drawn_outline
from learning.models import LessonProgress
from learning.outline import Outline, read_outline
from learning.reading_position import url_at_position


@dataclass
class TrackShelf:
    track: Track
    cards: list[CourseCard] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """The yellow button of a course page."""

    action: str
    url: str


def course_index(request: HttpRequest, page: CourseIndexPage) -> HttpResponse:
    """Every live course by track, and the cohorts that take people in."""
    context = {
        **page.get_context(request),
        "shelves": shelves(page, request),
        "cohort_cards": [
            cohort_card_of(cohort, request.user) for cohort in open_cohorts(timezone.now())
        ],
    }
    return TemplateResponse(request, "learning/course_index.html", context)


def shelves(index: CourseIndexPage, request: HttpRequest) -> list[TrackShelf]:
    """The courses on their tracks' shelves, in a constant number of queries."""
    live = CoursePage.objects.child_of(index).live().select_related("track").order_by("path")
    courses = sorted(visible_to(request.user, live), key=lambda each: each.track.sort_key)
    cards = course_cards(courses, request, mine=courses_open_to(request.user))
    by_track: dict[int, TrackShelf] = {}
    for course, card in zip(courses, cards, strict=True):
        shelf = by_track.setdefault(course.track_id, TrackShelf(course.track))
        shelf.cards.append(card)
    return list(by_track.values())


def course(request: HttpRequest, page: CoursePage) -> HttpResponse:
    """What the course teaches, its outline, and the next step for this person."""
    now, reader = timezone.now(), reader_of(request.user)
    outline = read_outline(page, request, reader, now=now)
    access = access_to(page, request.user, now=now, back=request.get_full_path())
    context = {
        **page.get_context(request),
        "outline": outline,
        "drawn_outline": drawn_outline(outline, now=now, headings=True),
        "access": access,
        "ended": ended_lessons(page, request),
        "step": next_step(outline, access),
        "meta": course_meta(page, outline.total),
        "poster_url": poster_url(page, LARGE),
        "cohort_card": _card_beside(access, request.user),
        "instructors": list(page.instructors.filter(is_active=True)),
    }
    return TemplateResponse(request, "learning/course.html", context)


def _card_beside(access: Access, person: Person) -> CohortCard | None:
    """The cohort that the person may join or is in, without the map of its seats; whoever sits in
    it has no use for how many are left.
    """
    if access.cohort is None:
        return None
    card = cohort_card_of(access.cohort, person)
    line = "" if access.is_open else seats_line(access.cohort)
    return replace(card, seats=None, free=None, seats_line=line)


def ended_lessons(course: CoursePage, request: HttpRequest) -> list[LessonPage]:
    """Lessons offered to nobody any more that this person completed and may read again."""
    if not request.user.is_authenticated:
        return []
    done = LessonProgress.objects.of_ended(request.user, course).values("lesson")
    lessons = visible_to(request.user, LessonPage.objects.filter(pk__in=done).order_by("path"))
    mine = list(lessons.defer("body"))
    readable = readable_lessons(request.user, mine) if mine else set()
    return [lesson for lesson in mine if lesson.pk in readable]


def next_step(outline: Outline, access: Access) -> Step | None:
    """Continue, begin, read again, or what opens it; None where there is nothing to press."""
    if not access.is_open:
        return Step(access.action, access.url) if access.cohort else None
    lesson = outline.to_do
    if lesson is None:
        first = outline.lessons[0] if outline.lessons else None
        return Step(_("Read it again"), first.url) if first else None
    action = _("Continue") if outline.done else _("Begin with the first lesson")
    mark = outline.marks.get(lesson.entry.pk)
    return Step(action, url_at_position(lesson.url, mark.reading_position if mark else ""))


def module(request: HttpRequest, page: ModulePage) -> HttpResponse:
    """A module has no page of its own: it is a part of the course's outline."""
    parent = page.get_parent()
    if not parent.live and not getattr(request, "is_preview", False):
        raise Http404
    return redirect(f"{parent.get_url(request)}#{page.anchor}")
