"""The edges of a night: the day of a sweep, what a list left out, an age that is crossed meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from design.site_time import site_day
from tests.factories.youtube import ChannelFactory, VideoFactory
from youtube_integration.api import PlaylistEntry, VideoStats
from youtube_integration.models import Video, VideoSnapshot
from youtube_integration.syncing import channels, uploads, videos
from youtube_integration.syncing.uploads import Reading
from youtube_integration.syncing.work import Work

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 8, 10, 3, 0, tzinfo=UTC)


def listed(*held: Video, to_its_end: bool = False) -> Reading:
    entries = {one.pk: PlaylistEntry(one.pk, one.published_at) for one in held}
    return Reading(counted=len(held), listed=entries, to_its_end=to_its_end)


def detail_requests(*held: Video) -> list[bool]:
    due = set(Video.objects.filter(read_due=True).values_list("pk", flat=True))
    return [one.pk in due for one in held]


def test_a_sweep_comes_on_its_very_day() -> None:
    read_at = NOW - timedelta(days=60)
    channel = ChannelFactory(titles_read_at=read_at, uploads_counted=7, videos=7)
    VideoFactory(channel=channel)
    day = channels.sweep_day(channel.pk, read_at)

    channels._note_owed(channel, today=day - timedelta(days=1), now=NOW)
    assert channel.titles_read_at == read_at
    channels._note_owed(channel, today=day, now=NOW)

    assert channel.titles_read_at == NOW
    assert channel.uploads_due
    assert site_day(read_at) < day


def test_of_a_list_that_was_not_read_to_its_end_only_its_own_days_are_doubted() -> None:
    channel = ChannelFactory(videos=1)
    older, same_day, absent, newest = (
        VideoFactory(channel=channel, published_at=NOW - timedelta(days=days))
        for days in (9, 5, 3, 1)
    )
    last = VideoFactory(channel=channel, published_at=same_day.published_at)

    uploads._suspect(channel, listed(last, newest))
    assert detail_requests(older, same_day, absent, last, newest) == [
        False,
        True,
        True,
        False,
        False,
    ]

    uploads._suspect(channel, listed(last, newest, to_its_end=True))
    assert detail_requests(older, same_day, absent) == [True, True, True]


def test_a_video_that_is_listed_again_is_asked_about_and_missing_no_more() -> None:
    back = VideoFactory(gone_at=NOW - timedelta(days=9), missing_on=site_day(NOW))

    uploads._write([back.channel_id], reading=listed(back), now=NOW)

    back.refresh_from_db()
    assert (back.read_due, back.missing_on) == (True, None)


def test_figures_have_the_age_for_which_they_were_asked_though_it_passes_meanwhile() -> None:
    video = VideoFactory(published_at=NOW - timedelta(days=2, minutes=1))
    stats = {video.pk: VideoStats(video.pk, views=10, likes=None, comments=None)}

    videos._write_statistics([video.pk], stats, moment=NOW - timedelta(hours=12), now=NOW)
    assert video.age_due(NOW) is None
    assert [row.age for row in VideoSnapshot.objects.all()] == [1]


def test_no_row_is_left_out_where_they_come_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("youtube_integration.syncing.work.ROWS_AT_A_TIME", 2)
    held = {VideoFactory().pk for _number in range(5)}
    work = object.__new__(Work)

    assert {video for video, _channel in work._by_key(Video.objects.all())} == held
