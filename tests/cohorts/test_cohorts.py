"""When a cohort takes people in and how long it runs: to the last minute, asked of one or of many."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from cohorts.models import Cohort
from design.site_time import site_moment
from tests.factories.courses import CohortFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LAST = date(2026, 11, 20)
CLOSES = site_moment(LAST, time(20, 0))
SECOND = timedelta(seconds=1)


def cohort(**fields: object) -> Cohort:
    return CohortFactory(starts_on=LAST - timedelta(days=30), **{"ends_on": LAST, **fields})


def takes_people_in(made: Cohort, now: datetime) -> bool:
    """By both rules, which must say the same."""
    one, many = made.is_enrolling(now), Cohort.objects.enrolling(now).exists()
    assert one is many
    return one


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (site_moment(LAST, time(23, 59)), True),
        (site_moment(LAST + timedelta(days=1)), False),
    ],
    ids=["last minute", "midnight"],
)
def test_without_a_closing_time_enrolment_closes_with_the_last_day(
    now: datetime, is_open: bool
) -> None:
    made = cohort()
    assert takes_people_in(made, now) is is_open
    assert made.is_running(now) is is_open
    assert Cohort.objects.current(now.date()).exists() is is_open


def test_the_closing_minute_itself_still_counts_and_the_next_does_not() -> None:
    made = cohort(enrol_until=CLOSES)
    assert takes_people_in(made, CLOSES + timedelta(minutes=1) - SECOND)
    assert not takes_people_in(made, CLOSES + timedelta(minutes=1))


def test_a_closing_time_after_the_end_opens_nothing() -> None:
    made = cohort(enrol_until=CLOSES + timedelta(days=7))
    assert not takes_people_in(made, CLOSES + timedelta(days=1))


def test_the_next_closing_is_the_end_of_the_last_minute_that_is_not_over_yet() -> None:
    cohort(enrol_until=CLOSES)
    cohort(enrol_until=CLOSES + timedelta(days=1))
    over = CLOSES + timedelta(minutes=1)

    assert Cohort.objects.next_closing(over - SECOND) == over
    assert Cohort.objects.next_closing(over) == over + timedelta(days=1)
    assert Cohort.objects.next_closing(over + timedelta(days=1)) is None
