"""Four weeks in a row, and the moment from which they count for whoever enrolled before."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product

import pytest

from design.site_time import site_zone
from youtube_integration.rhythm import REGULAR_WEEKS, monday, regular_from

MONDAY = datetime(2026, 10, 26, 9, tzinfo=site_zone())


def weekly(*weeks: int) -> list[datetime]:
    return [MONDAY + timedelta(weeks=week) for week in weeks]


@pytest.mark.parametrize(
    ("weeks", "regular"),
    [((0, 1, 2, 3), True), ((0, 1, 2), False), ((0, 1, 3, 4), False), ((0, 2, 3, 4, 5), True)],
)
def test_consecutive_means_without_a_gap(weeks: tuple[int, ...], regular: bool) -> None:
    assert (regular_from(weekly(*weeks)) is not None) is regular


def test_the_newest_four_weeks_decide_and_of_their_first_the_last_upload() -> None:
    twice = MONDAY + timedelta(weeks=2, days=5)
    assert regular_from([*weekly(0, 1, 2, 3, 4, 5), twice]) == twice


def regular_since(uploads: list[datetime], enrolled: datetime) -> bool:
    """The rule as people say it: four weeks in a row, each with an upload after enrolling."""
    weeks = {monday(moment) for moment in uploads if moment > enrolled}
    return any(
        all(week + step * timedelta(weeks=1) in weeks for step in range(REGULAR_WEEKS))
        for week in weeks
    )


def test_it_says_for_every_day_of_enrolment_what_the_rule_says() -> None:
    for chosen in product((0, 1), repeat=7):
        uploads = weekly(*(week for week, is_in in enumerate(chosen) if is_in))
        found = regular_from(uploads)
        for days in range(-1, 50):
            enrolled = MONDAY + timedelta(days=days)
            assert (found is not None and found > enrolled) is regular_since(uploads, enrolled)
