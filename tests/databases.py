"""The tests' database: migrated once for all workers, and whole again after every test.

With `-n`, a process of its own migrates an SQLite while the workers still collect, and each
worker copies it; where that fails, a worker migrates for itself and so shows why. PostgreSQL is
always migrated as Django does it. A test with real transactions empties the tables at its end:
the rows that migrations made are put back at once, so that no order of tests matters.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

FOLDER = pytest.StashKey[Path]()
BUILDER = pytest.StashKey[subprocess.Popen[bytes]]()
FIRST_ROWS = pytest.StashKey[tuple[Any, Callable[[], None]]]()
Rows = Callable[[str, Callable[[], None]], None]
READY, FAILED = "migrated.sqlite3", "failed"
PATIENCE_SECONDS = 300


def build(folder: Path) -> None:
    """Migrate the database that DATABASE_URL names, and give it its final name once it is whole."""
    import django

    django.setup()
    try:
        call_command("migrate", run_syncdb=True, verbosity=0)
        connection.close()
        Path(connection.settings_dict["NAME"]).rename(folder / READY)
    except BaseException:
        (folder / FAILED).touch()
        raise


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        folder = Path(tempfile.mkdtemp(prefix="kanal-tests-"))
        config.stash[FOLDER] = folder
        config.stash[BUILDER] = subprocess.Popen(
            [sys.executable, "-m", "tests.databases", str(folder)],
            cwd=config.rootpath,
            env=os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'migrating.sqlite3'}"},
            stderr=subprocess.DEVNULL,
        )


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    if FOLDER in node.config.stash:
        node.workerinput["databases"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if BUILDER in config.stash:
        config.stash[BUILDER].kill()
        config.stash[BUILDER].wait()
    if FOLDER in config.stash:
        shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def awaited(folder: Path) -> Path | None:
    """The migrated database, as soon as it is there; None where there will be none."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and not (folder / FAILED).exists():
        if (folder / READY).exists():
            return folder / READY
        time.sleep(0.05)
    return None


@pytest.fixture(scope="session")
def migrated_copy(request: pytest.FixtureRequest) -> Path | None:
    """This worker's copy of the migrated database; None where it has to migrate for itself."""
    given = getattr(request.config, "workerinput", {})
    if "databases" not in given or not (migrated := awaited(Path(given["databases"]))):
        return None
    return Path(shutil.copyfile(migrated, migrated.with_name(f"{given['workerid']}.sqlite3")))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, migrated_copy: Path | None, django_db_blocker: Any
) -> Iterator[None]:
    """Keep the first rows; SQLite puts them back as pages of its file: far quicker than as rows."""
    if migrated_copy:
        connection.close()
        connection.settings_dict["NAME"] = str(migrated_copy)
        # That it is there keeps each flush from asking all apps for their first rows again.
        connection._test_serialized_contents = ""
    else:
        request.getfixturevalue("django_db_setup")
    first = sqlite3.connect(":memory:")
    written = getattr(connection, "_test_serialized_contents", None)
    row_by_row = connection.creation.deserialize_db_from_string

    def put_back(rows: str | None = written) -> None:
        # Beside a browser, Django gives the same thread another connection.
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            first.backup(connection.connection)
        elif rows is not None:
            row_by_row(rows)

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            connection.connection.backup(first)
    connection.creation.deserialize_db_from_string = put_back
    request.session.stash[FIRST_ROWS] = django_db_blocker, put_back
    yield
    with django_db_blocker.unblock():
        connection.close()
    first.close()


@pytest.fixture(scope="session")
def saved_rows() -> Iterator[dict[str, sqlite3.Connection]]:
    """Databases as they were after something long was written, by its name."""
    found: dict[str, sqlite3.Connection] = {}
    yield found
    for database in found.values():
        database.close()


@pytest.fixture(scope="module")
def lasting_rows(
    request: pytest.FixtureRequest, django_db_setup: None, saved_rows: dict[str, sqlite3.Connection]
) -> Iterator[Rows]:
    """Writes rows that stay for all tests of a file; a worker's next file finds them written."""
    blocker, put_back = request.session.stash[FIRST_ROWS]

    def write(name: str, rows: Callable[[], None]) -> None:
        if name not in saved_rows:
            rows()
            saved_rows[name] = sqlite3.connect(":memory:")
            connection.connection.backup(saved_rows[name])
        saved_rows[name].backup(connection.connection)

    with blocker.unblock():
        if connection.vendor != "sqlite":
            pytest.skip("rows are kept as SQLite's pages")
        connection.ensure_connection()
        yield write
        put_back()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Put the first rows back after a test whose transactions were real: it has emptied the tables."""
    yield
    marker = item.get_closest_marker("django_db")
    emptied = marker and marker.kwargs.get("transaction")
    if emptied and nextitem and FIRST_ROWS in item.session.stash:
        blocker, put_back = item.session.stash[FIRST_ROWS]
        with blocker.unblock():
            put_back()


if __name__ == "__main__":
    build(Path(sys.argv[1]))
