"""The sandbox's wire, spoken raw: its server in this process, and one connection to it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.sandbox import EPOCH, POLL_SECONDS
from youtube_integration.sandbox.discovery import Discovery, shipped_document
from youtube_integration.sandbox.server import SandboxServer
from youtube_integration.sandbox.world import World

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
        response = self.connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())

    def get(self, method: str, headers: dict[str, str] | None = None, **query: Any) -> Answer:
        query = {name: value for name, value in query.items() if value is not None}
        path = f"/youtube/v3/{method}?{urlencode(query, doseq=True)}"
        return self.request("GET", path, headers={"X-Goog-Api-Key": "k"} | (headers or {}))

    def channels(self, **query: Any) -> Answer:
        return self.get("channels", **{"part": "statistics", **query})

    def control(self, verb: str, name: str, body: Any = None) -> Answer:
        text = None if body is None else json.dumps(body)
        return self.request(verb, f"/_sandbox/{name}", text)


@pytest.fixture(scope="session")
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
    threading.Thread(target=running.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def wire(server: SandboxServer) -> Iterator[Wire]:
    raw = Wire(server.server_address[1])
    yield raw
    raw.connection.close()
