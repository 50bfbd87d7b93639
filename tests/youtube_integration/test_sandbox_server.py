"""The sandbox's wire: as strict as Google about requests, and steerable."""

from __future__ import annotations

import gzip
import http.client
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from youtube_integration.sandbox import discovery
from youtube_integration.sandbox.discovery import Discovery, masked, parse_fields, shipped_document
from youtube_integration.sandbox.ledger import quota_day
from youtube_integration.sandbox.server import SandboxServer
from youtube_integration.sandbox.world import World

EPOCH = date(2026, 7, 28)
CHANNEL = "UCdapurNingsih0000000001"
UPLOADS = "UU" + CHANNEL[2:]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> tuple[int, str]:
        return self.status, self.json["error"]["errors"][0]["reason"]


class Wire:
    """Raw requests to a sandbox, over one connection that stays open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def request(
        self, verb: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        self.connection.request(verb, path, body, headers or {})
        answer = self.connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def get(self, method: str, headers: dict[str, str] | None = None, **query: Any) -> Answer:
        query = {name: value for name, value in query.items() if value is not None}
        path = f"/youtube/v3/{method}?{urlencode(query, doseq=True)}"
        return self.request("GET", path, headers={"X-Goog-Api-Key": "k"} | (headers or {}))

    def channels(self, **query: Any) -> Answer:
        return self.get("channels", **{"part": "statistics", **query})

    def control(self, verb: str, name: str, body: Any = None) -> Answer:
        text = None if body is None else json.dumps(body)
        return self.request(verb, f"/_sandbox/{name}", text)


@pytest.fixture(scope="module")
def description() -> Discovery:
    return Discovery(shipped_document())


@pytest.fixture
def server(description: Discovery) -> Iterator[SandboxServer]:
    world = World(EPOCH)
    world.set_day(EPOCH)
    world.add(
        [
            {
                "id": CHANNEL,
                "handle": "dapur.ningsih",
                "trajectory": {
                    "kind": "bulk_old",
                    "uploads": [
                        {"every_days": 1, "from": 1, "until": 1, "kind": "live"},
                        {"every_days": 1, "from": 2, "until": 2, "hidden": ["statistics"]},
                        {"every_days": 1, "from": 3, "until": 3, "hidden": ["comments"]},
                    ],
                },
            }
        ]
    )
    running = SandboxServer(0, world, description, quota=50)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def wire(server: SandboxServer) -> Iterator[Wire]:
    asking = Wire(server.server_address[1])
    yield asking
    asking.connection.close()


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
    answer = wire.get(method, **{"part": "snippet", **query})

    assert answer.error == (400, reason)
    assert answer.json["error"]["status"] == "INVALID_ARGUMENT"


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
    answer = wire.channels(
        id=CHANNEL, part="snippet,statistics", fields="items(id,snippet/title,statistics(*))"
    ).json

    assert set(answer) == {"items"}
    assert set(answer["items"][0]) == {"id", "snippet", "statistics"}
    assert set(answer["items"][0]["snippet"]) == {"title"}
    assert answer["items"][0]["statistics"]["viewCount"] == "61000"


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
        answer = wire.get("playlistItems", part="id", playlistId=playlist)
        assert answer.error == (404, "playlistNotFound")


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
    answer = wire.request(
        "POST",
        "/youtube/v3/channels",
        urlencode({"part": "id", "id": CHANNEL}),
        {"X-HTTP-Method-Override": "GET", "X-Goog-Api-Key": "k"},
    )

    assert [item["id"] for item in answer.json["items"]] == [CHANNEL]


def test_answers_are_zipped_for_those_who_ask(wire: Wire) -> None:
    query = {"part": "snippet", "playlistId": UPLOADS, "maxResults": "50"}
    plain = wire.get("playlistItems", **query)
    zipped = wire.get("playlistItems", headers={"Accept-Encoding": "gzip"}, **query)

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert len(zipped.body) < len(plain.body) / 2
    assert gzip.decompress(zipped.body) == plain.body


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
    assert {answer.status for answer in (malformed, html, no_items, fewer)} == {200}


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
    [told] = wire.control("GET", f"truth?channel={CHANNEL}&uploads=1").json.values()
    assert len(told["uploads"]) == 140


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

    told = wire.control("GET", "health").json
    assert (told["channels"], told["day"], told["seed"]) == (0, "2026-01-01", 5)
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
    answer = wire.control(verb, name, body)

    assert answer.status == 400
    assert complaint in answer.json["error"]


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
