"""The demo loads where it may, and once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from cohorts.models import Cohort
from demo import loading

NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)


def test_a_real_endpoint_is_refused(db: None, settings: Any) -> None:
    settings.YOUTUBE_API_ENDPOINT = "https://youtube.googleapis.com/"
    with pytest.raises(CommandError, match=r"youtube\.googleapis\.com"):
        call_command("demo", "load")
    assert not User.objects.exists()


def test_a_database_with_other_people_is_refused(db: None) -> None:
    User.objects.create_user("warga@kota.example", "Warga", now=NOW)
    with pytest.raises(CommandError, match="not the demo's"):
        call_command("demo", "load")
    assert not Cohort.objects.exists()


@pytest.mark.usefixtures("db", "sandbox", "short")
def test_a_loaded_demo_keeps_what_visitors_did(capsys: pytest.CaptureFixture) -> None:
    call_command("demo", "load")
    assert loading.is_loaded()
    User.objects.create_user("tamu@kota.example", "Tamu", now=NOW)
    people = User.objects.count()

    call_command("demo", "load")

    assert User.objects.count() == people
    assert "kept as it is" in capsys.readouterr().out


def test_the_world_is_written_with_its_epoch(db: None, tmp_path: Any) -> None:
    call_command("demo", "world", "--output", tmp_path / "world.json")
    written = (tmp_path / "world.json").read_text("utf-8")
    assert '"epoch"' in written
    assert "ningsih.oskab" in written
