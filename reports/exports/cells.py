"""What every file shares: the columns of the contract, and text that no spreadsheet runs."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from operator import attrgetter

from accounts.site_time import site_time
from reports.questions.progress import ProgressRow

#: The export contract: names and order are promised to others. Only ever append.
#: What the screen shows besides.
ON_SCREEN_ALONE = {"is_closed"}
COLUMNS = tuple(
    field.name for field in dataclasses.fields(ProgressRow) if field.name not in ON_SCREEN_ALONE
)
#: A row's values in that order.
values_of = attrgetter(*COLUMNS)

#: Columns that hold times.
MOMENTS = ("enrolled_at", "last_active_at", "baseline_at", "synced_at")

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


def headings_with_zone(now: datetime) -> list[str]:
    """The columns, those of times with the zone that a workbook's cell cannot carry."""
    zone = zone_of(now)
    return [f"{name} ({zone})" if name in MOMENTS else name for name in COLUMNS]
