"""Loading the demo over pages that are there: its epoch, an interrupted load, its logins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from cohorts.models import Cohort
from courses.models import CoursePage
from demo import loading
from demo.world import epoch_of
from learning.models import LessonProgress

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("courses", "db", "sandbox", "short")


def test_the_epoch_of_a_loaded_demo_stays() -> None:
    loading.load(now=NOW, report=str)
    assert loading.epoch(TODAY + timedelta(days=9)) == epoch_of(TODAY)


def test_an_interrupted_load_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(loading, "sync_today", interrupt)
        with pytest.raises(KeyboardInterrupt):
            loading.load(now=NOW, report=str)
    assert not loading.is_loaded()

    lines: list[str] = []
    loading.load(now=NOW, report=lines.append)

    assert loading.is_loaded()
    assert any("interrupted" in line for line in lines)
    assert Cohort.objects.count() == 2
    assert set(CoursePage.objects.values_list("owner__email", flat=True)) == {
        "pengajar@contoh.test"
    }
    assert not LessonProgress.objects.exists()


def test_only_the_printed_logins_have_a_password(
    capsys: pytest.CaptureFixture, client: Any
) -> None:
    loading.load(now=NOW, report=str)
    call_command("demo", "logins")
    printed = capsys.readouterr().out
    able = {user.email for user in User.objects.all() if user.has_usable_password()}
    assert {"pengajar@contoh.test", "manajer@contoh.test", "admin@contoh.test"} <= able
    assert all(email in printed for email in able)
    assert client.login(email="baru@contoh.test", password="kanal")


def interrupt(**options: Any) -> None:
    raise KeyboardInterrupt
