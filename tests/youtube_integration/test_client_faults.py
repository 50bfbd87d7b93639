"""Google's own library against the sandbox process: what goes wrong, and what is tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.sandbox import Sandbox
from tests.youtube_integration.clients import CHANNEL, NOON, UPLOADS, CountedClient
from youtube_integration.api import (
    MAIN,
    QuotaExceeded,
    Unreachable,
    YouTubeClient,
    YouTubeError,
    client,
)


@pytest.mark.parametrize(
    "kind",
    [
        "500",
        "503",
        "429",
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "reset",
        "cut",
        "malformed",
        "html",
    ],
)
def test_an_error_that_passes_is_tried_again_and_every_try_is_counted(
    counted: CountedClient, sandbox: Sandbox, kind: str
) -> None:
    sandbox.reset_ledger()
    sandbox.fault(kind, "channels.list", times=2)

    assert len(counted.client.channels_by_id([CHANNEL])) == 1
    assert counted.units == {MAIN: 3}
    assert sandbox.ledger()["units"]["main"] == 3
    assert len(counted.pauses) == 2
    assert 0.25 <= counted.pauses[0] <= 0.5 <= counted.pauses[1] <= 1


@pytest.mark.parametrize("kind", ["500", "reset", "malformed"])
def test_an_error_that_stays_ends_after_three_tries_and_is_not_permanent(
    counted: CountedClient, sandbox: Sandbox, kind: str
) -> None:
    sandbox.reset_ledger()
    sandbox.fault(kind, times=None)

    with pytest.raises(YouTubeError) as failed:
        counted.client.channels_by_id([CHANNEL])

    assert not failed.value.permanent
    assert counted.units == {MAIN: 3}
    assert sandbox.ledger()["units"]["main"] == 3


def test_a_stalled_answer_is_given_up_after_the_time_out(sandbox: Sandbox) -> None:
    counted = CountedClient(sandbox.endpoint, timeout=0.2, attempts=1)
    sandbox.fault("stall", seconds=1)

    with pytest.raises(Unreachable):
        counted.client.channels_by_id([CHANNEL])
    assert counted.units == {MAIN: 1}


def test_nobody_listening_is_unreachable() -> None:
    counted = CountedClient("http://127.0.0.1:9/")

    with pytest.raises(Unreachable, match="not reachable"):
        counted.client.channels_by_id([CHANNEL])
    assert counted.units == {MAIN: 3}


@pytest.mark.parametrize("kind", ["quotaExceeded", "dailyLimitExceeded", "429perday"])
def test_a_spent_quota_is_never_tried_again_and_says_when_it_resumes(
    counted: CountedClient, sandbox: Sandbox, kind: str
) -> None:
    sandbox.reset_ledger()
    sandbox.fault(kind)

    with pytest.raises(QuotaExceeded) as spent:
        counted.client.channels_by_id([CHANNEL])

    assert spent.value.resumes_at == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    assert sandbox.ledger()["units"]["main"] == 1
    assert counted.pauses == []


def test_a_ledger_that_refuses_keeps_the_request_from_being_sent(sandbox: Sandbox) -> None:
    def refuse(_bucket: str, _units: int) -> None:
        raise QuotaExceeded(NOON)

    sandbox.reset_ledger()
    refused = YouTubeClient(spend=refuse, endpoint=sandbox.endpoint, api_key="k")

    with pytest.raises(QuotaExceeded):
        refused.channels_by_id([CHANNEL])
    assert sandbox.ledger()["calls"] == {}


def test_an_answer_with_fewer_items_is_given_as_it_is(
    counted: CountedClient, sandbox: Sandbox
) -> None:
    ids = sandbox.generate(5)
    sandbox.fault("fewer_items", drop=2)

    assert len(counted.client.channels_by_id(ids)) == 3


def test_an_answer_that_lost_its_items_is_empty(counted: CountedClient, sandbox: Sandbox) -> None:
    sandbox.fault("no_items")

    assert counted.client.channels_by_id([CHANNEL]) == []


@pytest.mark.parametrize("body", [b"[]", b'"x"', b'{"items": "x"}', b"", b"\xff\xfe\xfd"])
def test_json_of_another_shape_is_an_error_that_may_pass(
    serve: Callable[..., str], body: bytes
) -> None:
    counted = CountedClient(serve((200, {}, body)), attempts=1)

    with pytest.raises(YouTubeError) as failed:
        counted.client.channels_by_id([CHANNEL])

    assert failed.value.reason == "malformed"
    assert not failed.value.permanent


def test_an_answer_that_claims_to_be_zipped_and_is_not_may_pass(
    serve: Callable[..., str],
) -> None:
    counted = CountedClient(serve((200, {"Content-Encoding": "gzip"}, b"{}")), attempts=1)

    with pytest.raises(Unreachable):
        counted.client.channels_by_id([CHANNEL])


def test_another_404_of_a_list_is_an_error(counted: CountedClient, sandbox: Sandbox) -> None:
    sandbox.fault("404", "playlistItems.list")

    with pytest.raises(YouTubeError) as failed:
        counted.client.uploads_page(UPLOADS)
    assert failed.value.status == 404


def test_a_wrong_page_token_is_our_mistake_and_not_repeated(counted: CountedClient) -> None:
    with pytest.raises(YouTubeError) as failed:
        counted.client.uploads_page(UPLOADS, "salah")

    assert failed.value.reason == "invalidPageToken"
    assert failed.value.permanent
    assert counted.units == {MAIN: 1}


def test_pauses_grow_up_to_a_bound_and_are_spread() -> None:
    assert 0.25 <= client.pause(0) <= 0.5
    assert 4 <= client.pause(20) <= 8
    assert len({client.pause(3) for _turn in range(5)}) > 1
