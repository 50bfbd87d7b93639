"""What the apps above tell in an invitation: accounts itself knows of no cohort."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Part:
    """Lines for one person: `template` is drawn with `about`, in the person's language."""

    template: str
    about: Any


#: Parts by the account's number, for all people at once; whoever is left out gets none.
Teller = Callable[[Collection[User], datetime], dict[int, list[Part]]]

_tellers: list[Teller] = []


def register_invitation_part(teller: Teller) -> None:
    """Declare in an app's `ready()`."""
    _tellers.append(teller)


def parts_for(users: Collection[User], now: datetime) -> dict[int, list[Part]]:
    """Every app's parts, in the order in which the apps were declared."""
    found: dict[int, list[Part]] = {}
    for teller in _tellers:
        for key, parts in teller(users, now).items():
            found.setdefault(key, []).extend(parts)
    return found
