"""What stands in the log: that something failed, and nobody's data."""

from __future__ import annotations

import logging
import subprocess
import sys

from config.env import ROOT
from config.logs import WithoutPeople


def logged(message: str, error: Exception | None = None) -> str:
    record = logging.LogRecord("kanal", logging.ERROR, "x.py", 1, message, (), None)
    if error is not None:
        record.exc_info = (type(error), error, None)
    return WithoutPeople("%(levelname)s %(name)s: %(message)s").format(record)


def test_an_address_and_the_values_of_a_row_are_left_out() -> None:
    error = ValueError(
        "duplicate key value violates a constraint\n"
        "DETAIL:  Failing row contains (7, Siti Rahayu, 1998).\n"
        "{'siti+kanal@contoh.example': (550, b'no such user')}"
    )
    text = logged("Mail to <siti@contoh.example> failed", error)
    assert "ERROR kanal: Mail to <(address)> failed" in text
    assert "violates a constraint" in text
    for word in ("siti", "Rahayu", "1998"):
        assert word not in text


def test_a_failure_of_a_page_stands_on_standard_error_with_its_traceback() -> None:
    """Django alone would only mail it to administrators, of whom the settings name none."""
    program = (
        "import django; django.setup()\n"
        "from django.core.handlers.exception import response_for_exception\n"
        "from django.test import RequestFactory\n"
        "try:\n    1 / 0\n"
        "except ZeroDivisionError as error:\n"
        "    response_for_exception(RequestFactory().get('/dashboard/'), error)\n"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": str(ROOT)}
    completed = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True
    ).stderr
    assert "ERROR django.request: Internal Server Error: /dashboard/" in completed
    assert "ZeroDivisionError" in completed
