"""A production start with something missing stops at once and names it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from config.env import ROOT

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-secret-of-the-city",
    "FIELD_ENCRYPTION_KEYS": "Y2l0eS1rZXktY2l0eS1rZXktY2l0eS1rZXktMzJieXQ=",
    "ALLOWED_HOSTS": "kanal.example",
    "SITE_URL": "https://kanal.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "YOUTUBE_API_KEY": "key",
    "YOUTUBE_API_ENDPOINT": "https://youtube.googleapis.com/",
}


def start(**changes: str | None) -> subprocess.CompletedProcess:
    environment = {"PATH": os.environ["PATH"], **COMPLETE, **changes}
    command = [sys.executable, "-c", "import django; django.setup()"]
    kept = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=60)


def test_a_complete_production_environment_starts() -> None:
    result = start()
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL"]
)
def test_production_refuses_to_start_without(name: str) -> None:
    result = start(**{name: None})
    assert result.returncode != 0
    assert f"{name} must be set" in result.stderr


@pytest.mark.parametrize("name", ["YOUTUBE_API_ENDPOINT", "YOUTUBE_ANALYTICS_ENDPOINT"])
def test_production_never_reads_a_youtube_of_its_own_machine(name: str) -> None:
    result = start(**{name: "http://127.0.0.1:8799/"})
    assert result.returncode != 0
    assert name in result.stderr


def test_production_refuses_the_development_key() -> None:
    result = start(SECRET_KEY="development-only-secret-key-never-in-production")
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr


def test_a_quota_that_is_no_number_is_named() -> None:
    result = start(YOUTUBE_DAILY_QUOTA="plenty")
    assert result.returncode != 0
    assert "YOUTUBE_DAILY_QUOTA must be a whole number" in result.stderr


def test_every_variable_of_the_example_file_is_read_somewhere() -> None:
    source = "".join(
        path.read_text("utf-8")
        for folder in ("config", "tests")
        for path in (ROOT / folder).rglob("*.py")
    )
    names = {
        line.lstrip("# ").partition("=")[0]
        for line in (ROOT / ".env.example").read_text("utf-8").splitlines()
        if "=" in line
    }
    assert {name for name in names if f'"{name}"' not in source} == set()
