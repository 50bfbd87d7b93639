"""Answers that Google once gave, old forms and new, served over HTTP again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.sandbox import POLL_SECONDS
from youtube_integration.api import Refused, YouTubeClient, close_connections

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "youtube_recorded"
GOOGLE = "UCK8sQmJBp8GCxrOtXWBpyEA"
DEVELOPERS = "UC_x5XG1OV2P6uZZ5FSM9Ttw"

pytestmark = [
    pytest.mark.recorded,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no recorded answers at {FOLDER}"),
]


class Replay:
    """A server that answers each route with a recorded file; status by what the file says."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        replay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                page = parse_qs(parts.query).get("pageToken", [""])[0]
                route = parts.path.rpartition("/")[2] + (f"?{page}" if page else "")
                body = (FOLDER / replay.files[route]).read_bytes()
                status = json.loads(body).get("error", {}).get("code", 200)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(
            target=self.server.serve_forever, args=(POLL_SECONDS,), daemon=True
        ).start()


@pytest.fixture
def replay() -> Iterator[Replay]:
    running = Replay()
    yield running
    close_connections()
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def google(replay: Replay) -> YouTubeClient:
    return YouTubeClient(
        spend=lambda _bucket, _units: None, endpoint=replay.endpoint, api_key="k", attempts=1
    )


def test_two_channels_come_out_exactly(replay: Replay, google: YouTubeClient) -> None:
    replay.files["channels"] = "channels_info_multiple.json"

    records = {record.channel_id: record for record in google.channels_by_id([DEVELOPERS, GOOGLE])}

    company, developers = records[GOOGLE], records[DEVELOPERS]
    assert (company.counts.subscribers, company.counts.views, company.counts.videos) == (
        10700000,
        3331930783,
        2678,
    )
    assert (developers.counts.subscribers, developers.counts.views, developers.counts.videos) == (
        2260000,
        208790084,
        5652,
    )
    assert (company.handle, developers.handle) == ("google", "googledevelopers")
    assert company.uploads_playlist_id == "UUK8sQmJBp8GCxrOtXWBpyEA"
    assert company.published_at == datetime(2005, 9, 18, 22, 37, 10, tzinfo=UTC)
    assert (company.country, developers.country) == ("", "US")
    assert not company.counts.subscribers_hidden
    assert "→" in developers.description


def test_the_older_form_has_exact_counts_fractions_and_no_uploads_list(
    replay: Replay, google: YouTubeClient
) -> None:
    replay.files["channels"] = "channel_info_single.json"

    [record] = google.channels_by_id([DEVELOPERS])

    assert record.counts.subscribers == 1927873
    assert (record.counts.views, record.counts.videos) == (160361638, 5026)
    assert record.published_at == datetime(2007, 8, 23, 0, 34, 43, tzinfo=UTC)
    assert record.uploads_playlist_id == ""


def test_a_channel_recorded_without_statistics_has_unknown_figures(
    replay: Replay, google: YouTubeClient
) -> None:
    replay.files["channels"] = "channels_info.json"

    [record] = google.channels_by_id([DEVELOPERS])

    assert (record.counts.subscribers, record.counts.views, record.counts.videos) == (
        None,
        None,
        None,
    )
    assert record.title == "Google Developers"


def test_old_custom_addresses_are_not_taken_for_handles(
    replay: Replay, google: YouTubeClient
) -> None:
    replay.files["channels"] = "channel_info_multi.json"

    records = google.channels_by_id([DEVELOPERS, GOOGLE])

    assert [record.handle for record in records] == ["", ""]
    assert [record.channel_id for record in records] == [DEVELOPERS, GOOGLE]


def test_a_recorded_list_goes_on_to_its_second_page(replay: Replay, google: YouTubeClient) -> None:
    replay.files["playlistItems"] = "playlist_items_playlist_items_paged_1.json"
    replay.files["playlistItems?CAoQAA"] = "playlist_items_playlist_items_paged_2.json"

    first = google.uploads_page("PLOU2XLYxmsIKpaV8h0AGE05so0fAwwfTw")
    second = google.uploads_page("PLOU2XLYxmsIKpaV8h0AGE05so0fAwwfTw", first.next_token)

    assert (first.next_token, second.next_token) == ("CAoQAA", None)
    assert first.total == second.total == 13
    assert [entry.position for entry in first.entries + second.entries] == list(range(13))
    assert first.entries[0].video_id == "CvTApw9X8aA"
    assert second.entries[-1].video_id == "Fu2bldybpkA"
    # In the older form the list tells only when a video was added, which is not its date.
    assert {entry.published_at for entry in first.entries} == {None}


def test_recorded_videos_have_dates_and_texts_and_nothing_else(
    replay: Replay, google: YouTubeClient
) -> None:
    replay.files["videos"] = "videos_videos_info_multi.json"

    actions, names = google.videos_by_id(["D-lhorsDlUQ", "ovdbrdCIP7U"])

    assert actions.published_at == datetime(2019, 3, 21, 20, 37, 49, tzinfo=UTC)
    assert actions.title == "What are Actions on Google (Assistant on Air)"
    assert (actions.category_id, actions.default_language, actions.live) == ("28", "en", "none")
    assert names.channel_id == "UCJdl3Paao2f3ha5JXMYUCIA"
    assert (names.duration, names.views, names.privacy) == (None, None, "")


@pytest.mark.parametrize(
    ("file", "status", "reason"),
    [
        ("error_key_invalid.json", 400, "keyInvalid"),
        ("error_permission_resp.json", 403, "SERVICE_UNAVAILABLE"),
    ],
)
def test_recorded_refusals_are_for_an_operator(
    replay: Replay, google: YouTubeClient, file: str, status: int, reason: str
) -> None:
    replay.files["channels"] = file

    with pytest.raises(Refused) as refused:
        google.channels_by_id([GOOGLE])

    assert (refused.value.status, refused.value.reason) == (status, reason)
