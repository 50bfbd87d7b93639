"""What `make test` runs: all tests on SQLite, then those marked `database` on PostgreSQL too.

PostgreSQL is used where `TEST_POSTGRES_URL` (default: the server of this machine) answers.
"""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
COVERAGE = ["--cov", "--cov-report="]


def postgres_answers() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def main() -> int:
    failed = pytest("-n", "2", "--dist", "loadfile", *COVERAGE, *sys.argv[1:])
    if not postgres_answers():
        print(
            f"No PostgreSQL answers at {POSTGRES}: the tests marked `database` ran on SQLite only."
        )
    else:
        failed |= pytest("-m", "database", *COVERAGE, "--cov-append", DATABASE_URL=POSTGRES)
    subprocess.run([sys.executable, "-m", "coverage", "report", "--skip-covered"], check=False)
    for package in ("youtube_integration", "courses"):
        least = [sys.executable, "-m", "coverage", "report", f"--include={package}/*"]
        print(f"{package}: at least 90 % of the lines must be covered")
        failed |= subprocess.run([*least, "--format=total"], check=False).returncode
        failed |= subprocess.run(
            [*least, "--fail-under=90", "--format=total"], check=False
        ).returncode
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
