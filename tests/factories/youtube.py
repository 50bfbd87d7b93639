"""Channels, connections and videos for tests, and the nights in which they are read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.sandbox import EPOCH, Sandbox
from youtube_integration.connecting import LedgeredClient, client
from youtube_integration.models import Channel, ChannelConnection, ChannelSnapshot, Video
from youtube_integration.syncing import SyncResult, sync_channels

NIGHT = time(3, 30)


class ChannelFactory(factory.django.DjangoModelFactory):
    """A channel that answered today. Traits: `unread` (never answered), `hidden`, `gone`."""

    class Meta:
        model = Channel

    class Params:
        unread = factory.Trait(synced_at=None, subscribers=None, views=None, videos=None)
        hidden = factory.Trait(subscribers=None, subscribers_hidden=True)
        gone = factory.Trait(
            gone_at=factory.LazyFunction(timezone.now),
            missing_on=factory.LazyFunction(timezone.localdate),
        )

    channel_id = factory.Sequence(lambda number: f"UCkanal{number:017d}")
    handle = factory.Sequence(lambda number: f"dapur.siti_{number}")
    title = factory.Sequence(lambda number: f"Dapur Siti {number}")
    uploads_playlist_id = factory.LazyAttribute(lambda row: "UU" + row.channel_id[2:])
    subscribers = 86
    views = 4310
    videos = 4
    synced_at = factory.LazyFunction(timezone.now)
    created_at = factory.LazyFunction(timezone.now)
    sandbox = True


class ChannelConnectionFactory(factory.django.DjangoModelFactory):
    """A trainee's open connection by address. Trait: `owned` (by Google sign-in)."""

    class Meta:
        model = ChannelConnection

    class Params:
        owned = factory.Trait(kind="oauth", verified_at=factory.SelfAttribute("connected_at"))

    user = factory.SubFactory(UserFactory)
    channel = factory.SubFactory(ChannelFactory)
    kind = "url"
    connected_at = factory.LazyFunction(timezone.now)


class ChannelSnapshotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChannelSnapshot

    channel = factory.SubFactory(ChannelFactory)
    day = factory.LazyFunction(timezone.localdate)
    fetched_at = factory.LazyAttribute(
        lambda row: timezone.make_aware(datetime.combine(row.day, NIGHT))
    )
    subscribers = 86
    views = 4310
    videos = 4


class VideoFactory(factory.django.DjangoModelFactory):
    """A public video that was read. Trait: `unread` (only a list named it)."""

    class Meta:
        model = Video

    class Params:
        unread = factory.Trait(read_at=None, read_due=True, duration=None, title="")

    video_id = factory.Sequence(lambda number: f"vid{number:08d}")
    channel = factory.SubFactory(ChannelFactory)
    title = factory.Sequence(lambda number: f"Sambal pecel, bagian {number}")
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=2))
    duration = timedelta(minutes=6)
    first_seen_at = factory.LazyFunction(timezone.now)
    read_at = factory.LazyFunction(timezone.now)
    read_due = False


def connect_all(channel_ids: Iterable[str], *, now: datetime) -> list[Channel]:
    """Each of these channels, never asked about, connected by a trainee of its own."""
    channels = Channel.objects.bulk_create(
        Channel(channel_id=channel_id, created_at=now, sandbox=True) for channel_id in channel_ids
    )
    users = User.objects.bulk_create(
        User(email=f"{channel.pk.lower()}@contoh.example", name="Rina", date_joined=now)
        for channel in channels
    )
    ChannelConnection.objects.bulk_create(
        ChannelConnection(user=user, channel=channel, kind="url", connected_at=now)
        for user, channel in zip(users, channels, strict=True)
    )
    return channels


class Nights:
    """The nights of a sandbox: sets the world's day and reads YouTube at 3.30 in Jakarta."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.now = self.at(EPOCH)

    @staticmethod
    def at(day: date, moment: time = NIGHT) -> datetime:
        return timezone.make_aware(datetime.combine(day, moment)).astimezone(UTC)

    def clock(self) -> datetime:
        return self.now

    def go_to(self, day: date, moment: time = NIGHT) -> None:
        self.now = self.at(day, moment)
        self.sandbox.set_day(day)

    def client(self, **options: Any) -> LedgeredClient:
        return client(now=self.clock, sleep=lambda seconds: None, **options)

    def sync(self, day: date, *, limit: int | None = None, **options: Any) -> SyncResult:
        self.go_to(day)
        return self.again(limit=limit, **options)

    def again(self, *, limit: int | None = None, **options: Any) -> SyncResult:
        """Another run at the same moment."""
        youtube = self.client(**options)
        return sync_channels(client=youtube, now=self.clock, limit=limit)

    def units(self) -> dict[str, int]:
        """What the server counted since the last reset, by bucket."""
        return self.sandbox.ledger()["units"]

    def calls(self) -> dict[str, int]:
        """Requests of the main bucket that reached the server since the last reset, by method."""
        calls = self.sandbox.ledger()["calls"]
        return {method: n for method, n in calls.items() if method != "videos.batchGetStats"}
