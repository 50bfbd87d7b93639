"""What is kept of a channel's uploads is what looking at all of them finds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.youtube import ChannelConnectionFactory, Nights, VideoFactory, connect_all
from tests.sandbox import EPOCH
from youtube_integration.counting import recount_all
from youtube_integration.models import Channel, Video
from youtube_integration.retaining import purge

START = EPOCH + timedelta(days=3)


def test_each_night_keeps_it_while_uploads_come_and_go(nights: Nights) -> None:
    weekly = {"every_days": 5, "from": EPOCH.isoformat()}
    raw = {
        "id": f"UCteratur{1:015d}",
        "trajectory": {
            "start": {"subscribers": 20, "views": 900, "videos": 0},
            "uploads": [weekly],
        },
    }
    (channel_id,) = nights.sandbox.add_channels([raw])
    connect_all([channel_id], now=nights.now)
    seen = set()
    for days in range(0, 42, 6):
        nights.sync(START + timedelta(days=days))
        assert recount_all() == 0
        channel = Channel.objects.get()
        assert channel.last_upload_at == Video.objects.latest("published_at").published_at
        assert channel.known_uploads == Video.objects.public().count() > 0
        seen.add(channel.regular_from)
    assert None in seen
    assert len(seen) > 2
    # By address alone: the list is forgotten a month later, and what was kept of it with it.
    purge(now=nights.now + timedelta(days=40))
    assert not Video.objects.exists()
    assert recount_all() == 0


@pytest.mark.django_db
@pytest.mark.database
def test_saving_a_channel_that_was_read_earlier_leaves_it_as_it_is() -> None:
    channel = ChannelConnectionFactory().channel
    earlier = Channel.objects.get(pk=channel.pk)
    VideoFactory(channel=channel, published_at=timezone.now())
    assert recount_all() == 1
    earlier.title = "Dapur Baru"
    earlier.save()
    assert recount_all() == 0
    stored = Channel.objects.get(pk=channel.pk)
    assert stored.last_upload_at is not None
    assert stored.known_uploads == 1


@pytest.mark.django_db
@pytest.mark.database
def test_known_are_all_that_anyone_can_see() -> None:
    channel = ChannelConnectionFactory().channel
    VideoFactory(channel=channel, published_at=None)
    VideoFactory(channel=channel, live=Video.UPCOMING)
    VideoFactory(channel=channel, privacy=Video.PRIVATE)
    VideoFactory(channel=channel, gone_at=timezone.now())
    recount_all()
    stored = Channel.objects.get(pk=channel.pk)
    assert (stored.known_uploads, stored.last_upload_at) == (2, None)
