"""Parts of a person's page, kept for the minutes in which the page is opened again.

A drawing is found by everything that it was drawn from, never by whose it is: whatever changes (a
sync, a purge, a disconnected channel, midnight, another language) leads to another drawing, and
nothing has to be told that it changed. Of nobody more than `LONGEST` stays in memory: a process
forgets all of it so long after the first was kept, whether it is asked or not.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from threading import Lock, Timer

from django.utils.safestring import SafeString
from django.utils.translation import get_language

#: In seconds.
LONGEST = 300
#: Some 40 KB each.
MOST = 200

_drawings: dict[bytes, SafeString] = {}
_lock = Lock()


def cached_drawing(drawn_from: object, draw: Callable[[], SafeString]) -> SafeString:
    """`draw()`, or what it gave for the same values in the same language.

    `drawn_from` holds plain values alone, all of them, so that its `repr` tells them apart: a
    model's says its name and not its fields.
    """
    key = sha256(repr((get_language(), drawn_from)).encode()).digest()
    found = _drawings.get(key)
    if found is None:
        found = draw()
        _add(key, found)
    return found


def _add(key: bytes, drawing: SafeString) -> None:
    with _lock:
        if not _drawings:
            timer = Timer(LONGEST, forget)
            timer.daemon = True
            timer.start()
        if len(_drawings) < MOST:
            _drawings[key] = drawing


def forget() -> None:
    with _lock:
        _drawings.clear()
