"""The site's clock: the one zone in which a moment has its day, whoever reads it.

Wagtail activates each reader's own zone in the admin; Django's `localdate` and its kin follow it.
What Kanal writes, counts and prints never does: ruff refuses them (`banned-api`).
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings


def site_zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def site_time(moment: datetime) -> datetime:
    """An aware moment on the site's clock."""
    return moment.astimezone(site_zone())


def site_day(moment: datetime) -> date:
    """The site's date at an aware moment."""
    return site_time(moment).date()


def site_moment(day: date, at: time = time.min) -> datetime:
    """The aware moment at which the site's clock shows this time of the day; midnight by itself."""
    return datetime.combine(day, at, tzinfo=site_zone())
