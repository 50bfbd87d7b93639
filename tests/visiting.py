"""A visitor's browser, pages to read with it, and another process beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms import content_version
from courses.models import LessonPage


def preview_lesson() -> LessonPage:
    return LessonPage.objects.get(title="Satu janji")


def read(path: str, **headers: str) -> str:
    """What a visitor with a browser of their own reads."""
    response = Client(headers=headers).get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def read_twice(path: str, **headers: str) -> str:
    """The second time without a question to the database: it is kept."""
    first = read(path, **headers)
    with CaptureQueriesContext(connection) as queries:
        assert read(path, **headers) == first
    assert len(queries) == 0
    return first


@contextmanager
def another_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What happens in here is remembered by another process than the test's."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(content_version, "_memory", content_version._Memory())
        yield


def two_seconds_later(monkeypatch: pytest.MonkeyPatch) -> None:
    real = content_version.time.monotonic
    monkeypatch.setattr(content_version.time, "monotonic", lambda: real() + 2)
