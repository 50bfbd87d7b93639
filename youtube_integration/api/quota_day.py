"""The day that YouTube counts units by: it begins at midnight Pacific time (14.00 or 15.00 WIB)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")

#: Quota buckets, each with its own daily allowance.
MAIN = "main"
STATS = "batch_get_stats"


def pacific_day(moment: datetime) -> date:
    """The quota day in which an aware `moment` falls."""
    return moment.astimezone(PACIFIC).date()


def next_pacific_midnight(moment: datetime) -> datetime:
    """When the quota day of an aware `moment` ends, in UTC."""
    tomorrow = pacific_day(moment) + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=PACIFIC).astimezone(UTC)
