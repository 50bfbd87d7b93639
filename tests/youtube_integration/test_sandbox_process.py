"""The sandbox as a process: how it starts, keeps its world, and stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from tests.sandbox import EPOCH, ROOT, Sandbox, start_sandbox
from youtube_integration.sandbox import __main__ as program

CHANNEL = "UCdapurNingsih0000000001"
FIXED = ("--epoch", EPOCH.isoformat(), "--day", EPOCH.isoformat())


@pytest.fixture(autouse=True)
def _in_the_foreground() -> Iterator[None]:
    """A shell's background job ignores Ctrl-C, and what it starts would do so too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def started() -> Iterator[list[Sandbox]]:
    running: list[Sandbox] = []
    yield running
    for one in running:
        one.stop()


def stopped_by(running: Sandbox, number: signal.Signals) -> tuple[int, float]:
    assert running.process is not None
    begun = time.monotonic()
    os.kill(running.process.pid, number)
    return running.process.wait(10), time.monotonic() - begun


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_at_once_also_while_someone_waits(
    started: list[Sandbox], number: signal.Signals
) -> None:
    running = start_sandbox(*FIXED)
    started.append(running)
    running.fault("stall", seconds=60)
    address = urlsplit(running.endpoint)
    with socket.create_connection((address.hostname, address.port), timeout=10) as waiting:
        waiting.sendall(
            b"GET /youtube/v3/channels?part=id&id=UC1 HTTP/1.1\r\n"
            b"Host: 127.0.0.1\r\nX-Goog-Api-Key: k\r\n\r\n"
        )
        while not running.ledger()["calls"]:
            time.sleep(0.01)
        code, seconds = stopped_by(running, number)

    assert code == 0
    assert seconds < 3


def test_a_killed_sandbox_comes_back_with_the_same_world(
    started: list[Sandbox], tmp_path: Path
) -> None:
    state = tmp_path / "sandbox.json"
    first = start_sandbox("--epoch", EPOCH.isoformat(), "--state", str(state), "--generate", "3")
    started.append(first)
    at = EPOCH + timedelta(days=9)
    first.set_day(at)
    [channel] = first.add_channels([{"id": CHANNEL, "trajectory": {"kind": "steady"}}])
    first.happen(channel, "hide_subscribers")
    truth = first.truth(at + timedelta(days=30), uploads=True)
    assert first.pid is not None
    stopped_by(first, signal.SIGKILL)

    again = start_sandbox("--epoch", "2030-01-01", "--state", str(state), "--generate", "3")
    started.append(again)

    assert again.truth(at + timedelta(days=30), uploads=True) == truth
    assert again.control("GET", "health")["day"] == at.isoformat()
    assert len(truth) == 4


def test_a_file_of_channels_is_loaded_and_what_happened_since_stays(
    started: list[Sandbox], tmp_path: Path
) -> None:
    channels = tmp_path / "channels.json"
    channels.write_text(json.dumps([{"id": CHANNEL, "title": "Dapur Ningsih"}]))
    options = [*FIXED, "--channels", str(channels), "--state", str(tmp_path / "state.json")]
    first = start_sandbox(*options)
    started.append(first)
    assert first.truth(EPOCH)[CHANNEL]["title"] == "Dapur Ningsih"
    first.happen(CHANNEL, "rename", title="Dapur Baru")
    first.stop()

    again = start_sandbox(*options)
    started.append(again)

    assert again.truth(EPOCH)[CHANNEL]["title"] == "Dapur Baru"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [("[{", "Expecting"), ('[{"id": "UC"}]', "no channel id")],
)
def test_it_says_why_it_cannot_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, complaint: str
) -> None:
    channels = tmp_path / "channels.json"
    channels.write_text(content)

    assert program.main(["--port", "0", "--channels", str(channels)]) == 1
    assert complaint in capsys.readouterr().err


def test_a_port_in_use_is_said(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    port = sandbox.endpoint.rstrip("/").rpartition(":")[2]

    assert program.main(["--port", port]) == 1
    assert "in use" in capsys.readouterr().err


def test_it_says_where_it_is_and_which_day_it_has(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    handlers: dict[int, Any] = {}
    codes: list[int] = []
    monkeypatch.setattr(program.signal, "signal", handlers.__setitem__)
    monkeypatch.setattr(program.os, "_exit", codes.append)
    monkeypatch.setattr(program.SandboxServer, "serve_forever", program.SandboxServer.server_close)

    assert program.main(["--port", "0", *FIXED, "--generate", "2", "--kind", "quiet"]) == 0
    assert "epoch=2026-07-28 day=2026-07-28" in capsys.readouterr().out
    handlers[signal.SIGTERM]()
    handlers[signal.SIGINT]()
    assert codes == [0, 0]


def test_the_command_becomes_the_sandbox_with_the_same_options(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    became: list[Any] = []
    monkeypatch.setattr(os, "execv", lambda path, words: became.append((path, words)))
    monkeypatch.setattr(os, "chdir", lambda path: became.append(Path(path)))

    call_command("sandbox", port=8800, epoch=date(2026, 7, 28))

    assert became[0] == ROOT
    path, words = became[1]
    assert path == sys.executable
    assert words[1:3] == ["-m", "youtube_integration.sandbox"]
    assert words[3:5] == ["--port", "8800"]
    assert words[5:7] == ["--epoch", "2026-07-28"]


def test_the_command_explains_itself() -> None:
    command = [sys.executable, "manage.py", "sandbox", "--help"]

    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    for option in ("--port", "--epoch", "--channels", "--generate", "--state", "--quota"):
        assert option in output


def test_it_imports_neither_django_nor_googles_library() -> None:
    look = (
        "import sys, youtube_integration.sandbox.__main__;"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('django', 'googleapiclient', 'httplib2', 'accounts')],"
        "'youtube_integration.api' in sys.modules)"
    )

    completed = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert completed.stdout.strip() == "[] False"
