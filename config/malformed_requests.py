"""Requests that no page of ours makes, and a database that cannot be written: no 500 for either."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError, DataError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from cms.database_errors import is_write_failure
from cms.views import bad_request, busy, page_not_found

logger = logging.getLogger(__name__)

#: The largest id that a database of ours can hold.
LARGEST_ID = 2**63 - 1
#: Signs of one value in an address, and of one sent by a form outside the editor.
MOST_IN_ADDRESS, MOST_IN_FORM = 4_000, 100_000
EDITOR = "/admin/"
#: Wagtail's actions on many rows look the ids up as they come.
BULK = "/admin/bulk/"


class MalformedRequestMiddleware:
    """400 for signs that no text has and for texts without end, 404 for ids that cannot be.

    What slips through to the database and is refused there gets the same answers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or _is_malformed(request.GET, MOST_IN_ADDRESS):
            return bad_request(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: Iterable[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.path.startswith(BULK) and not all(map(_names_rows, request.GET.getlist("id"))):
            return bad_request(request)
        if any(isinstance(value, int) and value > LARGEST_ID for value in kwargs.values()):
            return page_not_found(request, Http404())
        most = None if request.path.startswith(EDITOR) else MOST_IN_FORM
        if request.method == "POST" and _is_malformed(request.POST, most):
            return bad_request(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DatabaseError) and is_write_failure(error):
            logger.error("Not written: %s", error)
            return busy(request)
        if isinstance(error, OverflowError | DataError):
            # Named, since a fault of ours may look the same.
            logger.error("Refused by the database: %s", type(error).__name__, exc_info=error)
            return bad_request(request)
        return None


class FailsafeSessionMiddleware(SessionMiddleware):
    """What was only read goes out also while the session's notes of it cannot be kept."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:
            # Django takes a row that could not be written for one that is gone.
            if not is_write_failure(error):
                raise
            logger.error("Session not written: %s", type(error).__name__)
            return response if request.method in ("GET", "HEAD") else busy(request)


def _names_rows(key: str) -> bool:
    return key == "all" or (key.isascii() and key.isdecimal())


def _is_malformed(sent: QueryDict, most: int | None) -> bool:
    return any(
        "\x00" in text or (most is not None and len(text) > most)
        for name, values in sent.lists()
        for text in (name, *values)
    )
