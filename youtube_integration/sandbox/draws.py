"""Chance without memory: the same question always draws the same number."""

from __future__ import annotations

import base64
from hashlib import blake2b

_SCALE = float(2**64)


def fraction(*what: object) -> float:
    """A number from 0 up to 1 that depends on nothing but `what`."""
    digest = blake2b("\x1f".join(map(str, what)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / _SCALE


def token(length: int, *what: object) -> str:
    """`length` signs of YouTube's id alphabet (A-Z a-z 0-9 - _)."""
    digest = blake2b("\x1f".join(map(str, what)).encode(), digest_size=32).digest()
    return base64.urlsafe_b64encode(digest).decode()[:length]
