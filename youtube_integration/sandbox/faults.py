"""Things that go wrong, on request.

A fault is `{"method": "channels.list", "after": 3, "times": 1, "kind": "quotaExceeded"}`: the
first `after` requests of that method (of any, without `method`) pass, the next `times` (default 1,
null for ever) meet the fault. Kinds:

    quotaExceeded, dailyLimitExceeded, rateLimitExceeded, userRateLimitExceeded   403
    429, 429perday          too many requests a minute; the day's are used up
    400 … 599               that status, with a body as Google's
    reset                   the connection breaks without an answer
    stall                   nothing comes for `seconds` (default 30), then the connection breaks
    slow                    the right answer after `seconds`
    cut                     half of the right answer
    malformed, html         200 with broken JSON; 200 with a web page
    fewer_items             the right answer without its last `drop` (default 1) items
    no_items                the right answer without the items key
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import Any

ON_RESPONSE = {"cut", "malformed", "html", "fewer_items", "no_items", "slow"}
ON_CONNECTION = {"reset", "stall"}
QUOTA_TEXT = (
    "The request cannot be completed because you have exceeded your "
    '<a href="/youtube/v3/getting-started#quota">quota</a>.'
)
PER_DAY_TEXT = (
    "Quota exceeded for quota metric 'Queries' and limit 'Queries per day' of service "
    "'youtube.googleapis.com'."
)
PER_MINUTE_TEXT = PER_DAY_TEXT.replace("per day", "per minute")
REFUSALS = {
    "quotaExceeded": (403, "youtube.quota", "quotaExceeded", QUOTA_TEXT),
    "dailyLimitExceeded": (403, "usageLimits", "dailyLimitExceeded", "Daily Limit Exceeded"),
    "rateLimitExceeded": (403, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded"),
    "userRateLimitExceeded": (403, "usageLimits", "userRateLimitExceeded", "Too many requests."),
    "429": (429, "global", "rateLimitExceeded", PER_MINUTE_TEXT),
    "429perday": (429, "global", "rateLimitExceeded", PER_DAY_TEXT),
}
STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class FaultError(ValueError):
    """A fault that cannot be understood."""


@dataclass(slots=True)
class Fault:
    """A fault and how many requests still pass it or meet it; None is for ever."""

    kind: str
    method: str | None = None
    after: int = 0
    times: int | None = 1
    details: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, raw: dict[str, Any]) -> Fault:
        kind = str(raw["kind"])
        known = kind in REFUSALS or kind in ON_RESPONSE or kind in ON_CONNECTION
        if not known and not (kind.isdecimal() and 400 <= int(kind) <= 599):
            raise FaultError(f"unknown kind of fault {kind!r}")
        details: dict[str, Any] = {key: raw[key] for key in ("seconds", "drop") if key in raw}
        times = raw.get("times", 1)
        return cls(kind, raw.get("method"), int(raw.get("after", 0)), times, details)

    def meets(self, method: str) -> bool:
        """Whether this request meets the fault; counts it either way."""
        if self.method not in (None, "*", method) or self.times == 0:
            return False
        if self.after:
            self.after -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Faults:
    """The faults that wait; the first that a request meets is its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, raw_faults: list[dict[str, Any]]) -> None:
        faults = [Fault.read(raw) for raw in raw_faults]
        with self._lock:
            self._waiting += faults

    def clear(self) -> None:
        with self._lock:
            self._waiting = []

    def met_by(self, method: str) -> Fault | None:
        with self._lock:
            return next((fault for fault in self._waiting if fault.meets(method)), None)


def error_body(status: int, domain: str, reason: str, message: str) -> dict[str, Any]:
    """An error in Google's form; 429 and 503 carry the `details` that hide the reason."""
    error: dict[str, Any] = {
        "code": status,
        "message": message,
        "errors": [{"message": message, "domain": domain, "reason": reason}],
    }
    if status in STATUS_NAMES and status != 403:
        error["status"] = STATUS_NAMES[status]
    if status in (429, 503):
        error["details"] = [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED" if status == 429 else "SERVICE_UNAVAILABLE",
                "domain": "googleapis.com",
            }
        ]
    return {"error": error}


def refusal(kind: str) -> tuple[int, dict[str, Any]]:
    """Status and body of a fault that is an answer outside 2xx."""
    if kind in REFUSALS:
        status, domain, reason, message = REFUSALS[kind]
        return status, error_body(status, domain, reason, message)
    status = int(kind)
    reason = "backendError" if status >= 500 else "badRequest"
    return status, error_body(status, "global", reason, "Backend Error")


def spoiled(fault: Fault, payload: dict[str, Any]) -> bytes:
    """The body of a right answer that a fault spoils."""
    if fault.kind == "html":
        return b"<!doctype html><title>Login</title><p>Sign in to the network"
    if fault.kind == "no_items":
        payload = {key: value for key, value in payload.items() if key != "items"}
    if fault.kind == "fewer_items" and "items" in payload:
        payload = {**payload, "items": payload["items"][: -int(fault.details.get("drop", 1))]}
    body = json.dumps(payload, ensure_ascii=False).encode()
    return body[: len(body) // 2] if fault.kind == "malformed" else body
