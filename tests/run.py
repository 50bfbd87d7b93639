"""What `make test` runs: all tests on SQLite, then those marked `database` on PostgreSQL too.

PostgreSQL is used where `TEST_POSTGRES_URL` (default: the server of this machine) answers.
"""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg

from tests.chromium import HOW_TO_GET_ONE, chromium

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
#: Least share of its lines, in per cent, that the tests must run.
LEAST = {"youtube_integration": 90, "courses": 90}


def postgres_answers() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def python(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def on_sqlite(*arguments: str) -> int:
    """All tests, two at a time; a worker that has no more takes some of the other's."""
    spread = ["-n", "2", "--dist", "worksteal"]
    return python("pytest", "-q", *spread, "--cov", "--cov-report=", *arguments)


def on_postgresql() -> int:
    """What may go otherwise there; few people will do for that."""
    measured = ["--cov", "--cov-append", "--cov-report="]
    environment = {"DATABASE_URL": POSTGRES, "SPINE_PEOPLE": "40"}
    return python("pytest", "-q", "-m", "database", *measured, **environment)


def covered() -> int:
    """Tell what is not covered; 0 where every package has its least share."""
    python("coverage", "report", "--skip-covered")
    failed = 0
    for package, least in LEAST.items():
        print(f"{package}, per cent of lines (at least {least}):", flush=True)
        lines = ["coverage", "report", f"--include={package}/*", "--format=total"]
        failed |= python(*lines, f"--fail-under={least}")
    return failed


def main() -> int:
    failed = on_sqlite(*sys.argv[1:])
    if postgres_answers():
        failed |= on_postgresql()
    else:
        print(
            f"No PostgreSQL answers at {POSTGRES}: the tests marked `database` ran on SQLite only."
        )
    failed |= covered()
    if chromium() is None:
        print(f"!!! THE BROWSER TESTS WERE SKIPPED: {HOW_TO_GET_ONE}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
