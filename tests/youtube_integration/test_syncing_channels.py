"""Reading channels: due, claimed, asked 50 at a time, missing and gone."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from tests.factories.youtube import Nights, connect_all
from tests.sandbox import EPOCH
from youtube_integration import signals, syncing
from youtube_integration.models import (
    Channel,
    ChannelConnection,
    ChannelSnapshot,
    QuotaSpend,
    SyncRun,
    Video,
)
from youtube_integration.syncing import channels as reading

DAY = EPOCH + timedelta(days=10)


def stored_counts(channel_id: str, day: date) -> dict[str, object]:
    row = ChannelSnapshot.objects.get(channel=channel_id, day=day)
    names = ("subscribers", "subscribers_hidden", "views", "videos")
    return {name: getattr(row, name) for name in names}


def true_counts(nights: Nights, channel_id: str, day: date) -> dict[str, object]:
    actual = nights.sandbox.truth(day)[channel_id]
    return {name: actual[name] for name in ("subscribers", "subscribers_hidden", "views", "videos")}


def test_a_night_writes_what_youtube_says_of_everyone(nights: Nights) -> None:
    ids = nights.sandbox.generate(53)
    connect_all(ids, now=nights.now)

    result = nights.sync(DAY)

    assert (result.ok, result.due, result.failed, result.message) == (53, 53, 0, "")
    for channel_id in ids:
        assert stored_counts(channel_id, DAY) == true_counts(nights, channel_id, DAY)


def test_a_quiet_night_of_120_channels_costs_three_calls(nights: Nights) -> None:
    connect_all(nights.sandbox.generate(120, "quiet"), now=nights.now)
    nights.sync(DAY)
    nights.sandbox.reset_ledger()

    result = nights.sync(DAY + timedelta(days=1))

    assert nights.calls() == {"channels.list": 3}
    assert (result.units, result.videos, result.is_complete) == (3, 0, True)


@pytest.mark.database
def test_a_second_run_of_the_day_finds_nothing_due(nights: Nights) -> None:
    connect_all(nights.sandbox.generate(5), now=nights.now)
    nights.sync(DAY)

    result = nights.again()

    assert result.last_line.startswith("channels=0/0 videos=0 units=0 failed=0 seconds=")
    assert result.is_complete


def test_the_ledger_equals_what_the_server_counted(nights: Nights) -> None:
    connect_all(nights.sandbox.generate(55), now=nights.now)
    for day in range(3):
        result = nights.sync(DAY + timedelta(days=day))

    counted = nights.sandbox.ledger()["units"]
    for bucket in ("main", "batch_get_stats"):
        ours = sum(QuotaSpend.objects.filter(bucket=bucket).values_list("units", flat=True))
        assert ours == counted[bucket]
    assert result.is_complete


def test_a_hidden_subscriber_count_is_unknown_and_not_zero(nights: Nights) -> None:
    (ida,) = connect_all(nights.sandbox.generate(1, "hidden_subscribers"), now=nights.now)

    nights.sync(DAY)

    ida.refresh_from_db()
    assert ida.subscribers is None
    assert ida.subscribers_hidden
    assert stored_counts(ida.pk, DAY)["subscribers"] is None
    assert ida.views > 0


def test_an_answer_without_statistics_leaves_all_three_unknown(nights: Nights) -> None:
    (channel_id,) = nights.sandbox.generate(1, "silent")
    connect_all([channel_id], now=nights.now)
    nights.sandbox.happen(channel_id, "no_statistics", day=EPOCH.isoformat())
    nights.sandbox.reset_ledger()

    result = nights.sync(DAY)

    assert stored_counts(channel_id, DAY) == {
        "subscribers": None,
        "subscribers_hidden": False,
        "views": None,
        "videos": None,
    }
    assert nights.calls() == {"channels.list": 1}
    assert result.is_complete


@pytest.mark.database
def test_the_snapshot_of_a_day_never_changes(nights: Nights) -> None:
    (rina,) = connect_all(nights.sandbox.generate(1, "growing"), now=nights.now)
    nights.sync(DAY)
    first = stored_counts(rina.pk, DAY)

    # The same day of the site, but the world has moved on.
    Channel.objects.update(synced_on=None)
    nights.sandbox.set_day(DAY + timedelta(days=3))
    nights.again()

    assert stored_counts(rina.pk, DAY) == first
    rina.refresh_from_db()
    assert rina.views > first["views"]
    assert ChannelSnapshot.objects.count() == 1


def test_a_snapshots_day_is_the_sites_and_not_utc(nights: Nights) -> None:
    (rina,) = connect_all(nights.sandbox.generate(1), now=nights.now)
    nights.go_to(DAY, time(0, 30))  # the day before in UTC

    nights.again()

    assert rina.snapshots.get().day == DAY


def test_a_channel_left_out_is_missing_then_gone_and_keeps_its_history(nights: Nights) -> None:
    (channel_id,) = nights.sandbox.generate(1, "silent")
    connect_all([channel_id], now=nights.now)
    nights.sync(DAY)
    known = Channel.objects.get()
    nights.sandbox.happen(channel_id, "terminate", day=(DAY + timedelta(days=1)).isoformat())

    first = nights.sync(DAY + timedelta(days=1))
    missing = Channel.objects.get()
    second = nights.sync(DAY + timedelta(days=2))
    gone = Channel.objects.get()

    for result in (first, second):
        assert (result.ok, result.due, result.failed, result.is_complete) == (1, 1, 0, True)
    assert (missing.missing_on, missing.gone_at) == (DAY + timedelta(days=1), None)
    assert gone.gone_at == nights.now
    assert (gone.views, gone.synced_at) == (known.views, known.synced_at)
    assert ChannelSnapshot.objects.count() == 1
    assert ChannelConnection.objects.get().state == "gone"


def test_missing_twice_on_one_day_is_not_gone(nights: Nights) -> None:
    (channel_id,) = nights.sandbox.generate(1, "silent")
    connect_all([channel_id], now=nights.now)
    nights.sandbox.happen(channel_id, "terminate", day=EPOCH.isoformat())
    nights.sync(DAY)
    Channel.objects.update(synced_on=None)

    nights.again()

    assert Channel.objects.get().gone_at is None


def test_a_channel_that_comes_back_is_there_again(nights: Nights) -> None:
    (channel_id,) = nights.sandbox.generate(1, "silent")
    connect_all([channel_id], now=nights.now)
    until = (DAY + timedelta(days=2)).isoformat()
    nights.sandbox.happen(channel_id, "terminate", day=EPOCH.isoformat(), until=until)
    for day in range(3):
        nights.sync(DAY + timedelta(days=day))

    channel = Channel.objects.get()

    assert (channel.missing_on, channel.gone_at) == (None, None)
    assert [row.day for row in channel.snapshots.all()] == [DAY + timedelta(days=2)]


def test_with_a_channel_that_comes_back_come_its_videos(nights: Nights) -> None:
    until = (DAY + timedelta(days=3)).isoformat()
    (channel_id,) = nights.sandbox.generate(1, "steady")
    connect_all([channel_id], now=nights.now)
    nights.sync(DAY)
    known = set(Video.objects.public())
    nights.sandbox.happen(channel_id, "terminate", day=DAY.isoformat(), until=until)
    # Suspended with its videos, and asked about them while it was.
    Video.objects.update(read_due=True)
    for day in (1, 2):
        nights.sync(DAY + timedelta(days=day))
    assert not Video.objects.public().exists()

    for day in (3, 4):
        result = nights.sync(DAY + timedelta(days=day))

    assert known <= set(Video.objects.public())
    assert result.is_complete


@pytest.mark.parametrize("kind", ["no_items", "fewer_items"])
def test_an_answer_with_fewer_items_than_asked_loses_only_those(nights: Nights, kind: str) -> None:
    connect_all(nights.sandbox.generate(10, "quiet"), now=nights.now)
    nights.sandbox.fault(kind, "channels.list", drop=3)

    result = nights.sync(DAY)

    lost = 10 if kind == "no_items" else 3
    assert Channel.objects.missing().count() == lost
    assert ChannelSnapshot.objects.count() == 10 - lost
    assert (result.ok, result.failed, result.is_complete) == (10, 0, True)
    nights.sync(DAY + timedelta(days=1))
    assert not Channel.objects.missing().exists()


def test_the_stalest_come_first_and_the_limit_leaves_out_the_rest(nights: Nights) -> None:
    ids = nights.sandbox.generate(6, "quiet")
    connect_all(ids, now=nights.now)
    for age, channel_id in enumerate(ids):
        synced_at = nights.at(DAY - timedelta(days=2 + age))
        Channel.objects.filter(pk=channel_id).update(synced_at=synced_at)
    Channel.objects.filter(pk=ids[2]).update(synced_at=None)

    result = nights.sync(DAY, limit=2)

    done = set(Channel.objects.filter(synced_on=DAY).values_list("pk", flat=True))
    assert done == {ids[2], ids[5]}
    assert (result.ok, result.due, result.left_out, result.is_complete) == (2, 6, 4, True)


def test_only_connected_channels_are_asked_about(nights: Nights) -> None:
    connect_all(nights.sandbox.generate(2, "quiet"), now=nights.now)
    ChannelConnection.objects.filter(pk=ChannelConnection.objects.first().pk).update(
        disconnected_at=nights.now
    )

    assert nights.sync(DAY).due == 1


def test_a_channel_whose_owner_took_the_permission_back_is_read_no_further(nights: Nights) -> None:
    [channel_id] = nights.sandbox.generate(1, "steady")
    connect_all([channel_id], now=nights.now)
    nights.sync(DAY)
    ChannelConnection.objects.update(
        kind="oauth", verified_at=nights.now, needs_reconnect_since=nights.now
    )

    assert nights.sync(DAY + timedelta(days=1)).due == 0
    assert ChannelSnapshot.objects.filter(channel=channel_id).latest("day").day == DAY

    ChannelConnection.objects.update(needs_reconnect_since=None)
    assert nights.sync(DAY + timedelta(days=2)).ok == 1


def test_what_another_run_has_claimed_is_left_to_it(nights: Nights) -> None:
    connect_all(nights.sandbox.generate(4, "quiet"), now=nights.now)
    nights.go_to(DAY)
    other = SyncRun.objects.begin(due=4, now=nights.now)
    theirs = list(Channel.objects.values_list("pk", flat=True)[:1])
    assert Channel.objects.unanswered(nights.now).claim(theirs, run=other, now=nights.now)

    result = nights.again()

    assert (result.ok, result.due, result.is_complete) == (3, 4, False)
    assert "1" in result.message
    assert Channel.objects.get(pk=theirs[0]).lease_run == other


def test_a_lease_ends_after_a_quarter_of_an_hour(nights: Nights) -> None:
    (rina,) = connect_all(nights.sandbox.generate(1, "quiet"), now=nights.now)
    nights.go_to(DAY)
    other = SyncRun.objects.begin(due=1, now=nights.now)
    Channel.objects.unanswered(nights.now).claim([rina.pk], run=other, now=nights.now)
    rina.refresh_from_db()
    assert rina.lease_until - nights.now <= timedelta(minutes=15)

    nights.now += timedelta(minutes=15)

    assert nights.again().ok == 1


def test_a_lease_in_a_future_that_a_clock_made_up_does_not_hold(nights: Nights) -> None:
    (rina,) = connect_all(nights.sandbox.generate(1, "quiet"), now=nights.now)
    nights.go_to(DAY)
    other = SyncRun.objects.begin(due=1, now=nights.now)
    later = nights.now + timedelta(days=5)
    Channel.objects.filter(pk=rina.pk).update(lease_until=later, lease_run=other)

    assert nights.again().ok == 1


def test_two_runs_never_hold_the_same_channel(nights: Nights) -> None:
    ids = [row.pk for row in connect_all(nights.sandbox.generate(6), now=nights.now)]
    nights.go_to(DAY)
    one, other = (SyncRun.objects.begin(due=6, now=nights.now) for _ in range(2))
    waiting = Channel.objects.unanswered(nights.now)

    first = waiting.claim(ids[:4], run=one, now=nights.now)
    second = waiting.claim(ids, run=other, now=nights.now)

    assert (first, second) == (ids[:4], ids[4:])
    assert waiting.claim(ids[4:], run=one, now=nights.now) == []


def test_one_channel_that_cannot_be_written_is_left_alone(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = nights.sandbox.generate(5, "quiet")
    connect_all(ids, now=nights.now)
    take_over = Channel.take_over

    def spoiled(channel: Channel, *args: object, **kwargs: object) -> None:
        take_over(channel, *args, **kwargs)
        if channel.pk == ids[2]:
            channel.handle = "@not allowed"

    monkeypatch.setattr(Channel, "take_over", spoiled)
    result = nights.sync(DAY)

    assert (result.ok, result.failed, result.is_complete) == (4, 1, False)
    assert set(Channel.objects.filter(synced_on=None).values_list("pk", flat=True)) == {ids[2]}


def test_a_listener_that_fails_costs_its_own_channel_only(nights: Nights) -> None:
    ids = nights.sandbox.generate(3, "quiet")
    connect_all(ids, now=nights.now)

    def fail(sender: object, channel: Channel, **kwargs: object) -> None:
        if channel.pk == ids[0]:
            raise LookupError(channel.pk)

    signals.channel_synced.connect(fail)
    try:
        result = nights.sync(DAY)
    finally:
        signals.channel_synced.disconnect(fail)

    assert (result.ok, result.failed) == (2, 1)
    # Neither half of it stands: the next run begins there.
    assert not ChannelSnapshot.objects.filter(channel=ids[0]).exists()


def test_everyone_is_announced_once_a_day(nights: Nights) -> None:
    connect_all(nights.sandbox.generate(3, "quiet"), now=nights.now)
    heard: list[tuple[str, date]] = []

    def hear(sender: object, channel: Channel, snapshot: ChannelSnapshot, **kw: object) -> None:
        heard.append((channel.pk, snapshot.day))

    signals.channel_synced.connect(hear)
    try:
        nights.sync(DAY)
        Channel.objects.update(synced_on=None)
        nights.again()
    finally:
        signals.channel_synced.disconnect(hear)

    assert len(heard) == len(set(heard)) == 3


def test_sweeps_come_after_20_to_30_days_and_not_all_on_one() -> None:
    read_at = timezone.make_aware(timezone.datetime(2026, 8, 1, 3, 30))
    days = [
        (reading.sweep_day(f"UC{number:022d}", read_at) - timezone.localdate(read_at)).days
        for number in range(400)
    ]

    assert min(days) >= 20
    assert max(days) < 30
    assert max(days.count(day) for day in set(days)) < 100


def test_a_run_after_midnight_does_not_begin_the_next_day(nights: Nights) -> None:
    connect_all(nights.sandbox.generate(55, "no_videos"), now=nights.now)
    nights.go_to(DAY, time(23, 59, 58))
    moments = iter(nights.now + timedelta(seconds=second) for second in range(1000))

    result = syncing.sync_channels(client=nights.client(), now=lambda: next(moments))

    assert (result.ok, result.due, result.is_complete) == (55, 55, True)
    assert ChannelSnapshot.objects.count() == 55
