"""The site that a request is for, from memory where the programme has one alone."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from wagtail.models import Site

from cms import content_version


def site_of(request: HttpRequest, *, now: datetime) -> Site | None:
    """`Site.find_for_request`, which asks the database for every request.

    Shared by all requests of this process: to be read and not changed.
    """
    if not hasattr(request, "_wagtail_site") and not content_version.is_changing():
        only = content_version.remember("only site", _only_site, now=now)
        if only is not None:
            # Where Wagtail keeps what it found for a request, and looks first.
            request._wagtail_site = only  # type: ignore[attr-defined]  # Wagtail's own mark
    return Site.find_for_request(request)


def _only_site() -> Site | None:
    """The site that every host leads to; None where Wagtail has to choose among several."""
    sites = list(Site.objects.select_related("root_page")[:2])
    return sites[0] if len(sites) == 1 and sites[0].is_default_site else None
