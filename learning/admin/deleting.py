"""Pages that people have worked on are unpublished, not deleted, whichever way one tries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.models import Page

from cohorts.models import Cohort, Enrolment
from learning.counting import recount_enrolments
from learning.models import LessonProgress


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why these pages stay: how many people worked below them, and which cohorts teach them."""

    pages: tuple[Page, ...]
    people: int
    cohorts: tuple[str, ...]


def refusal_to_delete(pages: Sequence[Page]) -> Refusal | None:
    """None when nobody worked on any lesson at or below these pages and no cohort teaches them."""
    people = LessonProgress.objects.of_trainees().filter(at_or_below("lesson__path", pages))
    number = people.order_by().values("user").distinct().count()
    taught = Cohort.objects.filter(at_or_below("cohort_courses__course__path", pages))
    cohorts = tuple(taught.distinct().values_list("name", flat=True))
    return Refusal(tuple(pages), number, cohorts) if number or cohorts else None


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page that says so and offers to unpublish; 409, since the request itself was fine."""
    only = refusal.pages[0] if len(refusal.pages) == 1 else None
    unpublish_url = ""
    if only is not None and only.permissions_for_user(request.user).can_unpublish():
        unpublish_url = reverse("wagtailadmin_pages:unpublish", args=[only.pk])
    parent = refusal.pages[0].get_parent()
    context = {
        "refusal": refusal,
        "unpublish_url": unpublish_url,
        "back_url": reverse("wagtailadmin_explore", args=[parent.pk] if parent else []),
    }
    return TemplateResponse(request, "learning/admin/delete_refused.html", context, status=409)


def guard_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook `before_delete_page`."""
    return _guard(request, [page])


def guard_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[object], action: object
) -> HttpResponse | None:
    """Hook `before_bulk_action`: it is called for every kind of object and act."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "delete" or not pages:
        return None
    return _guard(request, pages)


def _guard(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    refusal = refusal_to_delete(pages)
    if refusal:
        return refuse(request, refusal)
    if request.method == "POST":
        # Rows of who only proof-read would keep the page in the database.
        read = LessonProgress.objects.of_readers().filter(at_or_below("lesson__path", pages))
        readers = list(read.values_list("user", flat=True).distinct())
        read.delete()
        recount_enrolments(Enrolment.objects.filter(user__in=readers))
    return None


def at_or_below(field: str, pages: Iterable[Page]) -> Q:
    conditions = (Q(**{f"{field}__startswith": page.path}) for page in pages)
    return reduce(or_, conditions, Q(pk__in=[]))
