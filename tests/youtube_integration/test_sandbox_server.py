"""The sandbox's wire: as strict as Google about requests, and answering as it does."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.sandbox import EPOCH
from tests.youtube_integration.wire import CHANNEL, UPLOADS, Wire
from youtube_integration.sandbox import discovery
from youtube_integration.sandbox.discovery import masked, parse_fields, shipped_document
from youtube_integration.sandbox.server import SandboxServer

# --- requests that Google would refuse ---


@pytest.mark.parametrize(
    ("method", "query", "reason"),
    [
        ("channels", {"id": CHANNEL, "part": None}, "missingRequiredParameter"),
        ("channels", {"id": CHANNEL, "part": ""}, "missingRequiredParameter"),
        ("channels", {"id": CHANNEL, "part": "statistics,ramalan"}, "unknownPart"),
        ("channels", {"id": CHANNEL, "warna": "biru"}, "badRequest"),
        ("channels", {"id": CHANNEL, "maxResults": "51"}, "invalidParameter"),
        ("channels", {"id": CHANNEL, "maxResults": "banyak"}, "invalidParameter"),
        ("channels", {"id": CHANNEL, "maxResults": ["5", "5"]}, "invalidParameter"),
        ("channels", {"id": CHANNEL, "mine": "ya"}, "invalidParameter"),
        ("channels", {"id": ",".join(["UC1"] * 51)}, "invalidValue"),
        ("channels", {}, "missingRequiredParameter"),
        ("channels", {"id": CHANNEL, "forHandle": "x"}, "incompatibleParameters"),
        ("channels", {"mine": "true"}, "badRequest"),
        ("channels", {"id": CHANNEL, "fields": "items(id"}, "invalidParameter"),
        ("channels", {"id": CHANNEL, "fields": "items()"}, "invalidParameter"),
        ("channels", {"id": CHANNEL, "fields": "items(id)x"}, "invalidParameter"),
        ("channels", {"id": CHANNEL, "fields": "items/€"}, "invalidParameter"),
        ("channels", {"id": CHANNEL, "fields": "items(ramalan)"}, "invalidParameter"),
        ("channels", {"id": CHANNEL, "fields": "items/snippet/warna"}, "invalidParameter"),
        ("channels", {"id": CHANNEL, "pageToken": "salah"}, "invalidPageToken"),
        ("playlistItems", {"playlistId": UPLOADS, "pageToken": "hZiVAAAy"}, "invalidPageToken"),
        ("playlistItems", {}, "missingRequiredParameter"),
        ("videos", {"id": "x", "maxResults": "0"}, "invalidParameter"),
        ("videos", {"chart": "terpopuler"}, "invalidParameter"),
        ("videos:batchGetStats", {"id": ",".join(["x"] * 51)}, "invalidValue"),
    ],
)
def test_a_wrong_request_is_answered_with_400(
    wire: Wire, method: str, query: dict[str, Any], reason: str
) -> None:
    response = wire.get(method, **{"part": "snippet", **query})

    assert response.error == (400, reason)
    assert response.json["error"]["status"] == "INVALID_ARGUMENT"


def test_wrong_requests_cost_their_unit_too(wire: Wire) -> None:
    wire.channels(part="")

    assert wire.control("GET", "ledger").json["units"] == {"main": 1, "batch_get_stats": 0}


def test_without_a_key_nobody_is_served(wire: Wire) -> None:
    assert wire.channels(id=CHANNEL, headers={"X-Goog-Api-Key": ""}).error == (403, "forbidden")
    wrong = wire.channels(id=CHANNEL, headers={"X-Goog-Api-Key": "INVALID"})
    assert wrong.error == (400, "keyInvalid")
    by_address = wire.request("GET", f"/youtube/v3/channels?part=id&id={CHANNEL}&key=k")
    assert by_address.status == 200


@pytest.mark.parametrize(
    ("verb", "path"),
    [("GET", "/youtube/v3/search?q=x"), ("GET", "/"), ("POST", "/youtube/v3/channels")],
)
def test_other_methods_do_not_exist(wire: Wire, verb: str, path: str) -> None:
    assert wire.request(verb, path, "").error == (404, "notFound")


# --- answers ---


def test_only_the_parts_asked_for_come(wire: Wire) -> None:
    [item] = wire.channels(id=CHANNEL, part="id,contentDetails").json["items"]

    assert set(item) == {"kind", "etag", "id", "contentDetails"}
    assert item["contentDetails"]["relatedPlaylists"]["uploads"] == UPLOADS


def test_a_mask_leaves_what_it_names(wire: Wire) -> None:
    response = wire.channels(
        id=CHANNEL, part="snippet,statistics", fields="items(id,snippet/title,statistics(*))"
    ).json

    assert set(response) == {"items"}
    assert set(response["items"][0]) == {"id", "snippet", "statistics"}
    assert set(response["items"][0]["snippet"]) == {"title"}
    assert response["items"][0]["statistics"]["viewCount"] == "61000"


def test_a_mask_passes_plain_values_by() -> None:
    assert masked("x", parse_fields("a/b")) == "x"


def test_counts_are_strings_and_nothing_found_has_no_items(wire: Wire) -> None:
    assert wire.channels(id=CHANNEL).json["items"][0]["statistics"] == {
        "viewCount": "61000",
        "subscriberCount": "890",
        "hiddenSubscriberCount": False,
        "videoCount": "140",
    }
    assert "items" not in wire.channels(id="UC" + "x" * 22).json


def test_ids_come_repeated_or_with_commas(wire: Wire, server: SandboxServer) -> None:
    others = server.world.generate(2)

    repeated = wire.channels(id=[CHANNEL, *others]).json["items"]
    joined = wire.channels(id=",".join([CHANNEL, *others])).json["items"]

    assert [item["id"] for item in repeated] == [item["id"] for item in joined]
    assert len(joined) == 3


def test_without_max_results_a_page_has_five(wire: Wire, server: SandboxServer) -> None:
    ids = server.world.generate(7)

    first = wire.channels(id=",".join(ids)).json
    rest = wire.channels(id=",".join(ids), pageToken=first["nextPageToken"]).json

    assert (len(first["items"]), len(rest["items"])) == (5, 2)
    assert first["pageInfo"] == {"totalResults": 7, "resultsPerPage": 5}
    assert "nextPageToken" not in rest


def test_a_list_goes_on_to_its_end_and_then_stops(wire: Wire) -> None:
    sizes, token = [], None
    while True:
        page = wire.get(
            "playlistItems",
            part="contentDetails",
            playlistId=UPLOADS,
            maxResults="50",
            pageToken=token,
        ).json
        sizes.append(len(page["items"]))
        if not (token := page.get("nextPageToken")):
            break

    assert sizes == [50, 50, 40]


def test_an_empty_list_does_not_exist(wire: Wire, server: SandboxServer) -> None:
    server.world.add([{"id": "UC" + "n" * 22, "trajectory": {"kind": "no_videos"}}])

    for playlist in ("UU" + "n" * 22, "UU" + "x" * 22, "PL123"):
        response = wire.get("playlistItems", part="id", playlistId=playlist)
        assert response.error == (404, "playlistNotFound")


def test_a_live_video_has_no_length_until_it_is_over(wire: Wire, server: SandboxServer) -> None:
    server.world.set_day(EPOCH + timedelta(days=2))
    entry = wire.get("playlistItems", part="contentDetails", playlistId=UPLOADS).json["items"][0]
    video_id = entry["contentDetails"]["videoId"]

    def video() -> Any:
        part = "snippet,contentDetails"
        return wire.get("videos", part=part, id=video_id).json["items"][0]

    live = video()
    server.world.set_day(EPOCH + timedelta(days=3))
    over = video()

    assert (live["contentDetails"]["duration"], live["snippet"]["liveBroadcastContent"]) == (
        "P0D",
        "live",
    )
    assert over["contentDetails"]["duration"].startswith("PT")
    assert over["snippet"]["liveBroadcastContent"] == "none"


def test_hidden_figures_of_a_video_are_missing(wire: Wire, server: SandboxServer) -> None:
    server.world.set_day(EPOCH + timedelta(days=4))
    items = wire.get("playlistItems", part="contentDetails", playlistId=UPLOADS).json["items"]
    newest, hidden = (item["contentDetails"]["videoId"] for item in items[:2])

    [open_one, closed] = wire.get("videos", part="statistics", id=f"{newest},{hidden}").json[
        "items"
    ]

    assert set(open_one["statistics"]) == {"viewCount", "likeCount", "favoriteCount"}
    assert "statistics" not in closed


def test_figures_in_bulk_tell_lengths_in_seconds(wire: Wire) -> None:
    entry = wire.get("playlistItems", part="contentDetails", playlistId=UPLOADS).json["items"][0]
    video_id = entry["contentDetails"]["videoId"]

    [item] = wire.get(
        "videos:batchGetStats", part="snippet,contentDetails,statistics", id=video_id
    ).json["items"]

    assert item["kind"] == "youtube#videoStats"
    assert item["contentDetails"]["duration"].removesuffix("s").isdecimal()
    assert item["snippet"]["publishTime"] == entry["contentDetails"]["videoPublishedAt"]
    assert wire.control("GET", "ledger").json["units"]["batch_get_stats"] == 1


def test_a_get_too_long_for_an_address_comes_as_a_post(wire: Wire) -> None:
    response = wire.request(
        "POST",
        "/youtube/v3/channels",
        urlencode({"part": "id", "id": CHANNEL}),
        {"X-HTTP-Method-Override": "GET", "X-Goog-Api-Key": "k"},
    )

    assert [item["id"] for item in response.json["items"]] == [CHANNEL]


def test_answers_are_zipped_for_those_who_ask(wire: Wire) -> None:
    query = {"part": "snippet", "playlistId": UPLOADS, "maxResults": "50"}
    plain = wire.get("playlistItems", **query)
    zipped = wire.get("playlistItems", headers={"Accept-Encoding": "gzip"}, **query)

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert len(zipped.body) < len(plain.body) / 2
    assert gzip.decompress(zipped.body) == plain.body


# --- the description it checks by ---


def test_the_description_is_the_one_that_googles_library_ships() -> None:
    assert json.loads(shipped_document().read_text())["name"] == "youtube"


def test_without_the_library_the_sandbox_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> None:
        raise discovery.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(discovery.metadata, "distribution", missing)

    with pytest.raises(FileNotFoundError, match="google-api-python-client"):
        shipped_document()
