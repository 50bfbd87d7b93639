"""Before a page is taken away: how many people learn there, on the page that asks once more."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext_lazy
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from learning.admin.deleting import at_or_below
from learning.admin.held_back import course_of, people_learning_in

SENTENCES = {
    "unpublish": ngettext_lazy(
        "%(n)d person is learning here and can no longer open this. What they did stays.",
        "%(n)d people are learning here and can no longer open this. What they did stays.",
        "n",
    ),
    "delete": ngettext_lazy(
        "%(n)d person is learning here and loses this for good.",
        "%(n)d people are learning here and lose this for good.",
        "n",
    ),
    "move": ngettext_lazy(
        "%(n)d person is learning here and loses what goes to another course.",
        "%(n)d people are learning here and lose what goes to another course.",
        "n",
    ),
}


def warning_before(act: str, pages: Iterable[Page]) -> str:
    """What is to be known before "unpublish", "delete" or "move"; "" where nobody loses a lesson."""
    lost = LessonPage.objects.filter(at_or_below("path", list(pages))).openable()
    paths = {path[: -2 * Page.steplen] for path in lost.values_list("path", flat=True)}
    people = people_learning_in(CoursePage.objects.filter(path__in=paths)) if paths else 0
    return SENTENCES[act] % {"n": people} if people else ""


def warn_before_delete(request: HttpRequest, page: Page) -> None:
    """Hook `before_delete_page`, called as the page that asks is shown."""
    _warn(request, "delete", page)


def warn_before_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Hook `before_move_page`, called as the page that asks is shown."""
    course = course_of(page)
    if course is not None and course.path != page.path and course != course_of(destination):
        _warn(request, "move", page)


def _warn(request: HttpRequest, act: str, page: Page) -> None:
    if request.method == "GET" and (text := warning_before(act, [page])):
        messages.warning(request, text)
