"""The real command, killed in the middle of a batch, and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from tests.factories.youtube import connect_all
from tests.sandbox import ROOT, Sandbox
from youtube_integration.connecting import client
from youtube_integration.models import (
    Channel,
    ChannelSnapshot,
    QuotaSpend,
    SyncRun,
    Video,
    VideoSnapshot,
)
from youtube_integration.syncing import SyncResult, sync_channels

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="hands its database on as a file"),
]

IDS = [f"UC{number:022d}" for number in range(60)]
WAIT = 240
End = tuple[dict[str, list[tuple]], dict[str, int]]


@pytest.fixture
def world(sandbox: Sandbox) -> Sandbox:
    """60 channels with something to ask at each stage."""
    today = timezone.localdate()
    sandbox.reset(epoch=today - timedelta(days=30))
    rule = {"every_days": 1, "from": (today - timedelta(days=6)).isoformat()}
    sandbox.add_channels(
        [{"id": channel_id, "trajectory": {"uploads": [rule]}} for channel_id in IDS]
    )
    sandbox.set_day(today)
    return sandbox


def set_up() -> None:
    connect_all(IDS, now=timezone.now())


def start(sandbox: Sandbox) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "YOUTUBE_API_ENDPOINT": sandbox.endpoint,
        "YOUTUBE_API_KEY": "test-key",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "sync_channels"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def run_to_its_end() -> SyncResult:
    return sync_channels(client=client(now=timezone.now), now=timezone.now)


def rows() -> dict[str, list[tuple]]:
    """What the database holds, ids and clock times aside."""
    return {
        "channels": list(
            Channel.objects.order_by("pk").values_list(
                "pk",
                "title",
                "subscribers",
                "views",
                "videos",
                "synced_on",
                "uploads_counted",
                "uploads_due",
                "missing_on",
            )
        ),
        "snapshots": list(
            ChannelSnapshot.objects.order_by("channel", "day").values_list(
                "channel", "day", "subscribers", "views", "videos"
            )
        ),
        "videos": list(
            Video.objects.order_by("pk").values_list(
                "pk", "channel", "title", "published_at", "duration", "read_due", "gone_at"
            )
        ),
        "figures": list(
            VideoSnapshot.objects.order_by("video", "age").values_list(
                "video", "age", "views", "likes", "comments"
            )
        ),
    }


def forget_everything() -> None:
    Channel.objects.all().delete()
    QuotaSpend.objects.all().delete()
    SyncRun.objects.all().delete()
    User.objects.all().delete()


@pytest.fixture(scope="module")
def ends() -> dict[date, End]:
    """How a run ends that nobody kills, by its day: the world is the same for all tests."""
    return {}


def undisturbed_end(world: Sandbox, ends: dict[date, End]) -> End:
    today = timezone.localdate()
    if today not in ends:
        set_up()
        assert run_to_its_end().is_complete
        ends[today] = rows(), world.ledger()["calls"]
        forget_everything()
        world.reset_ledger()
    return ends[today]


@pytest.mark.parametrize(
    ("method", "after"),
    [
        ("channels.list", 1),
        ("playlistItems.list", 20),
        ("videos.batchGetStats", 2),
    ],
)
def test_a_run_killed_in_the_middle_ends_as_an_undisturbed_one(
    world: Sandbox, ends: dict[date, End], method: str, after: int
) -> None:
    undisturbed, calls = undisturbed_end(world, ends)
    set_up()
    world.fault("stall", method, after=after, seconds=WAIT)

    killed = start(world)
    deadline = time.monotonic() + WAIT
    while world.ledger()["calls"].get(method, 0) <= after and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait(WAIT)
    world.clear_faults()
    result = run_to_its_end()

    assert (killed.returncode, result.is_complete) == (-signal.SIGKILL, True)
    assert rows() == undisturbed
    ledger = world.ledger()
    repeated = {name: ledger["calls"][name] - count for name, count in calls.items()}
    assert repeated == {name: int(name == method) for name in calls}
    spent = dict(QuotaSpend.objects.values_list("bucket", "units"))
    for bucket, units in ledger["units"].items():
        assert 0 <= spent[bucket] - units <= 1
    assert SyncRun.objects.filter(finished_at=None).count() == 0
