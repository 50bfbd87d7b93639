"""My channel after a year: as light as on the first day, and told by the week."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from learning.channel_series import Series
from tests.factories.histories import year_of_history

pytestmark = pytest.mark.django_db


def page_of(user: User, address: str = "/channel/") -> Any:
    client = Client()
    client.force_login(user)
    return client.get(address)


def queries_of(user: User) -> int:
    client = Client()
    client.force_login(user)
    client.get("/channel/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/channel/")
    return len(captured)


def test_a_year_and_sixty_videos_are_asked_for_as_often_as_a_month_and_three() -> None:
    now = timezone.now()
    young, old = year_of_history(now=now, days=30, videos=3), year_of_history(now=now)
    assert queries_of(young) == queries_of(old)


def test_a_table_has_days_then_weeks_then_months() -> None:
    subscribers = page_of(year_of_history(now=timezone.now())).context["series"][0]
    heads = [row.head for row in subscribers.rows]
    assert not any("–" in head for head in heads[:13])
    assert all("–" in head for head in heads[21:])
    assert len(heads) < 50
    assert subscribers.table_note


def test_a_week_says_its_last_known_figure_and_all_that_happened_in_it() -> None:
    sari = year_of_history(now=timezone.now())
    subscribers = page_of(sari).context["series"][0]
    text = " ".join(str(row.cells[1].value) for row in subscribers.rows)
    uploads = [
        number
        for first, last in re.findall(r"Unggahan (\d+)(?:–(\d+))?", text)
        for number in range(int(first), int(last or first) + 1)
    ]
    assert sorted(uploads) == list(range(1, 61))
    counts = [row.cells[0].value for row in subscribers.rows]
    assert None not in counts
    assert counts == sorted(counts, reverse=True)


def test_the_csv_has_every_day() -> None:
    sari = year_of_history(now=timezone.now())
    lines = b"".join(page_of(sari, "/channel/unduh/views.csv").streaming_content).splitlines()
    assert len(lines) > 380


def a_series(days: int) -> Series:
    """From a Monday on."""
    points = [(date(2026, 3, 2) + timedelta(days=n), 86 + n) for n in range(days)]
    return Series("views", "Views", points, None, [], [], [], caption="", note="")


def test_two_weeks_need_no_row_of_a_week() -> None:
    series = a_series(14)
    assert len(series.rows) == 14
    assert not series.table_note


@pytest.mark.parametrize("days", [15, 60, 200, 400])
def test_the_rows_of_a_table_follow_one_another_and_leave_no_day_out(days: int) -> None:
    series = a_series(days)
    spans = [series._span(at) for at, _value in series.points]
    assert spans == sorted(spans)
    assert len(series.rows) == len(set(spans))
    assert series.rows[-1].head.startswith("2")


def test_the_page_of_a_year_weighs_forty_kilobytes_at_most() -> None:
    page = page_of(year_of_history(now=timezone.now()))
    assert len(page.content) <= 40_000
