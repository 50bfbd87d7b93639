"""A lesson: reading it, marking it as done and taking the mark back, keeping the reading position."""

from __future__ import annotations

import logging
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PersonRequest
from cms.database_errors import is_write_failure
from cms.visibility import visible_to
from cohorts.access import access_to
from cohorts.cohort_cards import cohort_card_of
from cohorts.models import Enrolment
from cohorts.permissions import Reader, person_may_mark_lesson, reader_of
from courses.models import LessonPage
from courses.outline import course_of
from learning import completing
from learning.drawn_outline import drawn_outline
from learning.lesson_body import body_of
from learning.models import LessonProgress
from learning.outline import Outline, read_outline
from learning.reading_position import resume_anchor
from learning.views.ticks import ticks_shown

logger = logging.getLogger(__name__)


def lesson(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """The lesson for those who may read it; for others a page that says why not, as 403."""
    now, reader = timezone.now(), reader_of(request.user)
    page.course = course_of(page, now=now)
    outline = read_outline(page.course, request, reader, now=now, current=page)
    has_ended, progress = False, None
    if getattr(request, "is_preview", False):
        return _reading(request, page, outline, progress, now=now)
    if outline.index is None:
        has_ended, progress = True, _done_before_it_ended(page, reader)
    elif not reader.may_read(page):
        return locked(request, page, outline, now=now)
    else:
        progress = _begin(request, page, reader, outline.marks.get(page.pk), now=now)
    return _reading(request, page, outline, progress, now=now, has_ended=has_ended)


def _done_before_it_ended(page: LessonPage, reader: Reader) -> LessonProgress:
    """A lesson whose last day is over is for who completed it; 404 for everybody else."""
    user = reader.user
    if not page.has_ended or isinstance(user, AnonymousUser) or not reader.may_read(page):
        raise Http404
    return get_object_or_404(LessonProgress.objects.of(user, [page]).done())


def _reading(
    request: HttpRequest,
    page: LessonPage,
    outline: Outline,
    progress: LessonProgress | None,
    *,
    now: datetime,
    has_ended: bool = False,
) -> HttpResponse:
    """A lesson that has ended takes no mark and keeps no position."""
    context = {
        **_around(request, page, outline, now=now),
        "progress": progress,
        "has_ended": has_ended,
        "ticks": ticks_shown(request, page, has_ended=has_ended),
        "resume_anchor": resume_anchor(page, progress),
    }
    context["body"] = body_of(page, request, context, now=now)
    if not outline.reads_all and not getattr(request, "is_preview", False):
        context |= _invitation(request, page, now=now)
    return TemplateResponse(request, "learning/lesson.html", context)


def _begin(
    request: HttpRequest,
    page: LessonPage,
    reader: Reader,
    known: LessonProgress | None,
    *,
    now: datetime,
) -> LessonProgress | None:
    """Note that the person opened the lesson; a browser that fetches it in advance did not."""
    user = reader.user
    if request.method != "GET" or isinstance(user, AnonymousUser) or not reader.may_mark(page):
        return None
    if is_fetched_in_advance(request):
        return known
    try:
        return completing.note_opened(user=user, lesson=page, known=known, now=now)
    except DatabaseError as error:
        # That it was opened is worth less than that it opens.
        if not is_write_failure(error):
            raise
        logger.error("Lesson opened, not noted: %s", error)
        return known


def is_fetched_in_advance(request: HttpRequest) -> bool:
    """Chromium says so in `Sec-Purpose`, older browsers in `Purpose`."""
    purpose = request.headers.get("Sec-Purpose") or request.headers.get("Purpose", "")
    return purpose.startswith(("prefetch", "prerender"))


def _around(
    request: HttpRequest, page: LessonPage, outline: Outline, *, now: datetime
) -> dict[str, object]:
    return {
        **page.get_context(request),
        "course": outline.course,
        "outline": outline,
        "drawn_outline": drawn_outline(outline, now=now),
    }


def _invitation(request: HttpRequest, page: LessonPage, *, now: datetime) -> dict[str, object]:
    access = access_to(page.course, request.user, now=now, back=request.get_full_path())
    return {
        "access": access,
        "cohort_card": cohort_card_of(access.cohort, request.user) if access.cohort else None,
    }


def locked(
    request: HttpRequest, page: LessonPage, outline: Outline, *, now: datetime
) -> HttpResponse:
    """Why this lesson is closed to the person, and what opens it."""
    context = {
        **_around(request, page, outline, now=now),
        **_invitation(request, page, now=now),
        "noindex": True,
    }
    return TemplateResponse(
        request, "learning/lesson_locked.html", context, status=HTTPStatus.FORBIDDEN
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mark_done(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark a lesson as done. After a log-in in between, the lesson itself opens again."""
    page = _own_lesson(request, pk)
    if request.method != "POST":
        return redirect(page.get_url(request))
    now = timezone.now()
    before = _completed_cohorts(request)
    completing.complete_lesson(user=request.user, lesson=page, now=now)
    for name in sorted(_completed_cohorts(request) - before):
        text = _("You finished every lesson of %(cohort)s. Well done!")
        messages.success(request, text % {"cohort": name})
    return redirect(f"{page.get_url(request)}#selesai")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo_done(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a mark back that was made by mistake."""
    page = _own_lesson(request, pk)
    if request.method == "POST":
        completing.reopen_lesson(user=request.user, lesson=page, now=timezone.now())
    return redirect(f"{page.get_url(request)}#selesai")


@require_POST
def save_reading_position(request: PersonRequest, pk: int) -> HttpResponse:
    """The block last read, sent by the page's script; a position that the body lacks is ignored."""
    page = _own_lesson(request, pk)
    position = request.POST.get("position", "")
    if position and position in page.block_ids:
        completing.save_reading_position(
            user=request.user, lesson=page, position=position, now=timezone.now()
        )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _own_lesson(request: PersonRequest, pk: int) -> LessonPage:
    page = get_object_or_404(visible_to(request.user, LessonPage.objects.openable()), pk=pk)
    if not person_may_mark_lesson(request.user, page):
        raise PermissionDenied
    return page


def _completed_cohorts(request: PersonRequest) -> set[str]:
    completed = Enrolment.objects.filter(user=request.user, status=Enrolment.Status.COMPLETED)
    return set(completed.values_list("cohort__name", flat=True))
