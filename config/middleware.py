"""The admin's looser content security policy, and pages that travel compressed."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

ADMIN_PREFIX = "/admin/"
# Wagtail's choosers and date pickers write inline scripts and styles without nonces.
ADMIN_POLICY = {
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF, "https://www.youtube-nocookie.com"],
    "worker-src": [SELF, "blob:"],
}


class AdminContentSecurityPolicy:
    """Stands below django-csp's middleware and replaces directives for Wagtail's admin alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIX) and not hasattr(response, "_csp_replace"):
            # What django-csp's own decorators set; it declares no type for it.
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]  # see above
        return response


class CompressedPages(GZipMiddleware):
    """Pages a quarter as heavy for phones; downloads stream on as they are, pictures are packed.

    Django's own lengthens each answer by chance, so that its size betrays no token (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
