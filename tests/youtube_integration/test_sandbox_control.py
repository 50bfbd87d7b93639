"""The sandbox's quota, faults on request, and the addresses that steer it."""

from __future__ import annotations

import http.client
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.sandbox import EPOCH
from tests.youtube_integration.wire import CHANNEL, UPLOADS, Wire
from youtube_integration.sandbox.ledger import quota_day
from youtube_integration.sandbox.server import SandboxServer

# --- quota ---


def test_the_days_quota_ends_and_comes_back_the_next_day(wire: Wire, server: SandboxServer) -> None:
    assert wire.control("POST", "quota", {"units": 3}).json == {"units": 3}
    statuses = [wire.channels(id=CHANNEL).status for _turn in range(4)]

    assert statuses == [200, 200, 200, 403]
    assert wire.channels(id=CHANNEL).error == (403, "quotaExceeded")
    assert wire.get("videos:batchGetStats", id="x").status == 200
    server.world.set_day(EPOCH + timedelta(days=1))
    assert wire.channels(id=CHANNEL).status == 200
    assert wire.control("GET", "ledger").json["days"] == {
        "2026-07-27": {"main": 5, "batch_get_stats": 1},
        "2026-07-28": {"main": 1},
    }


def test_a_quota_day_is_californias() -> None:
    moment = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)

    assert quota_day(moment, None) == date(2026, 11, 19)
    assert quota_day(moment, date(2026, 8, 1)) == date(2026, 7, 31)


# --- faults ---


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("quotaExceeded", (403, "quotaExceeded")),
        ("429perday", (429, "rateLimitExceeded")),
        ("503", (503, "backendError")),
        ("404", (404, "badRequest")),
    ],
)
def test_a_fault_waits_for_its_turn_and_passes(
    wire: Wire, kind: str, expected: tuple[int, str]
) -> None:
    fault = {"method": "channels.list", "after": 1, "times": 1, "kind": kind}
    wire.control("POST", "faults", [fault])

    assert wire.get("playlistItems", part="id", playlistId=UPLOADS).status == 200
    assert wire.channels(id=CHANNEL).status == 200
    assert wire.channels(id=CHANNEL).error == expected
    assert wire.channels(id=CHANNEL).status == 200


def test_a_lasting_fault_is_taken_away(wire: Wire) -> None:
    wire.control("POST", "faults", [{"kind": "500", "times": None}])
    statuses = [wire.channels(id=CHANNEL).status for _turn in range(3)]
    wire.control("POST", "faults", [])

    assert statuses == [500, 500, 500]
    assert wire.channels(id=CHANNEL).status == 200


@pytest.mark.parametrize("kind", ["reset", "stall"])
def test_a_connection_breaks_without_an_answer(wire: Wire, kind: str) -> None:
    wire.control("POST", "faults", [{"kind": kind, "seconds": 0.1}])

    with pytest.raises(ConnectionError):
        wire.channels(id=CHANNEL)
    wire.connection.close()
    assert wire.channels(id=CHANNEL).status == 200


def test_half_an_answer_breaks_off(wire: Wire) -> None:
    wire.control("POST", "faults", [{"kind": "cut"}])

    with pytest.raises(http.client.IncompleteRead):
        wire.channels(id=CHANNEL)


def test_a_slow_answer_is_right(wire: Wire) -> None:
    wire.control("POST", "faults", [{"kind": "slow", "seconds": 0.2}])
    started = time.monotonic()

    assert wire.channels(id=CHANNEL).json["items"]
    assert time.monotonic() - started >= 0.2


def test_spoiled_answers_keep_their_200(wire: Wire) -> None:
    kinds = ["malformed", "html", "no_items", "fewer_items"]
    wire.control("POST", "faults", [{"kind": kind} for kind in kinds])
    malformed, html, no_items, fewer = (wire.channels(id=CHANNEL) for _kind in kinds)

    with pytest.raises(ValueError):
        malformed.json  # noqa: B018
    assert html.headers["Content-Type"] == "text/html"
    assert "items" not in no_items.json
    assert fewer.json["items"] == []
    assert {response.status for response in (malformed, html, no_items, fewer)} == {200}


# --- control ---


def test_the_day_is_set_or_follows_the_clock(wire: Wire) -> None:
    assert wire.control("POST", "day", {"day": "2026-08-01"}).json == {"day": "2026-08-01"}
    assert wire.control("GET", "health").json == {
        "day": "2026-08-01",
        "epoch": "2026-07-28",
        "seed": 1,
        "follow": None,
        "channels": 1,
    }
    wire.control("POST", "day", {"follow": "clock"})
    assert wire.control("GET", "health").json["follow"] == "clock"


def test_the_truth_is_told_for_any_day_and_any_channel(wire: Wire) -> None:
    wire.control("POST", "generate", {"count": 2, "kind": "quiet"})

    assert len(wire.control("GET", "truth?day=2026-09-01").json) == 3
    [actual] = wire.control("GET", f"truth?channel={CHANNEL}&uploads=1").json.values()
    assert len(actual["uploads"]) == 140


def test_a_scenario_changes_a_channel_from_today_on(wire: Wire) -> None:
    wire.control("POST", "scenario", {"channel": CHANNEL, "event": "terminate"})

    assert "items" not in wire.channels(id=CHANNEL).json
    assert wire.control("GET", "truth").json == {}


def test_reset_leaves_nothing(wire: Wire) -> None:
    wire.channels(id=CHANNEL)
    wire.control("POST", "faults", [{"kind": "500", "times": None}])
    wire.control("POST", "quota", {"units": 1})
    wire.control("POST", "ledger/reset")
    wire.control("POST", "reset", {"epoch": "2026-01-01", "seed": 5})

    health = wire.control("GET", "health").json
    assert (health["channels"], health["day"], health["seed"]) == (0, "2026-01-01", 5)
    assert wire.control("GET", "ledger").json["calls"] == {}
    assert [wire.channels(id=CHANNEL).status for _turn in range(2)] == [200, 200]


@pytest.mark.parametrize(
    ("verb", "name", "body", "complaint"),
    [
        ("POST", "day", {"day": "2026-07-01"}, "before the epoch"),
        ("POST", "day", {}, "'day'"),
        ("POST", "faults", [{"kind": "gempa"}], "gempa"),
        ("POST", "faults", [{"kind": "999"}], "999"),
        ("POST", "channels", [{"id": "x"}], "no channel id"),
        ("POST", "scenario", {"channel": "UCx", "event": "terminate"}, "UCx"),
        ("POST", "scenario", {"channel": CHANNEL, "event": "pesta"}, "pesta"),
        ("GET", "truth?day=besok", None, "isoformat"),
    ],
)
def test_a_wrong_order_is_explained(
    wire: Wire, verb: str, name: str, body: Any, complaint: str
) -> None:
    response = wire.control(verb, name, body)

    assert response.status == 400
    assert complaint in response.json["error"]


def test_control_needs_json_a_known_name_and_this_machine(wire: Wire) -> None:
    assert wire.request("POST", "/_sandbox/day", "besok").status == 400
    assert wire.control("GET", "cuaca").status == 404
    stranger = wire.request("GET", "/_sandbox/ledger", headers={"Host": "jahat.example:80"})
    assert stranger.status == 403


def test_a_body_beyond_reason_is_refused(wire: Wire) -> None:
    wire.connection.putrequest("POST", "/_sandbox/channels")
    wire.connection.putheader("Content-Length", "99999999999")
    wire.connection.endheaders()

    assert wire.connection.getresponse().status == 413
