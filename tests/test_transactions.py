"""What is slow inside a transaction fails its test, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.env import ROOT

TESTS = """
import smtplib
import socket

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

pytestmark = pytest.mark.django_db
HASH = make_password("bakso")


def connect():
    with socket.socket() as ours, socket.socket() as theirs:
        theirs.bind(("127.0.0.1", 0))
        theirs.listen()
        ours.connect(theirs.getsockname())


def swallow(act):
    try:
        act()
    except BaseException:
        pass


ACTS = {
    "making": lambda: make_password("bakso"),
    "checking": lambda: check_password("bakso", HASH),
    "connecting": connect,
    "careful": lambda: swallow(connect),
    "mailing": lambda: swallow(lambda: smtplib.SMTP("127.0.0.1", 9, timeout=1)),
    "unusable": lambda: make_password(None),
}


@pytest.mark.parametrize("act", ACTS)
def test_inside(act):
    with transaction.atomic():
        ACTS[act]()


@pytest.mark.parametrize("act", ACTS)
def test_beside(act):
    with transaction.atomic():
        pass
    ACTS[act]()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_really_inside():
    with transaction.atomic():
        make_password("bakso")
"""
SLOW = ("making", "checking", "connecting", "careful", "mailing")
SETTINGS = """
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""


def test_every_test_of_kanal_is_watched(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.has_plugin("tests.transactions")


def test_a_hash_or_a_connection_inside_a_transaction_fails_its_test(tmp_path: Path) -> None:
    (tmp_path / "plain_settings.py").write_text(SETTINGS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_acts.py").write_text(TESTS)
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.transactions",
            "-p",
            "no:cacheprovider",
            "-rf",
        ],
        cwd=tmp_path,
        env=os.environ
        | {"PYTHONPATH": f"{ROOT}:{tmp_path}", "DJANGO_SETTINGS_MODULE": "plain_settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = {
        line.split("::")[1].split(" - ")[0] for line in ran.stdout.splitlines() if "FAILED" in line
    }
    slow = {f"test_inside[{act}]" for act in SLOW}
    assert failed == {*slow, "test_really_inside"}, ran.stdout
