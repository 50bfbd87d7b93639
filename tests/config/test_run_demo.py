"""What the demo hands to its processes, and how it finds them answering."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import environ
import pytest
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config import run_demo
from demo import sandbox_control
from tests.sandbox import Sandbox


def test_its_mails_land_where_their_links_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_demo, "VAR", tmp_path / "var")
    monkeypatch.chdir(tmp_path)
    demo = run_demo.Demo(port=8000, sandbox_port=8799)
    config = environ.Env.email_url_config(demo.environment["EMAIL_URL"])
    connection = get_connection(config["EMAIL_BACKEND"], file_path=config["EMAIL_FILE_PATH"])
    link = "http://127.0.0.1:8000/accounts/password/reset/key/abc/"
    body = f"Kodemu:\n\n    123456\n\nTautan:\n{link}\n"
    seen: dict[Path, int] = {}
    with connection:
        for _number in range(2):
            message = EmailMessage("123456 kodemu", body, to=["sari@contoh.example"])
            connection.send_messages([message])

            run_demo.show_mail(seen)
            assert capsys.readouterr().out == f"  mail: 123456\n  mail: {link}\n"


@pytest.fixture
def _office_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in an office: everything goes through a proxy, which knows nothing of this machine."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_office_proxy")
def test_its_own_processes_are_asked_without_the_offices_proxy(sandbox: Sandbox) -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        run_demo.wait_for(f"{sandbox.endpoint}_sandbox/ledger", child, seconds=5)
        assert child.poll() is None
    finally:
        child.communicate()


@pytest.mark.usefixtures("_office_proxy")
def test_the_sandbox_is_steered_without_the_offices_proxy(
    sandbox: Sandbox, settings: object
) -> None:
    settings.YOUTUBE_API_ENDPOINT = sandbox.endpoint

    sandbox_control.set_day(date(2026, 8, 1))
    sandbox_control.follow_clock()

    assert sandbox.control("GET", "ledger") is not None


@pytest.mark.django_db
def test_a_demo_of_an_older_version_is_recognised_by_migrations_that_are_gone() -> None:
    assert not run_demo.is_of_another_shape()

    MigrationRecorder(connection).record_applied("courses", "0003_cohort_defaults_explained")

    assert run_demo.is_of_another_shape()


@pytest.mark.django_db
def test_a_demo_of_an_older_version_is_recognised_by_a_column_that_was_called_otherwise() -> None:
    assert not run_demo.is_of_another_shape()

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cohorts_cohort RENAME COLUMN venue TO place")

    assert run_demo.is_of_another_shape()


def test_a_demo_that_is_built_anew_leaves_nothing_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_demo, "VAR", tmp_path)
    monkeypatch.setattr(run_demo, "STATE", tmp_path / "demo-sandbox.json")
    monkeypatch.setattr(run_demo.connection, "close", lambda: None)
    for name in ("demo.sqlite3", "demo.sqlite3-wal", "demo-sandbox.json", "demo-media/a.webp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "mail").mkdir()

    run_demo.remove_data()

    assert [path.name for path in tmp_path.iterdir()] == ["mail"]
