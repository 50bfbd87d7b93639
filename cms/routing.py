"""The page at an address, found by one query: Wagtail's own way asks two for each part of the path."""

from __future__ import annotations

from copy import copy
from datetime import datetime

from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms import content_version
from cms.sites import site_of


def note_route(request: HttpRequest, path: str, *, now: datetime) -> None:
    """Tell Wagtail's view which page answers; where none has this very address it looks itself.

    None of our page types takes the rest of a path for itself, as Wagtail's RoutablePage would.
    """
    page = _page_at(request, path, now=now)
    if page is None:
        return
    try:
        route: RouteResult | None = page.route(request, [])
    except Http404:
        route = None
    # What `Page.route_for_request` keeps with the request, and asks for first.
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]  # Wagtail's own mark


def _page_at(request: HttpRequest, path: str, *, now: datetime) -> Page | None:
    """A copy for this request of the page in memory, which is as it was last published."""
    site = site_of(request, now=now)
    if site is None:
        return None

    def look_up() -> Page:
        address = f"{site.root_page.localized.url_path}{path}"
        return Page.objects.get(url_path=address).specific

    try:
        return copy(content_version.remember(("route", site.pk, path), look_up, now=now))
    except Page.DoesNotExist:
        # Not kept: anybody can ask for any number of addresses that nothing stands at.
        return None
