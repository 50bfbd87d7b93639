"""What `make test` runs: all tests on SQLite, and those marked `database` on PostgreSQL beside them.

PostgreSQL is used where `TEST_POSTGRES_URL` (default: the server of this machine) answers.
Lines are counted apart (`make coverage`): counting makes a test nearly twice as slow.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import IO

import psycopg

from tests.chromium import HOW_TO_GET_ONE, chromium

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
PYTEST = [sys.executable, "-m", "pytest", "-q"]


def postgres_answers() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def on_sqlite(*arguments: str) -> int:
    """All tests, two at a time; a worker that has no more takes some of the other's."""
    spread = ["-n", "2", "--dist", "worksteal"]
    return subprocess.run([*PYTEST, *spread, *arguments], check=False).returncode


def begin_on_postgresql(output: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the tests that may go otherwise there; few people will do for that."""
    command = [*PYTEST, "-m", "database", "-p", "no:cacheprovider"]
    environment = os.environ | {"DATABASE_URL": POSTGRES, "END_TO_END_PEOPLE": "20"}
    return subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)


def on_both(*arguments: str) -> int:
    if not postgres_answers():
        failed = on_sqlite(*arguments)
        print(f"No PostgreSQL answers at {POSTGRES}: tests marked `database` ran on SQLite only.")
        return failed
    with tempfile.TemporaryFile() as output:
        beside = begin_on_postgresql(output)
        failed = on_sqlite(*arguments) | beside.wait()
        output.seek(0)
        print("On PostgreSQL:", output.read().decode(), sep="\n", flush=True)
    return failed


def main() -> int:
    failed = on_both(*sys.argv[1:])
    if chromium() is None:
        print(f"!!! THE BROWSER TESTS WERE SKIPPED: {HOW_TO_GET_ONE}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
