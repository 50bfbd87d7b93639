"""A run as a whole: quota, outages, what is left over, and what the last line says."""

from __future__ import annotations

import os
import socket
from datetime import date, timedelta

import pytest
from django.conf import LazySettings

from tests.factories.youtube import Nights, connect_all
from tests.sandbox import EPOCH
from youtube_integration.api import next_pacific_midnight
from youtube_integration.models import (
    Channel,
    ChannelSnapshot,
    QuotaSpend,
    SyncRun,
    Video,
    YouTubeSettings,
    runs,
)
from youtube_integration.syncing import sync_channels

DAY = EPOCH + timedelta(days=10)
ONE = timedelta(days=1)


def connected(nights: Nights, count: int, kind: str = "quiet") -> list[str]:
    ids = nights.sandbox.generate(count, kind)
    connect_all(ids, now=nights.now)
    return ids


@pytest.mark.database
@pytest.mark.parametrize("kind", ["quotaExceeded", "dailyLimitExceeded", "429perday"])
def test_a_spent_quota_ends_the_run_at_once_and_says_when_it_resumes(
    nights: Nights, kind: str
) -> None:
    connected(nights, 160, "no_videos")
    nights.sandbox.fault(kind, "channels.list", after=1, times=None)

    first = nights.sync(DAY)
    after_first = nights.calls()
    second = nights.again()

    assert after_first == {"channels.list": 2}
    assert (first.ok, first.due, first.failed, first.quota_gone) == (50, 160, 0, True)
    assert first.resumes_at == next_pacific_midnight(nights.now)
    assert "14:00 WIB" in first.message  # midnight in California, in August
    assert not first.is_complete
    assert nights.calls() == {"channels.list": 3}, "at most one call while it is gone"
    assert (second.ok, second.due, second.units) == (0, 110, 1)


def test_the_next_day_continues_where_the_quota_ended(nights: Nights) -> None:
    ids = connected(nights, 160, "no_videos")
    nights.sandbox.fault("quotaExceeded", "channels.list", after=1, times=1)
    nights.sync(DAY)

    result = nights.sync(DAY + ONE)

    assert (result.ok, result.due, result.is_complete) == (160, 160, True)
    first_of_them = Channel.objects.filter(snapshots__day=DAY).count()
    assert (first_of_them, len(ids)) == (50, 160)


def test_a_quota_that_ends_in_the_lists_keeps_them_due(nights: Nights) -> None:
    connected(nights, 10)
    nights.sandbox.fault("quotaExceeded", "playlistItems.list", after=4)

    first = nights.sync(DAY)
    nights.sandbox.reset_ledger()
    second = nights.again()

    assert (first.ok, first.quota_gone) == (0, True), "their videos were not read yet"
    assert Channel.objects.filter(synced_on=DAY).count() == 10
    assert nights.calls() == {"playlistItems.list": 6, "videos.list": 1}
    assert (second.ok, second.due, second.is_complete) == (10, 10, True)
    assert Video.objects.count() == 20


def test_spent_figures_leave_everything_else_done(nights: Nights) -> None:
    daily = {"uploads": [{"every_days": 1, "from": 1}]}
    ids = nights.sandbox.add_channels([{"id": "UC" + "harian".ljust(22, "0"), "trajectory": daily}])
    connect_all(ids, now=nights.now)
    nights.sync(DAY)
    nights.sandbox.fault("quotaExceeded", "videos.batchGetStats", times=None)

    result = nights.sync(DAY + ONE)

    assert (result.quota_gone, result.ok, result.is_complete) == (True, 0, False)
    assert ChannelSnapshot.objects.filter(day=DAY + ONE).count() == 1
    assert Video.objects.filter(read_at=None).count() == 0


def test_the_sync_leaves_the_reserve_to_people(nights: Nights, settings: LazySettings) -> None:
    settings.YOUTUBE_DAILY_QUOTA = 10
    connected(nights, 400, "no_videos")

    result = nights.sync(DAY)

    assert (result.units, result.ok, result.quota_gone) == (5, 250, True)
    assert nights.again().units == 0, "our own ledger needs no call to know"
    assert nights.client(interactive=True).channel_by_handle("nobody") is None


def test_the_reserve_is_the_settings_own_where_the_day_allows_it(
    nights: Nights, settings: LazySettings
) -> None:
    settings.YOUTUBE_DAILY_QUOTA = 100
    assert YouTubeSettings(quota_reserve=30).reserve == 30
    assert YouTubeSettings(quota_reserve=500).reserve == 50


@pytest.mark.parametrize(
    "kind", ["500", "503", "reset", "malformed", "html", "rateLimitExceeded", "429"]
)
def test_a_stumble_is_asked_again_and_counted(nights: Nights, kind: str) -> None:
    connected(nights, 60, "no_videos")
    nights.sandbox.fault(kind, "channels.list")

    result = nights.sync(DAY)

    assert (result.ok, result.failed, result.is_complete) == (60, 0, True)
    assert result.units == nights.units()["main"] == QuotaSpend.objects.spent("main", nights.now)


@pytest.mark.parametrize("kind", ["500", "reset", "malformed", "userRateLimitExceeded"])
def test_a_batch_that_fails_for_good_is_left_over_alone(nights: Nights, kind: str) -> None:
    connected(nights, 120, "no_videos")
    nights.sandbox.fault(kind, "channels.list", after=1, times=3)

    result = nights.sync(DAY)

    assert (result.ok, result.due, result.failed, result.is_complete) == (70, 120, 50, False)
    assert "50" in result.message
    assert Channel.objects.filter(lease_run__isnull=False).count() == 0
    assert nights.again().ok == 50


def test_an_answer_that_never_comes_is_a_failed_batch(nights: Nights) -> None:
    connected(nights, 5)
    nights.sandbox.fault("stall", "channels.list", seconds=2)

    result = nights.sync(DAY, timeout=0.3, attempts=1)

    assert (result.ok, result.failed, result.is_complete) == (0, 5, False)


def test_an_outage_ends_the_run_instead_of_asking_all_night(nights: Nights) -> None:
    connected(nights, 400)
    nights.sandbox.fault("503", times=None)

    result = nights.sync(DAY)

    assert (result.ok, result.due, result.failed) == (0, 400, 250)
    assert nights.calls() == {"channels.list": 15}
    assert result.message
    assert Channel.objects.due(nights.now).count() == 400


def test_a_refused_key_ends_the_run_at_once(nights: Nights) -> None:
    connected(nights, 160)

    result = nights.sync(DAY, api_key="INVALID")

    assert (result.ok, result.units, result.is_complete) == (0, 1, False)
    assert "key" in result.message.lower()


def test_a_missing_key_costs_nothing(nights: Nights) -> None:
    connected(nights, 3)

    result = nights.sync(DAY, api_key="")

    assert (result.units, result.is_complete) == (0, False)
    assert nights.calls() == {}


@pytest.mark.database
def test_a_run_is_written_down(nights: Nights) -> None:
    connected(nights, 12)

    result = nights.sync(DAY)

    run = SyncRun.objects.get()
    assert (run.due, run.ok, run.failed, run.videos) == (12, 12, 0, 24)
    assert (run.units, run.quota_gone, run.message) == (result.units, False, "")
    assert run.finished_at == nights.now
    assert run.is_complete


def test_progress_is_told_up_to_the_end(nights: Nights) -> None:
    connected(nights, 60)
    nights.go_to(DAY)
    calls: list[tuple[int, int]] = []

    sync_channels(
        client=nights.client(),
        now=nights.clock,
        progress=lambda done, total: calls.append((done, total)),
    )

    assert calls[-1] == (60, 60)
    assert calls == sorted(calls)


@pytest.mark.database
def test_the_claims_of_a_killed_run_are_free_again(nights: Nights) -> None:
    connected(nights, 5)
    nights.go_to(DAY)
    killed = SyncRun.objects.begin(due=5, now=nights.now)
    SyncRun.objects.filter(pk=killed.pk).update(pid=2**22 + 1)  # beyond any process id
    keys = list(Channel.objects.values_list("pk", flat=True))
    Channel.objects.unanswered(nights.now).claim(keys, run=killed, now=nights.now)

    result = nights.again()

    assert (result.ok, result.is_complete) == (5, True)
    killed.refresh_from_db()
    assert killed.finished_at == nights.now
    assert killed.message


def test_a_run_of_a_process_id_that_is_ours_now_is_over(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a restart of a container the same numbers come again."""
    monkeypatch.setattr(runs, "_begun_here", set())
    old = SyncRun.objects.create(started_at=nights.now, host=socket.gethostname(), pid=os.getpid())
    alive = SyncRun.objects.begin(due=0, now=nights.now)

    assert SyncRun.objects.abandoned() == [old]
    assert alive.lives()


def test_a_run_on_another_machine_is_not_judged(nights: Nights) -> None:
    SyncRun.objects.create(started_at=nights.now, host="other.example", pid=2**22 + 1)

    assert SyncRun.objects.abandoned() == []


def test_an_interrupted_run_gives_its_claims_back(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected(nights, 5)
    nights.go_to(DAY)
    youtube = nights.client()

    def interrupt(ids: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(youtube, "channels_by_id", interrupt)
    with pytest.raises(KeyboardInterrupt):
        sync_channels(client=youtube, now=nights.clock)

    assert Channel.objects.filter(lease_until__isnull=False).count() == 0
    assert SyncRun.objects.get().finished_at == nights.now


@pytest.mark.database
def test_many_days_of_a_mixed_world_end_in_the_truth(nights: Nights) -> None:
    ids = connected(nights, 25, None)

    days: list[date] = [DAY + timedelta(days=number) for number in range(4)]
    for day in days:
        assert nights.sync(day).is_complete

    for day in days:
        truth = nights.sandbox.truth(day)
        for row in ChannelSnapshot.objects.filter(day=day):
            actual = truth[row.channel_id]
            for name in ("subscribers", "views", "videos"):
                assert getattr(row, name) == actual[name]
    last = nights.sandbox.truth(days[-1], uploads=True)
    for channel_id in ids:
        public = {upload["id"] for upload in last[channel_id]["uploads"]}
        held = Video.objects.public().filter(channel=channel_id)
        known = set(held.values_list("pk", flat=True))
        # A first contact reads two pages, then what is new.
        assert known == public or (known < public and len(public) > 100)
