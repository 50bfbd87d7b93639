"""A person's channel, handed out and erased."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from accounts.privacy import erase_person, export_person
from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelSnapshotFactory,
    VideoFactory,
)
from youtube_integration.connecting import disconnect
from youtube_integration.models import (
    Channel,
    ChannelChoice,
    ChannelConnection,
    ChannelSnapshot,
    Video,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_an_export_has_the_channel_its_days_and_its_videos() -> None:
    connection = ChannelConnectionFactory()
    ChannelSnapshotFactory(channel=connection.channel, subscribers=None)
    video = VideoFactory(channel=connection.channel)

    exported = export_person(connection.user)["youtube_integration"]

    (row,) = exported["channels"]
    assert row["channel_id"] == connection.channel_id
    assert [day["subscribers"] for day in row["days"]] == [None]
    assert [upload["video_id"] for upload in row["uploads"]] == [video.pk]
    json.dumps(exported)


def test_an_export_leaves_out_what_is_somebody_elses_now() -> None:
    connection = ChannelConnectionFactory(connected_at=NOW, disconnected_at=NOW)

    (row,) = export_person(connection.user)["youtube_integration"]["channels"]

    assert "days" not in row


def test_erasing_a_person_erases_their_channel() -> None:
    connection = ChannelConnectionFactory()
    ChannelSnapshotFactory(channel=connection.channel)
    VideoFactory(channel=connection.channel)

    erase_person(connection.user, timezone.now())

    for model in (Channel, ChannelSnapshot, Video, ChannelConnection, ChannelChoice):
        assert not model.objects.exists()


def test_an_export_says_when_the_person_last_chose() -> None:
    connection = ChannelConnectionFactory(connected_at=NOW)
    assert export_person(connection.user)["youtube_integration"]["chosen_at"] is None
    disconnect(user=connection.user, now=NOW)
    exported = export_person(connection.user)["youtube_integration"]
    assert exported == {"channels": [], "chosen_at": NOW.isoformat()}
