"""Who may enter the admin, as the menu of every page has to know it.

What opens the admin asks `User.is_staff` each time; here a menu may lag by two seconds.
"""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from cms import content_version


def may_manage(user: User, *, now: datetime) -> bool:
    """Whether the menu offers the admin; the few who have a role are remembered."""
    return user.is_active and (user.is_superuser or user.pk in _team(now))


def _team(now: datetime) -> frozenset[int]:
    def find() -> frozenset[int]:
        return frozenset(User.objects.of_team().values_list("pk", flat=True))

    return content_version.remember("team", find, now=now)
