"""What may be kept, for how long, and what is forgotten on which day."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.consenting import withdraw_consent
from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
    Nights,
    VideoFactory,
)
from tests.sandbox import EPOCH
from youtube_integration import retaining
from youtube_integration.connecting import HISTORY, connect_owned
from youtube_integration.models import (
    Channel,
    ChannelConnection,
    ChannelSnapshot,
    Video,
    VideoSnapshot,
    YouTubeSettings,
)
from youtube_integration.retaining import purge

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def days_ago(days: int) -> timezone.datetime:
    return NOW - timedelta(days=days)


def with_history(channel: Channel) -> None:
    """A snapshot of each fifth day of the last 60, and a video's figures."""
    for age in range(0, 60, 5):
        ChannelSnapshotFactory(
            channel=channel, day=TODAY - timedelta(days=age), fetched_at=days_ago(age)
        )
    video = VideoFactory(channel=channel, first_seen_at=days_ago(60))
    for age, fetched in ((1, 50), (28, 20)):
        VideoSnapshot.objects.create(video=video, age=age, fetched_at=days_ago(fetched), views=9)


def keep_history_for(days: int) -> None:
    settings = YouTubeSettings.current()
    settings.history_days = days
    settings.save()


@pytest.fixture
def by_address(db: None) -> Channel:
    connection = ChannelConnectionFactory(connected_at=days_ago(60))
    with_history(connection.channel)
    return connection.channel


@pytest.fixture
def owner(db: None) -> User:
    user = UserFactory()
    connection = connect_owned(user=user, channel=ChannelFactory(), now=days_ago(60))
    with_history(connection.channel)
    return user


def test_figures_of_a_channel_by_address_are_kept_for_30_days(by_address: Channel) -> None:
    result = purge(now=NOW)

    oldest = by_address.snapshots.order_by("day").first().day
    assert oldest == TODAY - timedelta(days=30)
    assert VideoSnapshot.objects.get().age == 28
    assert (result.snapshots, result.video_snapshots, result.videos) == (5, 1, 0)


def test_an_operator_may_keep_less(by_address: Channel) -> None:
    keep_history_for(10)

    purge(now=NOW)

    assert by_address.snapshots.count() == 3


def test_an_operator_who_keeps_fewer_figures_does_not_lose_titles_before_their_sweep(
    by_address: Channel, owner: User
) -> None:
    keep_history_for(10)
    Video.objects.update(read_at=days_ago(20), title="Sambal pecel")

    result = purge(now=NOW)

    assert (result.videos, result.titles) == (0, 0)
    assert Video.objects.filter(title="Sambal pecel").count() == 2


def test_with_an_owners_consent_the_history_stays(owner: User) -> None:
    result = purge(now=NOW)

    assert ChannelSnapshot.objects.count() == 12
    assert VideoSnapshot.objects.count() == 2
    assert set(result.last_line.split()) == {
        "channels=0",
        "snapshots=0",
        "videos=0",
        "video_snapshots=0",
        "connections=0",
        "figures=0",
        "titles=0",
    }


def test_without_the_consent_the_history_goes(owner: User) -> None:
    withdraw_consent(user=owner, purpose=HISTORY, now=NOW)

    purge(now=NOW)

    assert ChannelSnapshot.objects.count() == 7


@pytest.mark.parametrize(("refused_days_ago", "snapshots_left"), [(29, 12), (31, 7)])
def test_a_refused_owner_has_30_days_to_come_back(
    owner: User, refused_days_ago: int, snapshots_left: int
) -> None:
    owner.channel_connections.update(needs_reconnect_since=days_ago(refused_days_ago))

    purge(now=NOW)

    assert ChannelSnapshot.objects.count() == snapshots_left


def test_titles_that_were_not_refreshed_for_30_days_go_even_with_consent(owner: User) -> None:
    Video.objects.update(read_at=days_ago(31))
    Channel.objects.update(synced_at=days_ago(31), description="Masak", thumbnail_url="https://x")

    result = purge(now=NOW)

    assert result.titles == 2
    video, channel = Video.objects.get(), Channel.objects.get()
    assert (video.title, video.description) == ("", "")
    assert (channel.title, channel.description, channel.thumbnail_url) == ("", "", "")
    assert channel.views == 4310, "figures last as long as the consent"
    assert purge(now=NOW).titles == 0


def test_a_channel_that_has_not_answered_for_30_days_keeps_only_its_id(by_address: Channel) -> None:
    Channel.objects.update(synced_at=days_ago(31), uploads_counted=4)

    result = purge(now=NOW)

    channel = Channel.objects.get()
    counts = (channel.subscribers, channel.views, channel.videos)
    assert (counts, channel.handle, channel.title) == ((None, None, None), "", "")
    assert channel.uploads_counted is None
    assert result.figures == 1


def test_videos_that_were_not_refreshed_are_forgotten_and_read_anew(nights: Nights) -> None:
    (channel_id,) = nights.sandbox.generate(1, "silent")
    connection = ChannelConnectionFactory(
        channel=ChannelFactory(channel_id=channel_id, unread=True), connected_at=nights.now
    )
    day = EPOCH + timedelta(days=3)
    nights.sync(day)
    held = Video.objects.count()
    later = nights.at(day + timedelta(days=31))

    result = purge(now=later)

    assert (result.videos, Video.objects.count(), held) == (3, 0, 3)
    nights.sync(day + timedelta(days=31))
    assert connection.channel.uploads.count() == 3


def test_a_channel_that_was_only_looked_at_goes_after_a_day(db: None) -> None:
    ChannelFactory(synced_at=days_ago(2))
    fresh = ChannelFactory(synced_at=NOW - timedelta(hours=2))

    assert purge(now=NOW).channels == 1
    assert Channel.objects.get() == fresh


def test_a_channel_that_is_connected_while_it_is_being_purged_stays(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = ChannelFactory(synced_at=days_ago(2))
    real, pending = transaction.atomic, [channel]

    def atomic(*args: object, **options: object) -> object:
        if pending:
            ChannelConnectionFactory(channel=pending.pop())
        return real(*args, **options)

    monkeypatch.setattr(retaining, "transaction", SimpleNamespace(atomic=atomic))
    purge(now=NOW)

    assert Channel.objects.get() == channel
    assert channel.connections.open().count() == 1


def test_a_closed_connection_is_forgotten_after_30_days(by_address: Channel) -> None:
    ChannelConnectionFactory(
        channel=by_address, connected_at=days_ago(60), disconnected_at=days_ago(31)
    )

    assert purge(now=NOW).connections == 1
    assert ChannelConnection.objects.open().count() == 1


def test_purging_again_finds_nothing(by_address: Channel) -> None:
    purge(now=NOW)

    assert purge(now=NOW).last_line == purge(now=NOW).last_line
    assert purge(now=NOW).snapshots == 0
