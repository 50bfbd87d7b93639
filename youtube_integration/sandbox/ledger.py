"""What was asked and what it cost: units by bucket and quota day, calls by method."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")
BUCKETS = {"videos.batchGetStats": "batch_get_stats"}
MAIN = "main"


class Ledger:
    """Counts every request that arrived, refused ones too, as YouTube does."""

    def __init__(self, quota: int = 10_000) -> None:
        self.quota = quota
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        self._units: Counter[tuple[date, str]] = Counter()
        self._calls: Counter[str] = Counter()

    def count(self, method: str, quota_day: date) -> bool:
        """Count a request; False when its bucket was already spent for the day."""
        bucket = BUCKETS.get(method, MAIN)
        with self._lock:
            self._calls[method] += 1
            self._units[quota_day, bucket] += 1
            return self._units[quota_day, bucket] <= self.quota

    def usage(self) -> dict[str, Any]:
        """Units by bucket, calls by method, and units by day and bucket, since the last reset."""
        units = Counter({MAIN: 0, **dict.fromkeys(BUCKETS.values(), 0)})
        days: dict[str, dict[str, int]] = {}
        with self._lock:
            for (day, bucket), number in self._units.items():
                units[bucket] += number
                days.setdefault(day.isoformat(), {})[bucket] = number
            return {"units": dict(units), "calls": dict(self._calls), "days": days}


def quota_day(now: datetime, world_day: date | None) -> date:
    """The Pacific day of an aware `now`; where the world's day is fixed, the one that it begins in.

    A day in Jakarta begins at 9 or 10 in the Pacific morning of the day before.
    """
    return world_day - timedelta(days=1) if world_day else now.astimezone(PACIFIC).date()
