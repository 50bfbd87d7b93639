"""Rules at their very edge: the second, the last letter, the process that has just ended."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.youtube import ChannelConnectionFactory, ChannelFactory, VideoFactory
from youtube_integration.api import VideoRecord
from youtube_integration.connecting import connect_owned
from youtube_integration.models import Channel, ChannelConnection, SyncRun, Video, YouTubeSettings
from youtube_integration.retaining import UNCLAIMED_FOR, purge

NOW = timezone.now()
SECOND = timedelta(seconds=1)
MONTH = timedelta(days=30)
pytestmark = pytest.mark.django_db


def run_of(pid: int) -> SyncRun:
    run = SyncRun.objects.begin(due=1, now=NOW)
    SyncRun.objects.filter(pk=run.pk).update(pid=pid)
    return SyncRun.objects.get(pk=run.pk)


class TestARunsProcess:
    def test_lives_while_it_works_and_not_once_it_has_ended_unreaped(self) -> None:
        child = subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        run = run_of(child.pid)
        assert run.lives()
        assert child.stdin is not None
        child.stdin.close()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert not run.lives()
        child.wait()
        assert not run.lives()

    def test_of_somebody_else_counts_as_alive(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(pid: int, signal: int) -> None:
            raise PermissionError

        run = run_of(os.getppid())
        monkeypatch.setattr(os, "kill", refuse)
        assert run.lives()


@pytest.mark.parametrize(("days", "allowed"), [(30, True), (31, False)])
def test_history_may_be_kept_for_thirty_days_and_no_longer(days: int, allowed: bool) -> None:
    settings = YouTubeSettings.current()
    settings.history_days = days
    if allowed:
        settings.full_clean(exclude=["site"])
        return
    with pytest.raises(ValidationError):
        settings.full_clean(exclude=["site"])


@pytest.mark.parametrize(("late", "left"), [(timedelta(), True), (SECOND, False)])
def test_a_closed_connection_stays_for_its_whole_month(late: timedelta, left: bool) -> None:
    ChannelConnectionFactory(disconnected_at=NOW - MONTH - late, connected_at=NOW - 2 * MONTH)
    purge(now=NOW)
    assert ChannelConnection.objects.exists() is left


@pytest.mark.parametrize(("late", "left"), [(timedelta(), True), (SECOND, False)])
def test_a_channel_that_nobody_took_stays_for_its_whole_day(late: timedelta, left: bool) -> None:
    ChannelFactory(synced_at=NOW - UNCLAIMED_FOR - late)
    purge(now=NOW)
    assert Channel.objects.exists() is left


def test_who_proves_to_own_a_channel_has_it_verified_from_that_moment() -> None:
    owner, channel = UserFactory(), ChannelFactory()
    connect_owned(user=owner, channel=channel, now=NOW - MONTH)
    connect_owned(user=owner, channel=channel, now=NOW)
    assert ChannelConnection.objects.get().verified_at == NOW


def test_what_youtube_says_at_too_great_length_is_cut_to_its_column() -> None:
    video = VideoFactory()
    record = VideoRecord.from_json({"id": video.pk, "snippet": {"title": "t"}, "status": {}})
    columns = {
        "title": "title",
        "privacy": "privacy",
        "definition": "definition",
        "category_id": "category_id",
        "default_language": "language",
    }
    video.take_over(replace(record, **dict.fromkeys(columns, "x" * 999)), now=NOW)
    assert {name: len(getattr(video, name)) for name in columns.values()} == {
        name: longest_of(Video, name) for name in columns.values()
    }


def longest_of(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name).max_length
