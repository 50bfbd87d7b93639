"""What waits for a trainee, at the edges: the last day, the first day of a warning."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cohorts.closing import close_waiting_list
from learning.due import Due, due_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def due(*, days_left: int) -> Due:
    dates = {"starts_on": TODAY - timedelta(days=60), "ends_on": TODAY + timedelta(days=days_left)}
    row = EnrolmentFactory(cohort=CohortFactory(**dates))
    (item,) = due_of(row.user, [row], has_channel=True, through=set(), today=TODAY)
    return item


@pytest.mark.parametrize(
    ("days_left", "tone"), [(15, "info"), (14, "warn"), (1, "warn"), (0, "warn"), (-1, "")]
)
def test_the_end_is_a_warning_from_fourteen_days_before_to_the_last_day_itself(
    days_left: int, tone: str
) -> None:
    item = due(days_left=days_left)
    assert item.tone == tone
    assert item.waits is bool(tone)


def test_who_was_turned_down_is_not_told_to_have_left() -> None:
    row = EnrolmentFactory(waiting=True)
    close_waiting_list(cohort=row.cohort, reason="", now=timezone.now())
    row.refresh_from_db()
    (item,) = due_of(row.user, [row], has_channel=True, through=set(), today=TODAY)
    assert "tanpa kursi" in item.text
    assert not item.waits


@pytest.mark.parametrize("has_channel", [True, False])
def test_the_year_of_birth_is_asked_for_until_there_is_a_channel(has_channel: bool) -> None:
    person = UserFactory(profile={"birth_year": None})
    items = due_of(person, [], has_channel=has_channel, through=set(), today=TODAY)
    assert bool(items) is not has_channel
