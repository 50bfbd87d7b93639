"""The demo's courses, loaded once for all tests of a file that only read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from accounts.models import User
from demo import loading
from demo.cohorts import TEACHER, add_staff
from demo.featured_people_first import LASTRI, YUDI
from demo.history import History
from demo.pages import Teaching, load_courses
from demo.person import HISTORY_DAYS
from tests.databases import Rows

SINCE = datetime(2026, 7, 28, tzinfo=UTC)


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def courses(lasting_rows: Rows, media: Path) -> Teaching:
    """The regions and three courses, with their pictures, for the whole file.

    Every test's own changes are rolled back to here.
    """

    def load() -> None:
        with override_settings(MEDIA_ROOT=media):
            call_command("load_regions", verbosity=0)
            load_courses(Teaching(instructors=[add_staff(TEACHER, now=SINCE)], since=SINCE))

    lasting_rows("courses", load)
    return Teaching(instructors=[User.objects.get()], since=SINCE)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A programme of two people without channels and without days."""
    people = tuple(replace(person, channel=None) for person in (LASTRI, YUDI))
    monkeypatch.setattr(loading, "PEOPLE", people)
    monkeypatch.setattr(History, "run", lambda self, progress: self.live(-HISTORY_DAYS))
