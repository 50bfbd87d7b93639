"""Which errors are worth another try, and which mean that the day is over."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from youtube_integration.api import (
    NotFound,
    QuotaExceeded,
    Refused,
    Unreachable,
    YouTubeError,
    next_pacific_midnight,
    pacific_day,
)
from youtube_integration.api.errors import error_from_response

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # 12.00 WIB, still the 19th in California


def error(status: int, reason: str = "", message: str = "", **more: Any) -> YouTubeError:
    body = {"code": status, "message": message, **more}
    if reason:
        body["errors"] = [{"message": message, "domain": "youtube", "reason": reason}]
    return error_from_response(status, json.dumps({"error": body}).encode(), NOON)


@pytest.mark.parametrize(
    ("status", "reason", "message"),
    [
        (403, "quotaExceeded", "You have exceeded your quota."),
        (403, "dailyLimitExceeded", "Daily Limit Exceeded"),
        (403, "", 'you have exceeded your <a href="/x#quota">quota</a>.'),
        (403, "rateLimitExceeded", "Quota exceeded: limit 'Queries per day'"),
        (429, "rateLimitExceeded", "Quota exceeded for limit 'Queries per day' of service"),
    ],
)
def test_a_spent_day_is_final_until_midnight_in_california(
    status: int, reason: str, message: str
) -> None:
    spent = error(status, reason, message)

    assert isinstance(spent, QuotaExceeded)
    assert spent.permanent
    assert spent.resumes_at == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def test_a_spent_day_is_known_by_its_unit_where_the_message_is_silent() -> None:
    details = [{"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"quota_unit": "1/d/{project}"}}]

    assert isinstance(error(429, details=details), QuotaExceeded)
    details[0]["metadata"] = {"quota_unit": "1/min/{project}"}
    assert isinstance(error(429, details=details), Unreachable)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (500, "backendError"),
        (502, ""),
        (503, ""),
        (504, ""),
        (408, ""),
        (429, "rateLimitExceeded"),
        (403, "rateLimitExceeded"),
        (403, "userRateLimitExceeded"),
    ],
)
def test_an_error_that_passes_may_be_tried_again(status: int, reason: str) -> None:
    raised = error(status, reason, "Quota exceeded for limit 'Queries per minute'")

    assert isinstance(raised, Unreachable)
    assert not raised.permanent
    assert (raised.reason, raised.status) == (reason, status)


@pytest.mark.parametrize(
    ("status", "reason", "kind"),
    [
        (404, "playlistNotFound", NotFound),
        (404, "channelNotFound", NotFound),
        (403, "channelClosed", NotFound),
        (403, "playlistItemsNotAccessible", NotFound),
        (401, "authError", Refused),
        (403, "forbidden", Refused),
        (403, "accessNotConfigured", Refused),
        (400, "keyInvalid", Refused),
        (400, "invalidPageToken", YouTubeError),
        (302, "", YouTubeError),
    ],
)
def test_what_stays_wrong_is_not_tried_again(
    status: int, reason: str, kind: type[YouTubeError]
) -> None:
    raised = error(status, reason, "Sorry")

    assert type(raised) is kind
    assert raised.permanent
    assert raised.reason == reason


def test_the_reason_is_found_though_google_hides_it_behind_details() -> None:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]

    hidden = error(400, "badRequest", "API key not valid.", details=details)

    assert isinstance(hidden, Refused)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>Bad gateway",
        b"\xff\xfe",
        b"[]",
        b'{"error": "x"}',
        b'{"error": {"errors": "x"}}',
        b'{"error": {"errors": [1, {"reason": 5}], "message": null}}',
    ],
)
def test_a_body_of_any_other_shape_leaves_the_status(content: bytes) -> None:
    raised = error_from_response(502, content, NOON)

    assert isinstance(raised, Unreachable)
    assert str(raised) == "HTTP 502"


def test_a_long_message_is_shortened() -> None:
    assert len(str(error(500, message="x" * 10_000))) == 300


def test_an_error_without_words_names_itself() -> None:
    assert str(Refused()) == "Refused"
    assert str(NotFound(reason="videoNotFound")) == "videoNotFound"


@pytest.mark.parametrize(
    ("moment", "day", "midnight"),
    [
        # summer time: midnight is 07.00 UTC, winter time: 08.00 UTC
        ("2026-07-28T06:59:59+00:00", date(2026, 7, 27), "2026-07-28T07:00:00+00:00"),
        ("2026-07-28T07:00:00+00:00", date(2026, 7, 28), "2026-07-29T07:00:00+00:00"),
        ("2026-11-01T20:00:00+00:00", date(2026, 11, 1), "2026-11-02T08:00:00+00:00"),
        ("2026-12-01T01:00:00+07:00", date(2026, 11, 30), "2026-12-01T08:00:00+00:00"),
    ],
)
def test_the_quota_day_is_californias_also_over_a_change_of_clocks(
    moment: str, day: date, midnight: str
) -> None:
    at = datetime.fromisoformat(moment)

    assert pacific_day(at) == day
    assert next_pacific_midnight(at) == datetime.fromisoformat(midnight)
