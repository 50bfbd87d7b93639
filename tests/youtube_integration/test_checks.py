"""Invented figures and real ones never share a database."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.db import DatabaseError
from django.test import RequestFactory

from tests.factories.youtube import ChannelFactory
from youtube_integration.checks import sandbox_and_real_apart
from youtube_integration.context_processors import sandbox
from youtube_integration.models import Channel

pytestmark = pytest.mark.django_db
REAL = "https://youtube.googleapis.com/"
LOCAL = "http://127.0.0.1:8799/"


@pytest.mark.parametrize(
    ("of_sandbox", "endpoint", "ids"),
    [
        (True, REAL, ["youtube_integration.E001"]),
        (True, LOCAL, []),
        (False, LOCAL, ["youtube_integration.W001"]),
        (False, REAL, []),
    ],
)
def test_a_database_and_its_endpoint_belong_together(
    settings: LazySettings, of_sandbox: bool, endpoint: str, ids: list[str]
) -> None:
    settings.YOUTUBE_API_ENDPOINT = endpoint
    ChannelFactory(sandbox=of_sandbox)

    assert [message.id for message in sandbox_and_real_apart(None)] == ids


def test_before_the_first_migration_there_is_nothing_to_compare(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**conditions: object) -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(Channel.objects, "filter", fail)

    assert sandbox_and_real_apart(None) == []


@pytest.mark.parametrize(("endpoint", "is_shown"), [(LOCAL, True), (REAL, False)])
def test_pages_say_that_their_figures_are_invented(
    settings: LazySettings, endpoint: str, is_shown: bool
) -> None:
    settings.YOUTUBE_API_ENDPOINT = endpoint

    assert sandbox(RequestFactory().get("/")) == {"reads_sandbox": is_shown}
