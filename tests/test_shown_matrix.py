"""What pages, files and mails show: of a closed account, of a cohort that is over, to a reader in
another zone, and the second time one looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from cohorts.models import Cohort
from tests.acts import DAY, NOW, Case
from tests.shown import SHOWS
from tests.test_acts_matrix import case  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _half_past_ten(case: Case, tmp_path: Path) -> Iterator[None]:  # noqa: F811
    case.state["folder"] = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("name", SHOWS)
def test_it_shows_the_same_each_time_in_every_zone(name: str, case: Case) -> None:  # noqa: F811
    """Half past ten in the evening of the last day: over in the east, and not here."""
    show = SHOWS[name]
    show.before(case)
    with timezone.override("Asia/Jayapura"):
        abroad = show.look(case)
    assert [abroad, show.look(case), show.look(case)] == [show.plain] * 3


@pytest.mark.parametrize("name", SHOWS)
def test_of_a_closed_account(name: str, case: Case) -> None:  # noqa: F811
    show = SHOWS[name]
    show.before(case)
    case.person.refresh_from_db()
    case.person.is_active = False
    case.person.save()
    assert show.look(case) == show.closed


@pytest.mark.parametrize("name", SHOWS)
def test_of_a_cohort_that_is_over(name: str, case: Case) -> None:  # noqa: F811
    Cohort.objects.update(ends_on=DAY - timedelta(days=1))
    case.cohort.refresh_from_db()
    show = SHOWS[name]
    show.before(case)
    assert show.look(case) == show.over
