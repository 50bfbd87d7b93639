"""What goes to standard error: every failure with its traceback, and nobody's address."""

from __future__ import annotations

import logging
import re
from typing import Any

MAIL_ADDRESS = re.compile(r"[^\s@'\"<>(){}=,]+@[^\s@'\"<>(){}=,]+\.[^\s@'\"<>(){}=,]+")
# PostgreSQL adds the values of the row to its errors.
VALUES_OF_A_ROW = re.compile(r"^\s*DETAIL:.*$", re.MULTILINE)


class WithoutPeople(logging.Formatter):
    """A line, and a traceback where there is one, without mail addresses and rows' values."""

    def format(self, record: logging.LogRecord) -> str:
        text = VALUES_OF_A_ROW.sub("(values left out)", super().format(record))
        return MAIL_ADDRESS.sub("(address)", text)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": WithoutPeople,
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
        "security": {
            "()": WithoutPeople,
            "format": "%(asctime)s kanal.security %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "security": {"class": "logging.StreamHandler", "formatter": "security"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Its lines begin with a time and this name, so that they can be sorted out and kept apart;
        # they are written where it is production, and would bury the demo's own words.
        "kanal.security": {"handlers": ["security"], "level": "WARNING", "propagate": False},
        # Without DEBUG Django itself writes to mail alone: a failure would leave no trace.
        "django": {"handlers": [], "level": "WARNING"},
        # It brings a handler of its own where it finds none, which would write addresses.
        "post_office": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # That a round of mail outlasts the seconds until the next is no news.
        "apscheduler.scheduler": {"level": "ERROR"},
        # Every address that nobody has would be a warning.
        "django.request": {"level": "ERROR"},
    },
}
