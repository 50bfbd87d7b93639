"""How steadily a channel uploads, as moments that any day of enrolment can be held against. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from design.site_time import site_day

#: Weeks in a row, Monday to Sunday on the site's clock, that make an upload a habit.
REGULAR_WEEKS = 4
WEEK = timedelta(days=7)


def regular_from(uploads: Iterable[datetime]) -> datetime | None:
    """The last upload of the first week of the newest weeks in a row that each have one.

    Whoever enrolled before that moment has uploaded in each of those weeks since; whoever enrolled
    later has not, and no older weeks can help. None while there are no such weeks.
    """
    newest: dict[date, datetime] = {}
    for moment in sorted(uploads):
        newest[monday(moment)] = moment
    firsts = [first for first in newest if all(_after(first, step) in newest for step in STEPS)]
    return newest[max(firsts)] if firsts else None


STEPS = range(1, REGULAR_WEEKS)


def monday(moment: datetime) -> date:
    day = site_day(moment)
    return day - timedelta(days=day.weekday())


def _after(first: date, weeks: int) -> date:
    return first + weeks * WEEK
