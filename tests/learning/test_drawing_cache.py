"""What is kept of my channel is found by what it shows, and forgotten within minutes."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from accounts.models import User
from learning import drawing_cache
from learning.drawing_cache import cached_drawing
from tests.factories.histories import year_of_history
from youtube_integration.models import Channel, Video, VideoSnapshot


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    drawing_cache.forget()


def page_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/channel/").content.decode()


def test_the_same_values_are_drawn_once_and_others_anew() -> None:
    drawn = []

    def draw() -> SafeString:
        drawn.append(1)
        return SafeString(f"<p>{len(drawn)}</p>")

    assert cached_drawing([1, "a"], draw) == cached_drawing([1, "a"], draw) == "<p>1</p>"
    assert cached_drawing([1, "b"], draw) == "<p>2</p>"
    with translation.override("en"):
        assert cached_drawing([1, "a"], draw) == "<p>3</p>"


def test_all_of_it_is_forgotten_though_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_cache, "LONGEST", 0.05)
    cached_drawing("Sari", lambda: SafeString("x"))
    assert drawing_cache._drawings
    time.sleep(0.5)
    assert not drawing_cache._drawings


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_cache, "MOST", 2)
    for n in range(5):
        cached_drawing(n, lambda: SafeString("x"))
    assert len(drawing_cache._drawings) == 2


@pytest.mark.django_db
def test_each_change_shows_at_the_next_look() -> None:
    now = timezone.now()
    sari = year_of_history(now=now, days=40, videos=3)
    channel, video = Channel.objects.get(), Video.objects.order_by("-published_at").first()
    first = page_of(sari)
    assert page_of(sari).count(video.url) == first.count(video.url) == 1

    Video.objects.filter(pk=video.pk).update(gone_at=now)
    assert video.url not in page_of(sari)

    VideoSnapshot.objects.update(views=987_654)
    assert "987.654" in page_of(sari)

    channel.snapshots.filter(day=now.date()).update(subscribers=777_777)
    assert "777.777" in page_of(sari)

    channel.snapshots.filter(fetched_at__lt=now - timedelta(days=10)).delete()
    shown = page_of(sari)
    assert f"{now.year - 1}" not in shown.partition('<svg class="chart"')[2].partition("</svg>")[0]

    sari.channel_connections.update(disconnected_at=now)
    assert "777.777" not in page_of(sari)
