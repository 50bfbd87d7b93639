"""Ticks of a lesson's checklists: what the page shows of them, and where a change is sent."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.models import User
from cms.visibility import visible_to
from cohorts.permissions import person_may_read_lesson
from courses.models import LessonPage
from learning import ticking
from learning.models import LessonTick, tickable_items
from learning.reading_position import url_at_position

FORM = "ticks"


@dataclass(frozen=True)
class Ticks:
    """Ids of ticked boxes; `form` is the id of the form that takes changes, "" where none does.

    `key` names the person and the lesson to the script.
    """

    ticked: frozenset[str]
    form: str
    key: str


def ticks_shown(request: HttpRequest, page: LessonPage, *, has_ended: bool) -> Ticks | None:
    """For whoever is signed in and reads a lesson with boxes; others' browsers keep them.

    One query where there are boxes, else none. A lesson that has ended takes no change.
    """
    is_preview = getattr(request, "is_preview", False)
    if is_preview or not request.user.is_authenticated:
        return None
    items = tickable_items(page)
    if not items:
        return None
    ticked = LessonTick.objects.of(request.user, page).items()
    return Ticks(
        ticked=frozenset(ticked & items.keys()),
        form="" if has_ended else FORM,
        key=f"{request.user.pk}.{page.pk}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def save_ticks(request: HttpRequest, pk: int) -> HttpResponse:
    """What was ticked (`item`) of what was so when the page was drawn (`was`); the rest stays.

    The page's script, which asks for JSON, gets 204 or the reason as a status; a form without
    script is led back to its checklist (`at`). After a log-in in between, the lesson opens again.
    """
    by_script = not request.accepts("text/html")
    if not request.user.is_authenticated and not by_script:
        return redirect_to_login(request.get_full_path())
    user, page = _reader_of(request, pk)
    if request.method != "POST":
        return redirect(page.get_url(request))
    checked, was = set(request.POST.getlist("item")), set(request.POST.getlist("was"))
    try:
        ticking.save_ticks(user=user, lesson=page, ticked=checked - was, unticked=was - checked)
    except ticking.TickError as error:
        if by_script:
            return HttpResponse(status=HTTPStatus.BAD_REQUEST)
        messages.error(request, str(error))
    if by_script:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    at = request.POST.get("at", "")
    return redirect(url_at_position(page.get_url(request), at if at in page.block_ids else ""))


def _reader_of(request: HttpRequest, pk: int) -> tuple[User, LessonPage]:
    """By the rule of reading, so that staff tick as well; a visitor's ticks are the browser's."""
    page = get_object_or_404(visible_to(request.user, LessonPage.objects.openable()), pk=pk)
    if not request.user.is_authenticated or not person_may_read_lesson(request.user, page):
        raise PermissionDenied
    return request.user, page
