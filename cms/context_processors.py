"""What the frame around every page needs to know of its site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from cms import content_version
from cms.models import SiteSettings
from cms.pictures import closed_collections
from cms.sites import site_of
from cms.visibility import Person, closed_paths, is_visible_to


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_settings` and its part of the footer (from memory, once a template asks), addresses."""
    return {
        "site_settings": SimpleLazyObject(lambda: _settings(request)),
        "footer_of_site": SimpleLazyObject(lambda: _footer(request)),
        "site_url": settings.SITE_URL,
        "canonical_url": f"{settings.SITE_URL}{request.path}",
    }


def _settings(request: HttpRequest) -> SiteSettings:
    """Shared by all requests of this process: to be read and not changed."""
    site = site_of(request, now=timezone.now())

    def read() -> SiteSettings:
        return SiteSettings.for_request(request)

    key = ("site settings", site and site.pk)
    return content_version.remember(key, read, now=timezone.now())


def _footer(request: HttpRequest) -> SafeString:
    """The same for everybody who may see the same pages and pictures."""
    # A request refused before anybody was known has its error page, too.
    user: Person = getattr(request, "user", None) or AnonymousUser()
    site = site_of(request, now=timezone.now())

    def draw() -> SafeString:
        found = _settings(request)
        links = [page for page in found.footer_links if is_visible_to(user, page)]
        context = {"site_settings": found, "links": links}
        return render_to_string("components/footer_of_site.html", context, request)

    reader = (closed_paths(user), closed_collections(request))
    return content_version.remember(("footer", site and site.pk, *reader), draw, now=timezone.now())
