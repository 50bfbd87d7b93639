"""What the tests of the security log share."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest

Lines = Callable[[], list[str]]


@pytest.fixture
def lines(
    caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: object
) -> Iterator[Lines]:
    """The lines since they were last asked for; what waits for a commit is committed."""
    logger = logging.getLogger("kanal.security")
    logger.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, logger="kanal.security")
    waiting = django_capture_on_commit_callbacks(execute=True)
    waiting.__enter__()

    def since() -> list[str]:
        nonlocal waiting
        waiting.__exit__(None, None, None)
        waiting = django_capture_on_commit_callbacks(execute=True)
        waiting.__enter__()
        messages = [each.getMessage() for each in caplog.records if each.name == "kanal.security"]
        caplog.clear()
        return messages

    yield since
    waiting.__exit__(None, None, None)
    logger.removeHandler(caplog.handler)
