"""What can go wrong on the wire, and whether asking again can help.

Google's library hides an error's reason as soon as the body has `details`, so the body is read
here. https://developers.google.com/youtube/v3/docs/errors
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from youtube_integration.api.quota_day import next_pacific_midnight

DAY_IS_SPENT = {"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg"}
TOO_FAST = {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"}
#: 403 answers that speak of the one channel or list asked for, not of our key.
CLOSED_TO_ALL = {
    "channelClosed",
    "channelNotFound",
    "channelSuspended",
    "playlistItemsNotAccessible",
    "playlistOperationUnsupported",
}
KEY_ERRORS = {"keyInvalid", "keyExpired", "API_KEY_INVALID", "API_KEY_EXPIRED"}
LONGEST_MESSAGE = 300


class YouTubeError(Exception):
    """YouTube did not give what was asked.

    `permanent`: asking the same again will not help (today). `reason`: Google's own word for it,
    the first of its `reasons`. `status`: the HTTP status, None where no answer came.
    """

    permanent = True

    def __init__(
        self,
        message: str = "",
        *,
        permanent: bool | None = None,
        reason: str = "",
        reasons: Iterable[str] = (),
        status: int | None = None,
    ) -> None:
        super().__init__(message or reason or type(self).__name__)
        if permanent is not None:
            self.permanent = permanent
        self.reason = reason
        self.reasons = tuple(reasons) or (reason,)
        self.status = status


class QuotaExceeded(YouTubeError):  # noqa: N818
    """The day's units are spent; `resumes_at` (aware) is when Google gives new ones."""

    def __init__(
        self,
        resumes_at: datetime,
        message: str = "The day's YouTube quota is spent",
        *,
        reason: str = "quotaExceeded",
        status: int | None = None,
    ) -> None:
        super().__init__(message, reason=reason, status=status)
        self.resumes_at = resumes_at


class Unreachable(YouTubeError):  # noqa: N818
    """No usable answer: network, time-out, 5xx, too many requests at once. Later may be better."""

    permanent = False


class NotFound(YouTubeError):  # noqa: N818
    """The one thing asked for does not exist, or is closed to everyone."""


class Refused(YouTubeError):  # noqa: N818
    """YouTube does not accept our key or our project: an operator has to act."""


def error_from_response(
    status: int, content: bytes, now: datetime, *, secret: str = ""
) -> YouTubeError:
    """The error that an HTTP answer outside 2xx stands for; `now` is aware.

    `secret` is our key, which its message never holds: Google names that of a suspended project.
    """
    body = _error_body(content)
    reasons = list(_reasons(body))
    words = str(body.get("message") or f"HTTP {status}")
    message = (words.replace(secret, "(key)") if secret else words)[:LONGEST_MESSAGE]
    reason = reasons[0] if reasons else ""
    if status in (403, 429) and _day_is_spent(body, reasons, words):
        resumes_at = next_pacific_midnight(now)
        return QuotaExceeded(resumes_at, message, reason=reason, status=status)
    return _kind(status, reasons)(message, reason=reason, reasons=reasons, status=status)


def _kind(status: int, reasons: list[str]) -> type[YouTubeError]:
    if status >= 500 or status in (408, 429) or (status == 403 and TOO_FAST.intersection(reasons)):
        return Unreachable
    if status in (404, 410) or (status == 403 and CLOSED_TO_ALL.intersection(reasons)):
        return NotFound
    if status in (401, 403) or KEY_ERRORS.intersection(reasons):
        return Refused
    return YouTubeError


def _error_body(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except (ValueError, UnicodeDecodeError):
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


def _entries(body: dict[str, Any], key: str) -> list[dict[str, Any]]:
    entries = body.get(key)
    return (
        [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    )


def _reasons(body: dict[str, Any]) -> Iterator[str]:
    for key in ("errors", "details"):
        for entry in _entries(body, key):
            if isinstance(entry.get("reason"), str):
                yield entry["reason"]
    if isinstance(body.get("status"), str):
        yield body["status"]


def _day_is_spent(body: dict[str, Any], reasons: list[str], message: str) -> bool:
    if DAY_IS_SPENT.intersection(reasons):
        return True
    # A spent day also comes as 429 rateLimitExceeded; then only the words or the unit tell.
    words = message.lower()
    if "per day" in words or ("exceeded your" in words and "quota" in words):
        return True
    metadata = [entry.get("metadata") for entry in _entries(body, "details")]
    units = [str(entry.get("quota_unit", "")) for entry in metadata if isinstance(entry, dict)]
    return any(unit.startswith("1/d/") for unit in units)
