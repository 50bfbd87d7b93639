"""A Kanal of its own: gunicorn, scheduler, Redis and a mail server, on loopback and small disks."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.outages.cluster import Cluster
from tests.mail_server import RunningMailServer, unused_port

ROOT = Path(__file__).resolve().parent.parent.parent
DISK_BYTES = 400 * 2**20
PIECE = 64 * 1024
START_SECONDS = 60


class Disk:
    """A tmpfs at `path`, which root alone can mount."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self._mount("-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs")
        self._filling: threading.Thread | None = None
        self._over = threading.Event()

    def read_only(self, *, is_so: bool) -> None:
        self._mount("-o", "remount,ro" if is_so else "remount,rw")

    def fill(self) -> None:
        """Take every free byte, also those that come free, until `make_room`."""
        self._over.clear()
        self._filling = threading.Thread(target=self._fill, daemon=True)
        self._filling.start()

    def make_room(self) -> None:
        self._over.set()
        if self._filling:
            self._filling.join()
        (self.path / "filling").unlink(missing_ok=True)

    def unmount(self) -> None:
        self.make_room()
        subprocess.run(["umount", "--lazy", str(self.path)], check=False)

    def _fill(self) -> None:
        size = PIECE
        with (self.path / "filling").open("ab", buffering=0) as file:
            while not self._over.is_set():
                try:
                    file.write(b"\1" * size)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    if size == 1:
                        self._over.wait(0.02)
                    size = max(1, size // 16)

    def _mount(self, *arguments: str) -> None:
        subprocess.run(["mount", *arguments, str(self.path)], check=True)


class MuteMailServer:
    """Takes connections at `port` and never says a word."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_server(("127.0.0.1", port), backlog=100)

    def stop(self) -> None:
        self._socket.close()


class Site:
    """The processes of one Kanal, its media and, on SQLite, its database on disks of their own."""

    def __init__(self, folder: Path, *, port: int, postgresql: Path | None = None) -> None:
        self.port = port
        self.redis_port = unused_port()
        self.media = Disk(folder / "media")
        self.data = Disk(folder / "data")
        self.cluster = Cluster(folder / "data", postgresql) if postgresql else None
        if self.cluster:
            self.cluster.start()
        self.mail = RunningMailServer()
        self.mail.__enter__()
        self.log = (folder / "log").open("ab")
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = os.environ | {
            "DEBUG": "false",
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            "DATABASE_URL": self._database(folder),
            "MEDIA_ROOT": str(folder / "media"),
            "SITE_URL": self.address,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail.state.port}",
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "YOUTUBE_API_KEY": "sandbox",
            "YOUTUBE_API_ENDPOINT": "http://127.0.0.1:9/",
        }

    def _database(self, folder: Path) -> str:
        if self.cluster:
            return self.cluster.url
        default = f"sqlite:///{folder / 'data' / 'kanal.sqlite3'}"
        return os.environ.get("DATABASE_URL", default)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start_redis(self) -> None:
        self._start("redis", "redis-server", "--bind", "127.0.0.1", "--port", str(self.redis_port),
                    "--save", "", "--appendonly", "no")  # fmt: skip
        wait_until(lambda: _takes_connections(self.redis_port), "Redis")

    def kill_redis(self) -> None:
        self.children["redis"].send_signal(signal.SIGKILL)
        self.children.pop("redis").wait()

    def start(self) -> None:
        self.start_redis()
        self._start("web server", sys.executable, "-m", "gunicorn", "config.wsgi:application",
                    "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4",
                    "--log-level", "warning")  # fmt: skip
        self._start("scheduler", sys.executable, "manage.py", "scheduler")
        wait_until(lambda: self.status("/readyz") == 200, "Kanal")

    def status(self, path: str) -> int:
        """What the site answers; 0 when nothing came."""
        try:
            return self.get(path)[0]
        except (OSError, HTTPException):
            return 0

    def get(self, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def stop(self) -> None:
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.mail.stop()
        if self.cluster:
            self.cluster.stop()
        for disk in (self.media, self.data):
            disk.unmount()
        self.log.close()

    def _start(self, name: str, *command: str) -> None:
        self.children[name] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log,
            start_new_session=True,
        )  # fmt: skip


def wait_until(is_so: object, what: str, seconds: float = START_SECONDS) -> float:
    """Seconds until `is_so()`; SystemExit where that takes too long."""
    begun = time.monotonic()
    while not is_so():  # type: ignore[operator]
        if time.monotonic() - begun > seconds:
            raise SystemExit(f"{what} is not ready after {seconds:.0f} s")
        time.sleep(0.1)
    return time.monotonic() - begun


def _takes_connections(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
