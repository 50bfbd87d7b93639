"""Shares of a hundred, said the same way in every report."""

from __future__ import annotations


def per_cent(part: int, whole: int) -> float | int | None:
    """At most one decimal, whole numbers without; of nothing it is None, never zero."""
    if not whole:
        return None
    share = round(100 * part / whole, 1)
    return int(share) if share.is_integer() else share
