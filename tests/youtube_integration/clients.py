"""A client to ask with, whose units and pauses are written down, and servers that misanswer it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.sandbox import EPOCH, POLL_SECONDS, Sandbox
from youtube_integration.api import YouTubeClient, close_connections

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
CHANNEL = "UCdapurNingsih0000000001"
UPLOADS = "UUdapurNingsih0000000001"
NINGSIH = {
    "id": CHANNEL,
    "handle": "dapur.ningsih",
    "username": "DapurNingsih",
    "title": "Dapur Ningsih",
    "created": "2025-11-02",
    "trajectory": {
        "kind": "steady",
        "start": {"subscribers": 1239, "views": 5000, "videos": 120},
        "uploads": [{"every_days": 1, "from": "2026-07-29", "hidden": ["likes"]}],
    },
}


class CountedClient:
    """A client whose every unit and every pause is written down."""

    def __init__(self, endpoint: str, **options: Any) -> None:
        self.units: Counter[str] = Counter()
        self.pauses: list[float] = []
        options = {"api_key": "rahasia", "now": lambda: NOON, **options}
        self.client = YouTubeClient(
            spend=self.spend, endpoint=endpoint, sleep=self.pauses.append, **options
        )

    def spend(self, bucket: str, units: int) -> None:
        self.units[bucket] += units


@pytest.fixture
def counted(sandbox: Sandbox) -> Iterator[CountedClient]:
    sandbox.add_channels([NINGSIH])
    sandbox.set_day(EPOCH + timedelta(days=3))
    yield CountedClient(sandbox.endpoint)
    close_connections()


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """A server that gives fixed answers (status, headers, body), in turn; its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(*responses: tuple[int, dict[str, str], bytes], seen: list[Any] | None = None) -> str:
        waiting = list(responses)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                if seen is not None:
                    seen.append((self.path, dict(self.headers)))
                status, headers, body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    close_connections()
    for server in servers:
        server.shutdown()
        server.server_close()
