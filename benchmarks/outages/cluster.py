"""A PostgreSQL of its own on a small disk, so that the disk can be filled."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.mail_server import unused_port

#: PostgreSQL refuses to run as root.
OWNER = "postgres"
START_SECONDS = 60


class Cluster:
    """`binaries` is where initdb and pg_ctl lie, /usr/lib/postgresql/15/bin on Debian."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.data = folder / "cluster"
        self.binaries = binaries
        self.port = unused_port()
        self.data.mkdir()
        subprocess.run(["chown", OWNER, str(self.data)], check=True)
        self._run("initdb", "--username", OWNER, "--auth", "trust", "--no-sync")

    @property
    def url(self) -> str:
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        # A segment of 16 MB of the log is all it keeps beforehand.
        settings = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
            "-c max_wal_size=64MB -c min_wal_size=32MB"
        )
        log = str(self.data / "log")
        self._run("pg_ctl", "--wait", "--timeout", str(START_SECONDS), "-l", log, "-o", settings,
                  "start")  # fmt: skip

    def start_again(self) -> None:
        """As whoever looks after the server does, once there is room."""
        if subprocess.run(self._command("pg_ctl", "status"), user=OWNER, cwd="/").returncode:
            self.start()

    def stop(self) -> None:
        self._run("pg_ctl", "--mode", "immediate", "stop", check=False)

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command = self._command(program, *arguments)
        subprocess.run(command, user=OWNER, check=check, cwd="/", stdout=subprocess.DEVNULL)

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [str(self.binaries / program), "-D", str(self.data), *arguments]
