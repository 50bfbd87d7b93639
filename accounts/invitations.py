"""What the apps above tell in an invitation: accounts itself knows of no cohort."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail import hooks

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Part:
    """Lines for one person: `template` is drawn with `about`, in the person's language."""

    template: str
    about: Any


def parts_for(users: Collection[User], now: datetime) -> dict[int, list[Part]]:
    """Every app's parts for all people at once, by the account's number, in the order of the apps.

    A hook `register_invitation_parts` is called with the people and the moment and returns such a
    mapping itself; whoever it leaves out gets no part.
    """
    found: dict[int, list[Part]] = {}
    for parts_of in hooks.get_hooks("register_invitation_parts"):
        for key, parts in parts_of(users, now).items():
            found.setdefault(key, []).extend(parts)
    return found
