"""Whose page sent a form: browsers say it themselves, in a header that no page can set."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def is_sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that our own page sent this."""
    ours = (f"{request.scheme}://{request.get_host()}", settings.SITE_URL)
    return request.headers.get("Origin") in ours


def is_sent_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site's page did. What names nobody may be ours."""
    return "Origin" in request.headers and not is_sent_from_here(request)
