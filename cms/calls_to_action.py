"""Calls to action of the home page, registered by the apps above without being named here.

An app registers a source by the hook `register_calls_to_action`; the editor picks one of its
options; the page asks for the `CallToAction` at the moment it is shown. So the home page speaks of
cohorts and never knows one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from wagtail import hooks


@dataclass(frozen=True)
class CallToAction:
    """One thing that visitors may sign up for; every text is ready for the screen.

    `notes` are (icon name, text) pairs for the line under the hero's buttons, `facts` are
    (label, text) pairs for the card, `seats` and `free` are None where nothing limits them.
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
class CallToActionSource:
    """What a hook `register_calls_to_action` returns.

    `options()` yields (key, label) pairs for the editor; `find(key, now)` answers a call to action, or None
    where there is nothing to invite to (any more).
    """

    kind: str
    options: Callable[[], Iterable[tuple[str, str]]]
    find: Callable[[str, datetime], CallToAction | None]


def _sources() -> list[CallToActionSource]:
    return [declare() for declare in hooks.get_hooks("register_calls_to_action")]


def call_to_action_choices() -> list[tuple[str, str]]:
    """Every option of every source as ("kind:key", label)."""
    return [
        (f"{source.kind}:{key}", label) for source in _sources() for key, label in source.options()
    ]


def find_call_to_action(choice: str, now: datetime) -> CallToAction | None:
    """What "kind:key" names, or None: nothing chosen, unknown kind, nothing to invite to."""
    kind, _, key = choice.partition(":")
    found = (source.find(key, now) for source in _sources() if source.kind == kind)
    return next(found, None)
