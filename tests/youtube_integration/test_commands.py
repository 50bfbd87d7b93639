"""The commands: their last line, their exit code, their bar."""

from __future__ import annotations

import re
import sys
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
    connect_all,
)
from tests.sandbox import Sandbox
from youtube_integration.api.client import FIRST_PAUSE, LONGEST_PAUSE
from youtube_integration.management.commands.sync_channels import ATTEMPTS
from youtube_integration.models import Channel, ChannelSnapshot, QuotaSpend
from youtube_integration.models.leases import LEASE

pytestmark = pytest.mark.django_db
LAST_LINE = r"channels=(\d+)/(\d+) videos=(\d+) units=(\d+) failed=(\d+) seconds=\d+\.\d"


@pytest.fixture
def world(sandbox: Sandbox) -> Sandbox:
    today = timezone.localdate()
    sandbox.reset(epoch=today - timedelta(days=10))
    sandbox.set_day(today)
    connect_all(sandbox.generate(3, "quiet"), now=timezone.now())
    return sandbox


def last_line(text: str) -> tuple[int, ...]:
    found = re.fullmatch(LAST_LINE, text.splitlines()[-1])
    assert found, text
    return tuple(int(number) for number in found.groups())


def test_a_sync_ends_with_a_line_for_scripts(
    world: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("sync_channels")

    # 1 call for the channels, 3 lists, 1 for the videos of all.
    assert last_line(capsys.readouterr().out) == (3, 3, 6, 5, 0)


def test_a_limit_leaves_out_the_rest_without_failing(
    world: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("sync_channels", limit=1)

    assert last_line(capsys.readouterr().out)[:2] == (1, 3)
    assert Channel.objects.due(timezone.now()).count() == 2


def test_what_is_left_over_is_said_and_exits_with_one(
    world: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    world.fault("quotaExceeded", times=None)

    with pytest.raises(SystemExit) as ended:
        call_command("sync_channels")

    output = capsys.readouterr()
    assert ended.value.code == 1
    assert last_line(output.out) == (0, 3, 0, 1, 0)
    assert "kuota" in output.err.lower() or "quota" in output.err.lower()


@pytest.mark.parametrize("kind", ["503", "rateLimitExceeded", "reset"])
def test_a_sync_at_night_asks_five_times_and_writes_down_each(
    kind: str, world: Sandbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("youtube_integration.api.client.FIRST_PAUSE", 0)
    world.reset_ledger()
    world.fault(kind, times=4)

    call_command("sync_channels")

    assert last_line(capsys.readouterr().out) == (3, 3, 6, 9, 0)
    assert QuotaSpend.objects.spent("main", timezone.now()) == 9
    assert world.ledger()["units"]["main"] == 9


def test_a_sync_at_night_leaves_a_batch_after_the_fifth_time(
    world: Sandbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("youtube_integration.api.client.FIRST_PAUSE", 0)
    world.fault("503", "channels.list", times=5)

    with pytest.raises(SystemExit):
        call_command("sync_channels")

    assert last_line(capsys.readouterr().out) == (0, 3, 0, 5, 3)


def test_the_tries_of_one_question_end_long_before_a_lease_does() -> None:
    """Every try timing out after ten seconds, every pause as long as it gets."""
    pauses = sum(min(FIRST_PAUSE * 2**number, LONGEST_PAUSE) for number in range(ATTEMPTS - 1))

    assert timedelta(seconds=10 * ATTEMPTS + pauses) < LEASE / 10


@pytest.mark.parametrize("limit", ["0", "-3", "many"])
def test_a_limit_is_a_positive_number(limit: str, db: None) -> None:
    with pytest.raises(CommandError):
        call_command("sync_channels", f"--limit={limit}")


def test_a_terminal_sees_a_bar(
    world: Sandbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    call_command("sync_channels")

    assert "3/3" in capsys.readouterr().err


def test_a_real_endpoint_refuses_a_database_of_the_sandbox(
    world: Sandbox, settings: LazySettings
) -> None:
    settings.YOUTUBE_API_ENDPOINT = "https://youtube.googleapis.com/"

    with pytest.raises(CommandError, match="sandbox"):
        call_command("sync_channels")


def test_a_purge_says_what_it_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    connection = ChannelConnectionFactory()
    old = timezone.now() - timedelta(days=40)
    ChannelSnapshotFactory(channel=connection.channel, day=old.date(), fetched_at=old)
    ChannelFactory(synced_at=old)

    call_command("purge_youtube_data")

    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith("channels=1 snapshots=1 videos=0 ")
    assert not ChannelSnapshot.objects.exists()
