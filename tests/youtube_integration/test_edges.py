"""To the second and to the sign: what a channel, a video and a lease are on the last moment of a rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.conf import LazySettings

from accounts.consenting import give_consent
from design.site_time import site_day, site_moment
from tests.factories.youtube import ChannelConnectionFactory, ChannelFactory, VideoFactory
from youtube_integration.addresses import (
    LONGEST_HANDLE,
    MOST_REDIRECTS,
    AddressError,
    ChannelAddress,
    parse_channel_address,
)
from youtube_integration.api import MAIN, STATS, VideoRecord
from youtube_integration.connecting import HISTORY, client
from youtube_integration.connecting.looking_up import _cache_key
from youtube_integration.models import Channel, Video, YouTubeSettings
from youtube_integration.models.channels import STALE_AFTER
from youtube_integration.models.leases import LEASE
from youtube_integration.retaining import consented_channels

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 8, 10, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_handle_has_thirty_signs_at_most() -> None:
    assert parse_channel_address("@" + "a" * LONGEST_HANDLE).value == "a" * LONGEST_HANDLE
    with pytest.raises(AddressError):
        parse_channel_address("@" + "a" * (LONGEST_HANDLE + 1))


def test_an_address_is_followed_through_so_many_pages_and_no_further() -> None:
    address = "https://www.youtube.com/@warungbuana"
    for _page in range(MOST_REDIRECTS):
        address = f"https://consent.youtube.com/m?continue={quote(address, safe='')}"
    assert parse_channel_address(address).value == "warungbuana"
    with pytest.raises(AddressError):
        parse_channel_address(f"https://consent.youtube.com/m?continue={quote(address, safe='')}")


def test_a_refused_owner_keeps_the_history_to_the_day_of_the_cut() -> None:
    link = ChannelConnectionFactory(owned=True, needs_reconnect_since=NOW)
    give_consent(user=link.user, purpose=HISTORY, wording="Ya.", now=NOW)

    assert consented_channels(NOW).get() == link.channel
    assert not consented_channels(NOW + SECOND).exists()


def test_only_people_who_wait_spend_the_reserve_and_figures_need_none(
    settings: LazySettings,
) -> None:
    reserve = YouTubeSettings.current().reserve
    assert reserve > 0
    assert client(now=NOW, interactive=True)._reserve == 0
    assert client(now=NOW)._reserve == reserve


def test_a_user_name_is_asked_anew_on_the_next_day() -> None:
    address = ChannelAddress("username", "WarungBuAna")
    today = _cache_key(address, NOW)
    assert _cache_key(ChannelAddress("username", "warungbuana"), NOW) == today
    assert _cache_key(address, NOW + timedelta(days=1)) != today


def test_a_channel_left_out_of_an_answer_has_not_answered() -> None:
    day = site_day(NOW)
    first, missing = site_moment(day), ChannelFactory(synced_at=NOW, missing_on=day)
    answered = ChannelFactory(synced_at=first)
    ChannelFactory(synced_at=first - SECOND)
    ChannelFactory(synced_at=site_moment(day + timedelta(days=1)))

    assert list(Channel.objects.answered_on(day)) == [answered]
    assert missing in Channel.objects.missing()


@pytest.mark.parametrize(("late", "is_stale"), [(timedelta(), False), (SECOND, True)])
def test_figures_are_old_after_three_full_days(late: timedelta, is_stale: bool) -> None:
    channel = ChannelFactory(synced_at=NOW - STALE_AFTER - late)
    ChannelConnectionFactory(channel=channel)
    assert Channel.objects.stale(NOW).exists() is channel.is_stale(NOW) is is_stale


def test_who_never_answered_is_asked_first() -> None:
    later, sooner = ChannelFactory(synced_at=NOW), ChannelFactory(synced_at=NOW - SECOND)
    never = ChannelFactory(synced_at=None)
    assert list(Channel.objects.stalest_first()) == [never, sooner, later]


@pytest.mark.parametrize(
    ("until", "is_free"),
    [(-SECOND, True), (timedelta(), True), (SECOND, False), (LEASE, False), (LEASE + SECOND, True)],
)
def test_a_lease_holds_until_its_moment_and_never_longer_than_it_can_run(
    until: timedelta, is_free: bool
) -> None:
    ChannelFactory(lease_until=NOW + until)
    assert Channel.objects.free(NOW).exists() is is_free


def test_a_broadcast_that_is_gone_is_not_asked_about_each_night() -> None:
    live = {"live": Video.LIVE, "read_at": NOW - timedelta(days=1), "starts_at": NOW}
    there = VideoFactory(**live)
    VideoFactory(**live, gone_at=NOW)
    VideoFactory(**{**live, "read_at": site_moment(site_day(NOW))})
    assert list(Video.objects.read_due(NOW)) == [there]


@pytest.mark.parametrize(
    ("days", "last"), [(1, 1), (3, 2), (7, 2), (28, 4), (90, 10)], ids=lambda value: str(value)
)
def test_figures_are_taken_from_the_moment_of_an_age_until_they_would_be_too_late(
    days: int, last: int
) -> None:
    age, end = timedelta(days=days), timedelta(days=last)
    at = {
        video: VideoFactory(published_at=NOW - age - late).pk
        for video, late in [
            ("too early", -SECOND),
            ("first", timedelta()),
            ("last", end - SECOND),
            ("too late", end),
        ]
    }
    VideoFactory(published_at=NOW - age, live=Video.UPCOMING)

    due = set(Video.objects.statistics_due(NOW).values_list("pk", flat=True))
    assert due == {at["first"], at["last"]}


def test_a_videos_first_date_stays() -> None:
    video = VideoFactory(published_at=NOW)
    video.take_over(VideoRecord(video.pk, published_at=NOW - timedelta(days=1)), now=NOW)
    assert video.published_at == NOW
    new = VideoFactory(published_at=None)
    new.take_over(VideoRecord(new.pk, published_at=NOW), now=NOW)
    assert new.published_at == NOW


def test_a_missing_video_is_asked_about_again_today_and_not_after_another_day() -> None:
    video = VideoFactory()
    dates = []
    for days in (0, 0, 1):
        video.note_missing(now=NOW + timedelta(days=days))
        dates.append(video.read_due)
    assert dates == [True, True, False]


def test_gone_is_said_before_to_be_connected_anew() -> None:
    link = ChannelConnectionFactory(
        owned=True, needs_reconnect_since=NOW, channel=ChannelFactory(gone=True)
    )
    assert link.state == "gone"
    link.channel.gone_at = None
    assert link.state == "reconnect"


def test_the_ledger_keeps_no_reserve_of_the_figures_own_bucket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reserves = {}
    monkeypatch.setattr(
        "youtube_integration.connecting.looking_up.QuotaSpend.objects.spend",
        lambda bucket, units, now, *, reserve: reserves.update({bucket: reserve}),
    )
    youtube = client(now=NOW)
    for bucket in (MAIN, STATS):
        youtube._write_down(bucket, 1)
    assert reserves == {MAIN: YouTubeSettings.current().reserve, STATS: 0}
