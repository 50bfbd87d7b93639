"""Whole answers kept for visitors: most requests of a public site are for what was drawn already.

A visitor here is a browser without a session. Kept is an answer that its view has marked
(`cms.cacheable`), under everything it depends on: the version of the content, scheme, host,
path, language and whether it travels packed. Everybody else passes by, unseen by the cache.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus
from typing import TypeGuard

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase, ResponseHeaders
from django.middleware.gzip import re_accepts_gzip
from django.utils import timezone
from django.utils.cache import get_conditional_response

from accounts.middleware import chosen_by_cookie
from cms import content_version
from cms.cacheable import is_cacheable

#: Longer than a version of the content can last.
CACHE_SECONDS = 3600
#: Added to links where they are shared, and read by no page of ours.
ADDED_BY_SHARING = {"fbclid", "gclid", "igsh", "igshid", "si"}
#: Cookies of one person: signed in or on the way there, and what waits to be said to them.
PERSONAL = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
#: Nothing below these is marked; asking for the version would be for nothing.
NEVER_CACHED = (settings.STATIC_URL, settings.MEDIA_URL, "/accounts/", "/admin/", "/healthz")
CACHE_CONTROL = "private, no-cache"
#: Answers that a process has at hand, some 20 KB each.
MOST_AT_HAND = 500

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Key = tuple[str, str, str, str, bool, str]


@dataclass(frozen=True)
class _CachedResponse:
    """An answer as it goes out. Nothing stands above this middleware that would change its headers."""

    content: bytes
    headers: ResponseHeaders

    def response(self) -> HttpResponse:
        response = HttpResponse(self.content)
        response.headers = self.headers
        return response


class CachedPages:
    """First of all middleware: an answer that is kept costs none of the others.

    What a process gave before it has at hand; what it has not, another may have kept.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._at_hand: dict[Key, _CachedResponse] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        cached = self._at_hand.get(key) or self._shared(key)
        if cached is not None:
            return _for_request(request, cached.response())
        response = self.get_response(request)
        if not _is_for_all(response):
            return response
        response.headers["ETag"] = _etag(response)
        response.headers["Cache-Control"] = CACHE_CONTROL
        # Of another request something of the asker's may stand in the answer: the address asked for.
        if request.method == "GET" and not request.META.get("QUERY_STRING"):
            value = (response.content, dict(response.headers))
            caches["pages"].set(_name(key), value, CACHE_SECONDS)
        return _for_request(request, response)

    def _shared(self, key: Key) -> _CachedResponse | None:
        found = caches["pages"].get(_name(key))
        if found is None:
            return None
        if len(self._at_hand) >= MOST_AT_HAND:
            # Mostly of versions that are over.
            self._at_hand.clear()
        content, headers = found
        cached = self._at_hand[key] = _CachedResponse(content, ResponseHeaders(headers))
        return cached


def _name(key: Key) -> str:
    """Of the kept answer in the cache, whose names are short."""
    return f"page:{blake2b(repr(key).encode(), digest_size=20).hexdigest()}"


def _key(request: HttpRequest) -> Key | None:
    """All that a visitor's answer depends on; None for everybody who is no visitor, and for what is
    drawn anew for each."""
    if request.method not in ("GET", "HEAD") or getattr(request, "is_dummy", False):
        return None
    if request.path.startswith(NEVER_CACHED) or not PERSONAL.isdisjoint(request.COOKIES):
        return None
    query = request.META.get("QUERY_STRING")
    if query and not all(map(_comes_of_sharing, QueryDict(query))):
        return None
    if content_version.is_changing():
        return None
    try:
        return (
            # Read before the answer is made: what changes meanwhile is not kept under it.
            content_version.current(timezone.now()),
            request.scheme or "",
            request.get_host(),
            chosen_by_cookie(request) or settings.LANGUAGE_CODE,
            # `headers` would first sort out every other one.
            bool(re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))),
            request.path,
        )
    except (DisallowedHost, DatabaseError):
        return None


def _comes_of_sharing(parameter: str) -> bool:
    return parameter in ADDED_BY_SHARING or parameter.startswith("utm_")


def _is_for_all(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """A whole page that its view marked and that neither sets a cookie nor forbids to be kept."""
    return (
        isinstance(response, HttpResponse)
        and is_cacheable(response)
        and response.status_code == HTTPStatus.OK
        and not response.cookies
        and "Cache-Control" not in response.headers
    )


def _etag(response: HttpResponse) -> str:
    """Of the words, packed or not, so that it outlives a change of other pages."""
    content = response.content
    if response.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return f'W/"{blake2b(content, digest_size=16).hexdigest()}"'


def _for_request(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, or 304 for a browser that has it."""
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, response=response) or response
