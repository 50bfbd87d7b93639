"""What reports holds of a person: the exports they made as a member of staff."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from accounts.privacy import NOBODY
from reports.models import AccessLog

#: The filter that holds what staff typed to find somebody.
SEARCH = "q"


def export(user: User) -> dict:
    """The person's own exports; times in ISO 8601."""
    return {
        "exports": [
            {
                "at": row.at.isoformat(),
                "report": row.report,
                "format": row.file_format,
                "filters": row.filters,
                "rows": row.rows,
            }
            for row in AccessLog.objects.filter(person=user).order_by("at", "pk")
        ]
    }


def erase(user: User, now: datetime) -> None:
    """The log stays: without the name of who exported, and without the name that was searched."""
    AccessLog.objects.filter(person=user).update(person=None)
    for row in AccessLog.objects.filter(filters__has_key=SEARCH):
        if User.objects.filter(pk=user.pk).matching(row.filters[SEARCH]).exists():
            row.filters[SEARCH] = NOBODY
            row.save(update_fields=["filters"])
