"""What every file of the progress report shares: the columns of the contract."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter

from accounts.files import zone_of
from youtube_integration.counts import COUNTS

#: The export contract: names and order are promised to others. Only ever append.
COLUMNS = (
    "email",
    "name",
    "region_code",
    "kecamatan",
    "kelurahan",
    "cohort",
    "status",
    "enrolled_at",
    "lessons_done",
    "lessons_total",
    "completion_pct",
    "last_active_at",
    "channel_id",
    "channel_handle",
    "connection",
    "baseline_at",
    "baseline_subscribers",
    "baseline_views",
    "baseline_videos",
    "synced_at",
    "subscribers",
    "views",
    "videos",
    "subscribers_gained",
    "views_gained",
    "videos_gained",
)
#: Where a row has the columns of each figure; the others are named as in the row.
COUNT_COLUMNS = {
    column: path
    for name in COUNTS
    for column, path in (
        (name, f"counts.{name}"),
        (f"baseline_{name}", f"baseline.{name}"),
        (f"{name}_gained", f"gained.{name}"),
    )
}
#: A row's values in that order.
values_of = attrgetter(*(COUNT_COLUMNS.get(column, column) for column in COLUMNS))

#: Columns that hold times.
MOMENTS = ("enrolled_at", "last_active_at", "baseline_at", "synced_at")


def headings_with_zone(now: datetime) -> list[str]:
    """The columns, those of times with the zone that a workbook's cell cannot carry."""
    zone = zone_of(now)
    return [f"{name} ({zone})" if name in MOMENTS else name for name in COLUMNS]
