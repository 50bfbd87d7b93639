"""The admin's looser content security policy; the public site keeps the strict one."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse

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
            response._csp_replace = ADMIN_POLICY
        return response
