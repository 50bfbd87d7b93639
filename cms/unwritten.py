"""Faults of a database that has no turn or no room for a write just now, and may have one soon."""

from __future__ import annotations

from django.db import DatabaseError

NO_TURN = ("database is locked", "database table is locked", "deadlock detected", "lock timeout")
NO_ROOM = (
    "database or disk is full",
    "disk i/o error",
    "no space left on device",
    "readonly database",
    "read-only transaction",
)


def is_unwritten(error: BaseException | None) -> bool:
    """Whether such a fault is `error` or lies behind it."""
    while error is not None:
        said = str(error).lower()
        if isinstance(error, DatabaseError) and any(word in said for word in NO_TURN + NO_ROOM):
            return True
        error = error.__cause__ or error.__context__
    return False
