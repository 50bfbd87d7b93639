"""A copy of the database and the pictures that says of itself whether it is whole.

The database is copied first and the files after it: whatever a row of the copy names was there
before, and files that came later harm nobody. A file deleted in between is missing in the copy.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

MANIFEST, MEDIA = "manifest.json", "media"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class BackupError(Exception):
    """A backup that cannot be made, or one that is not whole; `str()` says why."""


def back_up(*, target: Path, now: datetime) -> dict[str, Any]:
    """Write a backup into `target`, which appears whole or not at all; returns its manifest.

    Raises BackupError where `target` holds something already, or the database cannot be copied.
    """
    if not _is_empty(target):
        raise BackupError(f"{target} is not empty.")
    part = target.with_name(f".{target.name}.part")
    if part.exists():
        raise BackupError(f"{part} is there: another backup runs, or one broke off. Remove it.")
    part.mkdir(parents=True, mode=0o700)
    try:
        manifest = _write(part, now)
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return manifest


def _write(part: Path, now: datetime) -> dict[str, Any]:
    tables = _dump(part / DATABASES[connection.vendor])
    for path in _files(_media()):
        copy = part / MEDIA / path.relative_to(_media())
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, copy)
        except FileNotFoundError:
            continue  # deleted meanwhile
    manifest = {
        "made_at": now.isoformat(),
        "database": connection.vendor,
        "tables": tables,
        "files": {str(path.relative_to(part)): _checksum(path) for path in _files(part)},
    }
    (part / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return manifest


def restore(*, source: Path, verify: bool) -> dict[str, Any]:
    """Bring a backup into an empty database and an empty MEDIA_ROOT; returns its manifest.

    Its checksums are asked before anything is written; `verify` counts rows and reads every file
    once more afterwards. Raises BackupError, before it writes where that can be.
    """
    manifest = _checked(source)
    if connection.introspection.table_names():
        raise BackupError("The database is not empty.")
    if not _is_empty(_media()):
        raise BackupError("MEDIA_ROOT is not empty.")
    _load(source / DATABASES[connection.vendor])
    if (source / MEDIA).is_dir():
        shutil.copytree(source / MEDIA, _media(), dirs_exist_ok=True)
    if verify:
        _compare(manifest)
    return manifest


def _checked(source: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((source / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise BackupError(f"{source} is no whole backup.") from error
    if manifest["database"] != connection.vendor:
        raise BackupError(f"This is a backup of {manifest['database']}.")
    for name, checksum in manifest["files"].items():
        path = source / name
        if not path.is_file() or _checksum(path) != checksum:
            raise BackupError(f"{name} is missing or damaged in the backup.")
    return manifest


def _compare(manifest: dict[str, Any]) -> None:
    if (tables := _counts()) != manifest["tables"]:
        differing = {name for name, _rows in tables.items() ^ manifest["tables"].items()}
        raise BackupError(f"Rows differ in {', '.join(sorted(differing))}.")
    for name, checksum in manifest["files"].items():
        folder, _slash, rest = name.partition("/")
        if folder == MEDIA and _checksum(_media() / rest) != checksum:
            raise BackupError(f"{rest} differs from the backup.")


def _dump(path: Path) -> dict[str, int]:
    """Copy the database of one moment; the rows of each table at that moment."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
            names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {
                name: copy.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
                for (name,) in names
                if not name.startswith("sqlite_")
            }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        tables = _counts()
        _run(["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}"])
    return tables


def _load(path: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            copy.backup(connection.connection)
        return
    name = connection.settings_dict["NAME"]
    options = ["--no-owner", "--single-transaction", "--exit-on-error", f"--dbname={name}"]
    _run(["pg_restore", *options, str(path)])


def _run(command: list[str]) -> None:
    """One of PostgreSQL's programs; its words hold rows of people and are not repeated."""
    login = connection.settings_dict
    variables = {
        "PGDATABASE": login["NAME"],
        "PGUSER": login["USER"],
        "PGPASSWORD": login["PASSWORD"],
        "PGHOST": login["HOST"],
        "PGPORT": str(login["PORT"]),
    }
    given = {name: value for name, value in variables.items() if value}
    try:
        subprocess.run(command, env=os.environ | given, check=True, capture_output=True)
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is missing: install PostgreSQL's client.") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{command[0]} ended with {error.returncode}.") from None


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for info in connection.introspection.get_table_list(cursor):
            if info.type == "t" and not info.name.startswith("sqlite_"):
                table = connection.ops.quote_name(info.name)
                cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
                counts[info.name] = cursor.fetchone()[0]
        return counts


def _media() -> Path:
    return Path(settings.MEDIA_ROOT)


def _is_empty(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
