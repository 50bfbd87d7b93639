"""Faults of a database that has no turn or no room for a write just now, or is away: all may pass."""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError

NO_TURN = ("database is locked", "database table is locked", "deadlock detected", "lock timeout")
NO_ROOM = (
    "database or disk is full",
    "disk i/o error",
    "no space left on device",
    "readonly database",
    "read-only transaction",
)
#: What PostgreSQL's client says of a server that is not there, is stopping, or has just stopped.
NO_SERVER = (
    "connection failed",
    "connection refused",
    "connection timeout",
    "the connection is closed",
    "the connection is lost",
    "server closed the connection",
    "terminating connection",
    "the database system is",
)


def is_write_failure(error: BaseException | None) -> bool:
    """Whether what could not be written is `error` or lies behind it."""
    return _mentions(error, NO_TURN + NO_ROOM)


def is_unreachable(error: BaseException | None) -> bool:
    """Whether a database that does not answer is `error` or lies behind it."""
    return _mentions(error, NO_SERVER)


def _mentions(error: BaseException | None, words: tuple[str, ...]) -> bool:
    while error is not None:
        text = str(error).lower()
        is_databases = isinstance(error, DatabaseError | InterfaceError)
        if is_databases and any(word in text for word in words):
            return True
        error = error.__cause__ or error.__context__
    return False
