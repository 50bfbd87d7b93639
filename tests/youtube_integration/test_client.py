"""Google's own library, over HTTP, against the sandbox process: what arrives, and what is sent."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.sandbox import EPOCH, Sandbox
from tests.youtube_integration.clients import CHANNEL, NINGSIH, UPLOADS, CountedClient
from youtube_integration.api import (
    MAIN,
    STATS,
    PlaylistPage,
    QuotaExceeded,
    Refused,
    YouTubeClient,
    YouTubeError,
    client,
)

# --- what arrives ---


def test_a_channel_is_read_with_the_figures_youtube_shows(
    counted: CountedClient, sandbox: Sandbox
) -> None:
    [record] = counted.client.channels_by_id([CHANNEL])

    truth = sandbox.truth(EPOCH + timedelta(days=3))[CHANNEL]
    assert record.counts.subscribers == truth["subscribers"]
    assert record.counts.subscribers % 10 == 0
    assert (record.counts.views, record.counts.videos) == (truth["views"], truth["videos"])
    assert (record.title, record.handle) == ("Dapur Ningsih", "dapur.ningsih")
    assert record.uploads_playlist_id == UPLOADS
    assert record.thumbnail_url.startswith("https://")
    assert record.country == "ID"
    assert record.published_at == datetime(2025, 11, 2, 3, 0, 0, 123456, tzinfo=UTC)


def test_unknown_ids_are_missing_from_the_answer(counted: CountedClient) -> None:
    records = counted.client.channels_by_id(["UC" + "x" * 22, CHANNEL])

    assert [record.channel_id for record in records] == [CHANNEL]


def test_an_answer_without_items_is_an_empty_list(counted: CountedClient) -> None:
    assert counted.client.channels_by_id(["UC" + "x" * 22]) == []
    assert counted.client.videos_by_id(["x" * 11]) == []
    assert counted.client.video_stats(["x" * 11]) == []


@pytest.mark.parametrize("handle", ["dapur.ningsih", "@Dapur.Ningsih"])
def test_a_handle_leads_to_who_holds_it(counted: CountedClient, handle: str) -> None:
    record = counted.client.channel_by_handle(handle)

    assert record is not None
    assert record.channel_id == CHANNEL


def test_nobody_holds_an_unknown_handle_or_user_name(counted: CountedClient) -> None:
    assert counted.client.channel_by_handle("tak.ada") is None
    assert counted.client.channel_by_username("TakAda") is None


def test_a_legacy_user_name_leads_to_its_channel(counted: CountedClient) -> None:
    record = counted.client.channel_by_username("dapurningsih")

    assert record is not None
    assert record.channel_id == CHANNEL


@pytest.mark.parametrize("handle", ["猫の店", "قهوة_كلوجن"])
def test_handles_of_other_scripts_go_over_the_wire(
    counted: CountedClient, sandbox: Sandbox, handle: str
) -> None:
    sandbox.add_channels([{"id": "UC" + "k" * 22, "handle": handle}])

    record = counted.client.channel_by_handle(handle)

    assert record is not None
    assert record.handle == handle


def test_the_uploads_come_page_by_page_with_the_videos_own_dates(
    counted: CountedClient, sandbox: Sandbox
) -> None:
    pages = [counted.client.uploads_page(UPLOADS)]
    while pages[-1].next_token:
        pages.append(counted.client.uploads_page(UPLOADS, pages[-1].next_token))

    entries = [entry for page in pages for entry in page.entries]
    assert [len(page.entries) for page in pages] == [50, 50, 22]
    assert [entry.position for entry in entries] == list(range(122))
    assert len({entry.video_id for entry in entries}) == 122
    assert pages[0].total == 122
    truth = sandbox.truth(EPOCH + timedelta(days=3), CHANNEL, uploads=True)[CHANNEL]["uploads"]
    assert {entry.video_id: entry.published_at for entry in entries} == {
        upload["id"]: datetime.fromisoformat(upload["published_at"]) for upload in truth
    }


def test_a_channel_without_public_video_has_an_empty_list_and_no_error(
    counted: CountedClient, sandbox: Sandbox
) -> None:
    sandbox.add_channels([{"id": "UC" + "n" * 22, "trajectory": {"kind": "no_videos"}}])

    assert counted.client.uploads_page("UU" + "n" * 22) == PlaylistPage(total=0)


def test_videos_and_their_figures_agree_with_the_truth(
    counted: CountedClient, sandbox: Sandbox
) -> None:
    ids = [entry.video_id for entry in counted.client.uploads_page(UPLOADS).entries]

    videos = {video.video_id: video for video in counted.client.videos_by_id(ids)}
    stats = {video.video_id: video for video in counted.client.video_stats(ids)}

    truth = sandbox.truth(EPOCH + timedelta(days=3), CHANNEL, uploads=True)[CHANNEL]["uploads"]
    values = {upload["id"]: upload for upload in truth if upload["id"] in ids}
    assert set(videos) == set(stats) == set(ids)
    for video_id, upload in values.items():
        video = videos[video_id]
        assert video.channel_id == CHANNEL
        assert video.title == upload["title"]
        assert video.duration == timedelta(seconds=upload["seconds"])
        assert (video.privacy, video.live, video.embeddable) == ("public", "none", True)
        assert (video.made_for_kids, video.caption) == (False, False)
        assert (video.views, video.likes) == (upload["viewCount"], upload.get("likeCount"))
        assert (stats[video_id].views, stats[video_id].comments) == (
            upload["viewCount"],
            upload["commentCount"],
        )
    assert videos[ids[0]].likes is None


def test_the_order_of_an_answer_is_free_and_nothing_unasked_comes_through(
    serve: Callable[..., str],
) -> None:
    body = b'{"items": [{"id": "b"}, {"id": "z"}, 7, {"id": "a"}, {"id": "b"}, {}]}'
    counted = CountedClient(serve((200, {}, body)))

    assert [video.video_id for video in counted.client.videos_by_id(["a", "b"])] == ["b", "a"]


# --- what is sent ---


def test_fifty_ids_cost_one_unit_and_one_more_is_refused_before_anything_is_sent(
    counted: CountedClient, sandbox: Sandbox
) -> None:
    ids = sandbox.generate(50)

    assert len(counted.client.channels_by_id(ids)) == 50
    with pytest.raises(ValueError, match="at most 50"):
        counted.client.channels_by_id([*ids, CHANNEL])
    assert counted.units == {MAIN: 1}


def test_nothing_is_asked_about_no_ids(counted: CountedClient) -> None:
    assert counted.client.channels_by_id([]) == []
    assert counted.client.videos_by_id([]) == []
    assert counted.client.video_stats([]) == []
    assert counted.units == {}


def test_every_call_is_counted_in_its_own_bucket(counted: CountedClient, sandbox: Sandbox) -> None:
    sandbox.reset_ledger()
    counted.client.channels_by_id([CHANNEL])
    counted.client.channel_by_handle("dapur.ningsih")
    entries = counted.client.uploads_page(UPLOADS).entries
    counted.client.videos_by_id([entries[0].video_id])
    counted.client.video_stats([entries[0].video_id])

    assert counted.units == {MAIN: 4, STATS: 1}
    ledger = sandbox.ledger()
    assert ledger["units"] == {"main": 4, "batch_get_stats": 1}
    assert ledger["calls"] == {
        "channels.list": 2,
        "playlistItems.list": 1,
        "videos.list": 1,
        "videos.batchGetStats": 1,
    }


def test_the_key_travels_in_a_header_and_an_address_stays_short(
    serve: Callable[..., str],
) -> None:
    seen: list[Any] = []
    counted = CountedClient(serve((200, {}, b"{}"), seen=seen))

    counted.client.channels_by_id([f"UC{number:022}" for number in range(50)])
    counted.client.videos_by_id([f"{number:011}" for number in range(50)])

    for path, headers in seen:
        assert headers["x-goog-api-key"] == "rahasia"
        assert "rahasia" not in path
        assert "key=" not in path
        assert len(path) < 1800
    assert "maxResults=50" in seen[0][0]
    assert "maxResults" not in seen[1][0]


def test_a_refused_key_is_named_nowhere(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    counted = CountedClient(sandbox.endpoint, api_key="INVALID")
    with caplog.at_level(logging.DEBUG), pytest.raises(Refused) as refused:
        counted.client.channels_by_id([CHANNEL])

    assert refused.value.reason == "keyInvalid"
    assert counted.units == {MAIN: 1}
    assert "INVALID" not in f"{refused.value!r} {refused.value} {caplog.text}"


def test_a_key_that_google_repeats_in_its_answer_is_not_passed_on(
    serve: Callable[..., str],
) -> None:
    words = "Permission denied: Consumer 'api_key:rahasia' has been suspended."
    body = {"error": {"code": 403, "message": words, "status": "PERMISSION_DENIED"}}
    counted = CountedClient(serve((403, {}, json.dumps(body).encode())))

    with pytest.raises(Refused, match="has been suspended") as refused:
        counted.client.channels_by_id([CHANNEL])
    assert "rahasia" not in str(refused.value)


def test_a_short_key_does_not_hide_why_google_refuses(serve: Callable[..., str]) -> None:
    words = "Quota exceeded for quota metric 'Queries' and limit 'Queries per day'."
    body = {"error": {"code": 429, "message": words, "errors": [{"reason": "rateLimitExceeded"}]}}
    counted = CountedClient(serve((429, {}, json.dumps(body).encode())), api_key="e")

    with pytest.raises(QuotaExceeded) as refused:
        counted.client.channels_by_id([CHANNEL])
    assert refused.value.reason == "rateLimitExceeded"


@pytest.mark.parametrize("key", ["", "  ", "kunci–rahasia"])
def test_without_a_usable_key_nothing_is_sent(sandbox: Sandbox, key: str) -> None:
    counted = CountedClient(sandbox.endpoint, api_key=key)

    with pytest.raises(Refused, match="YOUTUBE_API_KEY"):
        counted.client.channels_by_id([CHANNEL])
    assert counted.units == {}


def test_key_and_address_come_from_the_settings(sandbox: Sandbox) -> None:
    sandbox.add_channels([NINGSIH])

    [record] = YouTubeClient(spend=lambda _bucket, _units: None).channels_by_id([CHANNEL])

    assert record.channel_id == CHANNEL


def test_a_redirect_is_not_followed_with_the_key(serve: Callable[..., str]) -> None:
    seen: list[Any] = []
    elsewhere = serve((200, {}, b"{}"), seen=seen)
    counted = CountedClient(serve((302, {"Location": elsewhere}, b"")))

    with pytest.raises(YouTubeError) as refused:
        counted.client.channels_by_id([CHANNEL])

    assert refused.value.permanent
    assert seen == []


def test_the_service_is_built_once_and_a_connection_is_a_threads_own(
    counted: CountedClient,
) -> None:
    def look() -> tuple[int, int]:
        counted.client.channels_by_id([CHANNEL])
        held = client._connection(counted.client._endpoint, 10)
        return id(client._service(counted.client._endpoint)), id(held)

    mine, mine_again = look(), look()
    others: list[tuple[int, int]] = []
    thread = threading.Thread(target=lambda: others.append(look()))
    thread.start()
    thread.join()

    assert mine == mine_again
    assert others[0][0] == mine[0]
    assert others[0][1] != mine[1]


def test_eight_threads_ask_at_once(counted: CountedClient, sandbox: Sandbox) -> None:
    collected: list[int] = []

    def fetch() -> None:
        collected.extend(len(counted.client.channels_by_id([CHANNEL])) for _turn in range(20))

    threads = [threading.Thread(target=fetch) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert collected == [1] * 160


def test_an_idle_connection_is_opened_anew(
    counted: CountedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted.client.channels_by_id([CHANNEL])
    monkeypatch.setattr(client, "IDLE_SECONDS", -1)

    assert len(counted.client.channels_by_id([CHANNEL])) == 1
    assert counted.units == {MAIN: 2}
