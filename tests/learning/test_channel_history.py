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


def test_a_table_has_each_day_of_a_month_and_each_week_before() -> None:
    sari = year_of_history(now=timezone.now())
    subscribers = page_of(sari).context["series"][0]
    rows = subscribers.rows
    assert 80 <= len(rows) <= 92
    assert " – " not in rows[27].head
    assert " – " in rows[36].head
    assert subscribers.by_week


def test_a_week_says_its_last_known_figure_and_all_that_happened_in_it() -> None:
    sari = year_of_history(now=timezone.now())
    subscribers = page_of(sari).context["series"][0]
    told = " ".join(str(row.cells[1].value) for row in subscribers.rows)
    uploads = [int(number) for number in re.findall(r"Unggahan (\d+)", told)]
    assert sorted(uploads) == list(range(1, 61))
    figures = [row.cells[0].value for row in subscribers.rows]
    assert None not in figures
    assert figures == sorted(figures, reverse=True)


def test_the_csv_has_every_day() -> None:
    sari = year_of_history(now=timezone.now())
    lines = b"".join(page_of(sari, "/channel/unduh/views.csv").streaming_content).splitlines()
    assert len(lines) > 380


def test_four_weeks_need_no_row_of_a_week() -> None:
    points = [(date(2026, 11, 2) + timedelta(days=n), 86 + n) for n in range(28)]
    series = Series("views", "Views", points, None, [], [], [], caption="", note="")
    assert len(series.rows) == 28
    assert not series.by_week
