"""What the home page invites to, told by the apps above without being named here.

An app registers a finder in its `ready()`; the editor picks one of its options; the page asks
for the `Offer` at the moment it is shown. So the home page speaks of cohorts and never knows one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Offer:
    """One thing that visitors may sign up for; every text is ready for the screen.

    `notes` are (icon name, text) pairs for the line under the hero's buttons, `facts` are
    (label, text) pairs for the slate, `seats` and `free` are None where nothing limits them.
    """

    heading: str
    action: str
    url: str
    notes: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    seats: int | None = None
    free: int | None = None
    seats_line: str = ""
    closing: str = ""


@dataclass(frozen=True)
class _Source:
    options: Callable[[], Iterable[tuple[str, str]]]
    find: Callable[[str, datetime], Offer | None]


_sources: dict[str, _Source] = {}


def register_offers(
    kind: str,
    *,
    options: Callable[[], Iterable[tuple[str, str]]],
    find: Callable[[str, datetime], Offer | None],
) -> None:
    """`options()` yields (key, label) pairs for the editor; `find(key, now)` answers an offer.

    `find` returns None where there is nothing to invite to (any more).
    """
    _sources[kind] = _Source(options, find)


def offer_choices() -> list[tuple[str, str]]:
    """Every registered option as ("kind:key", label)."""
    return [
        (f"{kind}:{key}", label)
        for kind, source in _sources.items()
        for key, label in source.options()
    ]


def find_offer(choice: str, now: datetime) -> Offer | None:
    """The offer behind "kind:key", or None: nothing chosen, unknown kind, nothing on offer."""
    kind, _, key = choice.partition(":")
    source = _sources.get(kind)
    return source.find(key, now) if source else None
