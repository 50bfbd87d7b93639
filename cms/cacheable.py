"""Marks answers that are the same for every visitor, so that one may be given to all of them.

Only an answer that says so is kept (`config.cached_pages`); which visitors and for how long is
decided there. Whoever says so promises that the answer follows from the address, the language and
what is public: nothing of the session, of other cookies, of the network address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page

MARK = "_is_same_for_every_visitor"

View = Callable[..., HttpResponseBase]


def cacheable_for_visitors(view: View) -> View:
    """Of a view whose answers to people who are not signed in all look alike."""

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return mark(view(*args, **kwargs))

    return marked


def mark(response: HttpResponseBase) -> HttpResponseBase:
    setattr(response, MARK, True)
    return response


def is_cacheable(response: HttpResponseBase) -> bool:
    return getattr(response, MARK, False)


def mark_pages_cacheable(serve: View) -> View:
    """Hook `on_serve_page`, innermost: a refusal or a question for a password is nobody else's.

    The editor's preview does not come this way.
    """

    def marked(
        page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        return mark(serve(page, request, args, kwargs))

    return marked
