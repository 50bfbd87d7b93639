"""Real answers of Google's, served over HTTP again, from the client to the exported row."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from config.env import ROOT
from tests.sandbox import POLL_SECONDS
from youtube_integration.api import close_connections
from youtube_integration.models import Channel, Video

RECORDED = ROOT.parent / "shared" / "data" / "youtube_recorded"
GOOGLE = "UCK8sQmJBp8GCxrOtXWBpyEA"
DEVELOPERS = "UC_x5XG1OV2P6uZZ5FSM9Ttw"
LISTED = 13
NOT_FOUND = {
    "error": {
        "code": 404,
        "message": "The playlist cannot be found.",
        "errors": [{"domain": "youtube.playlistItem", "reason": "playlistNotFound"}],
    }
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.recorded,
    pytest.mark.skipif(not RECORDED.is_dir(), reason=f"no recorded answers at {RECORDED}"),
]


def respond(path: str) -> tuple[int, bytes]:
    """The two playlist pages are the first channel's uploads; the other one's list is a 404."""
    parts = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    route = parts.path.rpartition("/")[2]
    if route == "channels":
        return 200, (RECORDED / "channels_info_multiple.json").read_bytes()
    if route == "playlistItems" and query["playlistId"] == f"UU{GOOGLE[2:]}":
        page = 2 if query.get("pageToken") else 1
        return 200, (RECORDED / f"playlist_items_playlist_items_paged_{page}.json").read_bytes()
    if route == "playlistItems":
        return 404, json.dumps(NOT_FOUND).encode()
    return 200, (RECORDED / "videos_videos_info_multi.json").read_bytes()


class Replay(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        status, body = respond(self.path)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def _replay(settings: Any) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Replay)
    threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
    settings.YOUTUBE_API_ENDPOINT = f"http://127.0.0.1:{server.server_address[1]}/"
    yield
    close_connections()
    server.shutdown()
    server.server_close()


@pytest.mark.usefixtures("_replay")
def test_the_two_recorded_channels_come_out_with_exactly_their_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "email,name,region_code,birth_year,gender,phone,cohort,channel\n"
        f"satu@contoh.example,Satu,,1990,,,rekaman,{GOOGLE}\n"
        f"dua@contoh.example,Dua,,1990,,,rekaman,{DEVELOPERS}\n",
        encoding="utf-8",
    )
    export = tmp_path / "progress.csv"
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 20, 9)), tick=False):
        call_command("import_trainees", str(people), "--create-cohorts")
        call_command("sync_channels")
        call_command("export_progress", "--format", "csv", "-o", str(export))
    assert "channels=2/2" in capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(export.read_text("utf-8-sig"))))
    expected = {
        item["id"]: item["statistics"]
        for item in json.loads((RECORDED / "channels_info_multiple.json").read_bytes())["items"]
    }
    assert {row["channel_id"] for row in rows} == {GOOGLE, DEVELOPERS}
    for row in rows:
        counts = expected[row["channel_id"]]
        for column, name in (
            ("subscribers", "subscriberCount"),
            ("views", "viewCount"),
            ("videos", "videoCount"),
        ):
            assert row[column] == row[f"baseline_{column}"] == counts[name]
            assert row[f"{column}_gained"] == "0"
    assert {row["channel_handle"] for row in rows} == {"google", "googledevelopers"}
    assert Video.objects.filter(channel=GOOGLE).count() == LISTED
    assert not Channel.objects.get(pk=DEVELOPERS).uploads.exists()
