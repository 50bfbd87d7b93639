"""What a web server loads: it refuses to show invented figures as real ones."""

from __future__ import annotations

import importlib

import django.core.wsgi
import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from wagtail.models import Site

from cms.content_changes import ContentChangeQuerySet
from cms.models import ContentChange
from tests.factories.youtube import ChannelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_up_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django.core.wsgi, "get_wsgi_application", lambda: "the site")


def load() -> object:
    return importlib.reload(importlib.import_module("config.wsgi")).application


def test_a_web_server_with_the_real_youtube_refuses_channels_of_the_sandbox(
    settings: LazySettings,
) -> None:
    assert load() == "the site"
    ChannelFactory(sandbox=True)
    assert load() == "the site", "beside the sandbox itself they are welcome"
    settings.YOUTUBE_API_ENDPOINT = "https://youtube.googleapis.com/"
    with pytest.raises(ImproperlyConfigured, match="channels of the sandbox"):
        load()


def test_a_web_server_that_starts_under_another_address_takes_wagtail_s_site_along(
    settings: LazySettings,
) -> None:
    settings.SITE_URL = "https://kanal.malang.example"
    load()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("kanal.malang.example", 443)


def test_a_web_server_that_starts_draws_everything_anew() -> None:
    """Its code may be another than what drew the pages that several machines keep."""
    before = ContentChange.objects.state()
    load()
    assert ContentChange.objects.state() != before


def test_a_web_server_starts_while_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(changes: ContentChangeQuerySet) -> None:
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(ContentChangeQuerySet, "note", refuse)
    assert load() == "the site"
