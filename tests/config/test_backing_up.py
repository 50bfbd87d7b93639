"""A backup made while people write is whole, and comes back only into empty places."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from accounts.models import User
from config.backing_up import MANIFEST
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    UserFactory()
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "wajah.png").write_bytes(b"picture")
    call_command("backup", str(tmp_path / "copy"), verbosity=0)
    return tmp_path / "copy"


def restored(source: Path, database: str, media: Path) -> subprocess.CompletedProcess[str]:
    options = {
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(media),
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "restore", str(source), "--verify"],
        env=os.environ | options,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    login = connection.settings_dict
    # Beside the tests' own, whose name two runs at once do not share.
    name = f"{login['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    host, port = login["HOST"] or "127.0.0.1", login["PORT"] or 5432
    yield f"postgres://{login['USER']}:{login['PASSWORD']}@{host}:{port}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


@pytest.mark.database
def test_a_backup_comes_back_row_for_row_and_only_once(
    backup: Path, empty_database: str, tmp_path: Path
) -> None:
    first = restored(backup, empty_database, tmp_path / "back")
    assert first.returncode == 0, first.stderr
    assert "verified=True" in first.stdout
    assert (tmp_path / "back" / "wajah.png").read_bytes() == b"picture"
    second = restored(backup, empty_database, tmp_path / "other")
    assert second.returncode == 1
    assert "not empty" in second.stderr


@pytest.mark.database
def test_a_backup_under_writes_counts_the_rows_of_one_moment(
    tmp_path: Path, empty_database: str
) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            UserFactory()
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        call_command("backup", str(tmp_path / "copy"), verbosity=0)
    finally:
        stop.set()
        writer.join()
    completed = restored(tmp_path / "copy", empty_database, tmp_path / "back")
    assert completed.returncode == 0, completed.stderr


def test_a_restore_that_brings_fewer_rows_than_were_backed_up_says_in_which_table(
    backup: Path, empty_database: str, tmp_path: Path
) -> None:
    manifest = json.loads((backup / MANIFEST).read_text())
    manifest["tables"]["accounts_user"] += 1
    (backup / MANIFEST).write_text(json.dumps(manifest))
    completed = restored(backup, empty_database, tmp_path / "back")
    assert completed.returncode == 1
    assert "accounts_user" in completed.stderr


def test_a_place_that_is_not_empty_takes_no_backup(backup: Path) -> None:
    with pytest.raises(CommandError, match="not empty"):
        call_command("backup", str(backup))


def test_a_backup_that_breaks_off_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("config.backing_up._dump", full)
    with pytest.raises(CommandError, match="No space"):
        call_command("backup", str(tmp_path / "copy"))
    assert not [path for path in tmp_path.iterdir() if "copy" in path.name]


@pytest.mark.parametrize("spoil", ["change", "remove", "no manifest"])
def test_a_damaged_backup_is_refused_before_anything_is_written(
    backup: Path, tmp_path: Path, spoil: str
) -> None:
    picture = backup / "media" / "wajah.png"
    if spoil == "change":
        picture.write_bytes(b"Picture")
    elif spoil == "remove":
        picture.unlink()
    else:
        (backup / MANIFEST).unlink()
    with pytest.raises(CommandError, match=r"damaged|no whole"):
        call_command("restore", str(backup), "--verify")


@pytest.mark.skipif("postgres" in os.environ.get("DATABASE_URL", ""), reason="SQLite's own file")
def test_rows_still_in_the_log_of_writes_are_in_the_copy(backup: Path) -> None:
    manifest = json.loads((backup / MANIFEST).read_text())
    with sqlite3.connect(backup / "database.sqlite3") as copy:
        rows = copy.execute("SELECT COUNT(*) FROM accounts_user").fetchone()[0]
    assert rows == manifest["tables"]["accounts_user"] == User.objects.count()
