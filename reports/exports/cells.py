"""What every file of the progress report shares: the columns of the contract."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from operator import attrgetter

from accounts.files import zone_of
from reports.questions.progress import ProgressRow

#: What the screen shows besides.
ON_SCREEN_ALONE = {"is_closed"}
#: The export contract: names and order are promised to others. Only ever append.
COLUMNS = tuple(
    field.name for field in dataclasses.fields(ProgressRow) if field.name not in ON_SCREEN_ALONE
)
#: A row's values in that order.
values_of = attrgetter(*COLUMNS)

#: Columns that hold times.
MOMENTS = ("enrolled_at", "last_active_at", "baseline_at", "synced_at")


def headings_with_zone(now: datetime) -> list[str]:
    """The columns, those of times with the zone that a workbook's cell cannot carry."""
    zone = zone_of(now)
    return [f"{name} ({zone})" if name in MOMENTS else name for name in COLUMNS]
