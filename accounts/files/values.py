"""What a cell of a file may hold, and how it writes times."""

from __future__ import annotations

from datetime import datetime

from design.site_time import site_time

Value = str | int | float | datetime | None


def iso(moment: datetime) -> str:
    """ISO 8601 in the site's zone, with its offset, to the second."""
    return site_time(moment).isoformat(timespec="seconds")


def naive(moment: datetime) -> datetime:
    """The site's clock without a zone: workbook cells carry none."""
    return site_time(moment).replace(tzinfo=None, microsecond=0)


def zone_of(now: datetime) -> str:
    """What the site's clock is called: WIB."""
    return site_time(now).tzname() or ""
