"""Each page's share of a bare Django view, by the server's CPU: the demo under gunicorn.

The bare view and every page are asked in turn, three times over; the medians are printed. The
requests come from this process, whose CPU is not counted; like browsers they take a page packed.
KB are of the page unpacked.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.measuring import free_port
from config.run_demo import ROOT, Demo, wait_for

ROUNDS = 3
#: Requests a round: so many that the clock of the CPU is finer than what is measured.
OF_BARE, OF_VISITORS, OF_PEOPLE = 600, 400, 25
WARMING = 8


@dataclass
class Page:
    """A page as asked for; `shares` are per cent of the bare view of the same round."""

    name: str
    path: str
    session: str
    goal: float | None
    queries: int
    size: int = 0
    shares: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return OF_PEOPLE if self.session else OF_VISITORS


@dataclass(frozen=True)
class Server:
    port: int
    master: int

    def ask(self, path: str, session: str, times: int, *, packed: bool = True) -> int:
        """Bytes of the last answer; every one has to be a page."""
        headers = {"Cookie": f"sessionid={session}"} if session else {}
        if packed:
            headers["Accept-Encoding"] = "gzip"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        size = 0
        for _time in range(times):
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            size = len(response.read())
            if response.status != 200:
                raise SystemExit(f"{path} answers {response.status}")
        connection.close()
        return size

    def cpu_seconds(self) -> float:
        """Of all threads of the workers so far."""
        ran = 0
        for worker in _children(self.master):
            for thread in Path(f"/proc/{worker}/task").iterdir():
                ran += int((thread / "schedstat").read_text().split()[0])
        return ran / 1e9

    def each(self, path: str, session: str, times: int) -> float:
        """CPU seconds of one request."""
        before = self.cpu_seconds()
        self.ask(path, session, times)
        return (self.cpu_seconds() - before) / times


def _children(pid: int) -> list[int]:
    output = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in output.split()]


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(port=free_port(), sandbox_port=free_port())
        demo.environment |= {
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'pages.sqlite3'}",
            "MEDIA_ROOT": str(Path(folder) / "media"),
        }
        try:
            found = load(demo, Path(folder))
            with serving(demo, "config.wsgi") as kanal, serving(demo, "benchmarks.bare") as bare:
                measure(found, kanal, bare)
        finally:
            demo.stop()
    show(found)


def load(demo: Demo, folder: Path) -> list[Page]:
    """The demo's programme in a database of its own; the pages to measure."""
    channels = folder / "channels.json"
    manage(demo, "migrate", "--no-input", "--verbosity", "0")
    manage(demo, "collectstatic", "--no-input", "--verbosity", "0")
    manage(demo, "demo", "world", "--output", str(channels))
    epoch = json.loads(channels.read_text("utf-8"))["epoch"]
    world = ("--epoch", epoch, "--channels", str(channels), "--state", str(folder / "state.json"))
    port = ("--port", str(demo.sandbox_port))
    sandbox = demo.start("sandbox", "-m", "youtube_integration.sandbox", *port, *world)
    wait_for(f"http://127.0.0.1:{demo.sandbox_port}/_sandbox/ledger", sandbox)
    manage(demo, "demo", "load")
    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.demo_pages"],
        cwd=ROOT,
        env=demo.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return [Page(**each) for each in json.loads(output.stdout)]


def manage(demo: Demo, *command: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=demo.environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def serving(demo: Demo, module: str) -> Iterator[Server]:
    """One worker, so that what is warm is warm for each request."""
    port = free_port()
    command = ["-m", "gunicorn", f"{module}:application", "--bind", f"127.0.0.1:{port}"]
    options = ["--workers", "1", "--threads", "4", "--timeout", "120", "--log-level", "warning"]
    child = demo.start(module, *command, *options)
    address = f"http://127.0.0.1:{port}"
    wait_for(f"{address}/healthz" if module == "config.wsgi" else f"{address}/", child)
    yield Server(port, child.pid)


def measure(found: list[Page], kanal: Server, bare: Server) -> None:
    bare.ask("/", "", OF_BARE)
    for page in found:
        kanal.ask(page.path, page.session, WARMING)
        page.size = kanal.ask(page.path, page.session, 1, packed=False)
    for _round in range(ROUNDS):
        for page in found:
            reference = bare.each("/", "", OF_BARE)
            taken = kanal.each(page.path, page.session, page.requests)
            page.shares.append(100 * reference / taken)
            page.milliseconds.append(1000 * taken)


def show(found: list[Page]) -> None:
    load_average = os.getloadavg()[0]
    print(f"Pages beside a bare Django view, medians of {ROUNDS}, load {load_average:.1f}")
    print(f"{'page':<26}{'% of bare':>10}{'goal':>7}{'CPU ms':>9}{'queries':>9}{'KB':>7}")
    for page in found:
        goal = f"{page.goal:g}" if page.goal else ""
        print(
            f"{page.name:<26}{statistics.median(page.shares):>10.1f}{goal:>7}"
            f"{statistics.median(page.milliseconds):>9.2f}{page.queries:>9}"
            f"{page.size / 1000:>7.0f}",
            flush=True,
        )
