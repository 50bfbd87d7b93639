"""What the database refuses, and what channels and videos say of themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
    VideoFactory,
)
from youtube_integration.api import MAIN, STATS, QuotaExceeded
from youtube_integration.models import (
    Channel,
    ChannelSnapshot,
    QuotaSpend,
    SyncRun,
    Video,
    VideoSnapshot,
    YouTubeSettings,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = datetime(2026, 8, 10, 2, 0, tzinfo=UTC)


def test_a_hidden_count_can_not_be_stored_with_a_figure() -> None:
    with (
        pytest.raises(IntegrityError, match="channel_hidden_count_is_unknown"),
        transaction.atomic(),
    ):
        ChannelFactory(subscribers=3, subscribers_hidden=True)
    with (
        pytest.raises(IntegrityError, match="channelsnapshot_hidden_count_is_unknown"),
        transaction.atomic(),
    ):
        ChannelSnapshotFactory(subscribers=3, subscribers_hidden=True)


def test_a_count_is_never_negative() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelFactory(views=-1)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"channel_id": "HCnotachannel"}, "channel_id_begins_with_uc"),
        ({"handle": "@dapur"}, "channel_handle_without_at"),
        ({"gone_at": NOW}, "channel_gone_was_missing_first"),
        ({"synced_at": None, "synced_on": NOW.date()}, "channel_synced_was_answered"),
    ],
)
def test_a_channel_that_cannot_be_is_refused(fields: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ChannelFactory(**fields)


def test_a_day_has_one_snapshot_of_a_channel() -> None:
    first = ChannelSnapshotFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelSnapshotFactory(channel=first.channel, day=first.day)


def test_an_age_has_one_snapshot_of_a_video_and_is_one_of_five() -> None:
    video = VideoFactory()
    VideoSnapshot.objects.create(video=video, age=7, fetched_at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        VideoSnapshot.objects.create(video=video, age=7, fetched_at=NOW)
    with (
        pytest.raises(IntegrityError, match="video_snapshot_age_is_one_of_ours"),
        transaction.atomic(),
    ):
        VideoSnapshot.objects.create(video=video, age=8, fetched_at=NOW)


def test_a_person_has_one_open_connection() -> None:
    first = ChannelConnectionFactory(disconnected_at=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelConnectionFactory(user=first.user)
    first.disconnected_at = timezone.now()
    first.save()
    assert ChannelConnectionFactory(user=first.user)


def test_a_channel_has_one_owner() -> None:
    owned = ChannelConnectionFactory(owned=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelConnectionFactory(owned=True, channel=owned.channel)
    assert ChannelConnectionFactory(channel=owned.channel)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "guess"}, "connection_kind_known"),
        ({"disconnected_at": NOW - timedelta(days=900)}, "connection_ends_after_it_began"),
        ({"verified_at": NOW}, "connection_by_address_verifies_nothing"),
        ({"needs_reconnect_since": NOW}, "connection_by_address_never_refused"),
    ],
)
def test_a_connection_that_cannot_be_is_refused(fields: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ChannelConnectionFactory(**fields)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"live": "perhaps"}, "video_live_known"),
        ({"privacy": ""}, "video_visibility_known"),
        ({"duration": timedelta()}, "video_length_unknown_or_positive"),
    ],
)
def test_a_video_that_cannot_be_is_refused(fields: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        VideoFactory(**fields)


def test_history_is_kept_for_at_most_30_days() -> None:
    settings = YouTubeSettings.current()
    settings.history_days = 31

    with (
        pytest.raises(IntegrityError, match="history_days_within_youtubes_limit"),
        transaction.atomic(),
    ):
        settings.save()


def test_a_run_does_not_end_before_it_began() -> None:
    run = SyncRun.objects.begin(due=1, now=NOW)
    run.finished_at = NOW - timedelta(seconds=1)

    with pytest.raises(IntegrityError, match="run_finishes_after_it_began"), transaction.atomic():
        run.save()


@pytest.mark.parametrize(
    ("names", "shown", "initials"),
    [
        ({"handle": "dapur", "title": "Dapur Bu Nari"}, "@dapur", "DB"),
        ({"handle": "", "title": "🔥 Bakso"}, "🔥 Bakso", "B"),
        ({"handle": "", "title": ""}, "UCtanpanama0000000000000", "?"),
    ],
)
def test_a_channel_is_shown_by_what_it_has(
    names: dict[str, str], shown: str, initials: str
) -> None:
    channel = Channel(channel_id="UCtanpanama0000000000000", **names)

    assert (str(channel), channel.initials) == (shown, initials)
    assert channel.url == "https://www.youtube.com/channel/UCtanpanama0000000000000"
    assert channel.handle_url.startswith("https://www.youtube.com/")


def test_stale_is_who_has_not_answered_for_three_days() -> None:
    rows = {
        "fresh": ChannelFactory(synced_at=NOW - timedelta(days=2)),
        "stale": ChannelFactory(synced_at=NOW - timedelta(days=4)),
        "never": ChannelFactory(unread=True, created_at=NOW - timedelta(days=4)),
        "new": ChannelFactory(unread=True, created_at=NOW),
        "gone": ChannelFactory(gone=True, synced_at=NOW - timedelta(days=9)),
    }
    for channel in rows.values():
        ChannelConnectionFactory(channel=channel)
    ChannelFactory(synced_at=NOW - timedelta(days=9))  # connected by nobody

    assert set(Channel.objects.stale(NOW)) == {rows["stale"], rows["never"]}


def test_the_newest_answer_is_of_those_that_were_answered() -> None:
    assert Channel.objects.newest_answer() is None
    ChannelFactory(unread=True)
    for days in (3, 1, 2):
        ChannelFactory(synced_at=NOW - timedelta(days=days))
    assert Channel.objects.newest_answer() == NOW - timedelta(days=1)


def test_a_date_of_publication_counts_and_not_when_we_saw_it() -> None:
    old = VideoFactory(published_at=NOW - timedelta(days=900), first_seen_at=NOW)
    new = VideoFactory(published_at=NOW)

    assert list(Video.objects.published_since(NOW - timedelta(days=7))) == [new]
    assert old.url.endswith(old.pk)


def test_between_two_ages_no_figures_are_due() -> None:
    video = VideoFactory(published_at=NOW - timedelta(days=2, hours=1))

    assert video.age_due(NOW) is None
    assert video.age_due(NOW + timedelta(days=1)) == 3
    assert Video(published_at=None).age_due(NOW) is None
    assert not Video.objects.statistics_due(NOW).exists()
    assert list(Video.objects.statistics_due(NOW + timedelta(days=1))) == [video]


def test_the_ledger_counts_by_pacific_day_and_bucket() -> None:
    before_midnight = datetime(2026, 8, 10, 6, 59, tzinfo=UTC)
    after_midnight = datetime(2026, 8, 10, 7, 0, tzinfo=UTC)

    for moment in (before_midnight, after_midnight, after_midnight):
        QuotaSpend.objects.spend(MAIN, 1, moment)
    QuotaSpend.objects.spend(STATS, 1, after_midnight)

    assert QuotaSpend.objects.spent(MAIN, before_midnight) == 1
    assert QuotaSpend.objects.spent(MAIN, after_midnight) == 2
    assert QuotaSpend.objects.spent(STATS, after_midnight) == 1
    assert QuotaSpend.objects.spent(STATS, before_midnight) == 0


def test_the_ledger_refuses_what_the_day_does_not_have(settings: LazySettings) -> None:
    settings.YOUTUBE_DAILY_QUOTA = 3

    QuotaSpend.objects.spend(MAIN, 2, NOW, reserve=1)
    with pytest.raises(QuotaExceeded) as refusal:
        QuotaSpend.objects.spend(MAIN, 1, NOW, reserve=1)
    QuotaSpend.objects.spend(MAIN, 1, NOW)

    assert refusal.value.resumes_at == datetime(2026, 8, 10, 7, 0, tzinfo=UTC)
    assert QuotaSpend.objects.spent(MAIN, NOW) == 3


def test_a_snapshot_of_many_leaves_those_alone_that_have_one() -> None:
    known, new = ChannelFactory(), ChannelFactory()
    today = timezone.localdate(NOW)
    ChannelSnapshotFactory(channel=known, day=today, views=1)

    written = ChannelSnapshot.objects.write_many([known, new], now=NOW)

    assert [row.channel for row in written] == [new]
    assert known.snapshots.get().views == 1
    assert written[0].pk is not None


def test_everything_has_a_name_in_the_admin() -> None:
    snapshot = ChannelSnapshotFactory()
    video = VideoFactory(title="")
    statistics = VideoSnapshot.objects.create(video=video, age=1, fetched_at=NOW)
    run = SyncRun.objects.begin(due=3, now=NOW)
    connection = ChannelConnectionFactory()

    assert str(snapshot.day) in str(snapshot)
    assert str(video) == video.pk
    assert str(statistics) == f"{video.pk} +1"
    assert str(run).endswith("0/3")
    assert str(connection.channel) in str(connection)
    assert str(QuotaSpend(day=NOW.date(), bucket=MAIN, units=4)) == "2026-08-10 main: 4"
    assert str(YouTubeSettings.current()) == "YouTube"
