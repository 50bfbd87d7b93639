"""The sandbox process that tests ask, and the handle by which they steer it."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
EPOCH = date(2026, 7, 28)
# A server of a test that is told to stop goes on waiting for so long.
POLL_SECONDS = 0.005


class Sandbox:
    """A running sandbox. `endpoint` is what YOUTUBE_API_ENDPOINT takes; any key but INVALID works.

    After `reset` there is no channel, no fault and no count, and the day is the epoch.
    """

    def __init__(self, endpoint: str, process: subprocess.Popen[str] | None = None) -> None:
        self.endpoint = endpoint
        self.process = process

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def control(self, verb: str, name: str, body: Any = None, **query: str) -> Any:
        """Answer of a control address; AssertionError with its text where it refuses."""
        connection = http.client.HTTPConnection(urlsplit(self.endpoint).netloc, timeout=30)
        try:
            address = f"/_sandbox/{name}" + (f"?{urlencode(query)}" if query else "")
            connection.request(verb, address, json.dumps(body) if body is not None else None)
            response = connection.getresponse()
            data = json.loads(response.read())
        finally:
            connection.close()
        assert response.status == 200, data
        return data

    def reset(self, *, epoch: date = EPOCH, seed: int = 1) -> None:
        self.control("POST", "reset", {"epoch": epoch.isoformat(), "seed": seed})

    def set_day(self, day: date) -> None:
        self.control("POST", "day", {"day": day.isoformat()})

    def follow_clock(self) -> None:
        self.control("POST", "day", {"follow": "clock"})

    def set_quota(self, units: int) -> None:
        self.control("POST", "quota", {"units": units})

    def ledger(self) -> dict[str, Any]:
        """{"units": {"main": n, "batch_get_stats": n}, "calls": {"channels.list": n, …}, …}"""
        return self.control("GET", "ledger")

    def reset_ledger(self) -> None:
        self.control("POST", "ledger/reset")

    def fault(
        self,
        kind: str,
        method: str | None = None,
        *,
        after: int = 0,
        times: int | None = 1,
        **details: Any,
    ) -> None:
        """Let something go wrong (kinds: youtube_integration/sandbox/faults.py)."""
        fault = {"kind": kind, "method": method, "after": after, "times": times, **details}
        self.control("POST", "faults", [fault])

    def clear_faults(self) -> None:
        self.control("POST", "faults", [])

    def truth(self, day: date, channel: str | None = None, *, uploads: bool = False) -> Any:
        """What YouTube answers on `day`, per channel id (see `World.truth`)."""
        query = {"day": day.isoformat()}
        if channel:
            query["channel"] = channel
        if uploads:
            query["uploads"] = "1"
        return self.control("GET", "truth", **query)

    def add_channels(self, channels: list[dict[str, Any]]) -> list[str]:
        """Add channels (form: youtube_integration/sandbox/specs.py); their ids."""
        return self.control("POST", "channels", channels)["ids"]

    def generate(self, count: int, kind: str | None = None) -> list[str]:
        """Make channels of one kind or of a mixture; their ids."""
        return self.control("POST", "generate", {"count": count, "kind": kind})["ids"]

    def happen(self, channel: str, event: str, **details: Any) -> None:
        """Let an event happen on the world's day, or on `day` (ISO)."""
        self.control("POST", "scenario", {"channel": channel, "event": event, **details})

    scenario = happen

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(10)
            if self.process.stdout:
                self.process.stdout.close()


def start_sandbox(*options: str) -> Sandbox:
    """Start a sandbox process on a free port (for tests that restart or kill one)."""
    command = [sys.executable, "-m", "youtube_integration.sandbox", "--port", "0", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first_line = process.stdout.readline()
    assert first_line.startswith("sandbox: http://"), first_line
    return Sandbox(first_line.split()[1], process)


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[Sandbox]:
    """One sandbox for the whole run; tests take `sandbox`, which is empty anew for each."""
    running = start_sandbox("--epoch", EPOCH.isoformat(), "--day", EPOCH.isoformat())
    yield running
    running.stop()


@pytest.fixture
def sandbox(sandbox_process: Sandbox, settings: Any) -> Sandbox:
    """An empty sandbox on its epoch, which the site's settings point at."""
    sandbox_process.reset()
    settings.YOUTUBE_API_ENDPOINT = sandbox_process.endpoint
    settings.YOUTUBE_API_KEY = "test-key"
    return sandbox_process
