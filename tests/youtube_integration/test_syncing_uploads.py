"""Reading lists of uploads: only where the count moved, and no further than it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.youtube import Nights, connect_all
from tests.sandbox import EPOCH
from youtube_integration.api import PlaylistPage, YouTubeClient
from youtube_integration.models import Channel, Video

DAY = EPOCH + timedelta(days=10)
ONE = timedelta(days=1)


def add(nights: Nights, number: int = 1, **trajectory: object) -> str:
    """A connected channel of the world with this trajectory; its id."""
    raw = {"id": f"UCunggahan{number:014d}", "trajectory": trajectory}
    (channel_id,) = nights.sandbox.add_channels([raw])
    connect_all([channel_id], now=nights.now)
    return channel_id


def still(videos: int) -> dict[str, object]:
    return {"start": {"subscribers": 20, "views": 900, "videos": videos}, "per_day": {}}


def true_ids(nights: Nights, channel_id: str, day: object) -> set[str]:
    actual = nights.sandbox.truth(day, channel_id, uploads=True)[channel_id]
    return {upload["id"] for upload in actual["uploads"]}


def held_ids(channel_id: str) -> set[str]:
    return set(Video.objects.filter(channel=channel_id).values_list("pk", flat=True))


def test_a_first_contact_reads_the_list_and_the_videos_own_dates(nights: Nights) -> None:
    channel_id = add(nights, **still(7))

    result = nights.sync(DAY)

    actual = nights.sandbox.truth(DAY, channel_id, uploads=True)[channel_id]["uploads"]
    dates = {row["id"]: datetime.fromisoformat(row["published_at"]) for row in actual}
    assert dict(Video.objects.values_list("pk", "published_at")) == dates
    assert nights.calls() == {"channels.list": 1, "playlistItems.list": 1, "videos.list": 1}
    assert (result.videos, result.units) == (7, 3)


def test_a_channel_without_public_video_is_never_asked_for_its_list(nights: Nights) -> None:
    channel_id = add(nights, **still(0))

    result = nights.sync(DAY)
    nights.sync(DAY + timedelta(days=40))

    assert nights.calls() == {"channels.list": 2}
    assert result.is_complete
    assert Channel.objects.get(pk=channel_id).uploads_counted == 0


def test_a_list_that_youtube_does_not_know_is_empty_and_no_error(nights: Nights) -> None:
    channel_id = add(nights, **still(5))
    nights.sandbox.fault("404", "playlistItems.list")
    # The sandbox's 404 carries another reason than playlistNotFound; both mean: nothing there.

    result = nights.sync(DAY)

    channel = Channel.objects.get(pk=channel_id)
    assert (channel.uploads_counted, channel.uploads_due) == (5, False)
    assert result.is_complete
    nights.sandbox.reset_ledger()
    nights.sync(DAY + ONE)
    assert nights.calls() == {"channels.list": 1}


def test_a_first_contact_reads_at_most_two_pages(nights: Nights) -> None:
    channel_id = add(nights, **still(140))

    result = nights.sync(DAY)

    assert nights.calls()["playlistItems.list"] == 2
    assert Video.objects.count() == 100
    assert result.is_complete
    known = Channel.objects.get(pk=channel_id)
    assert (known.videos, known.known_uploads) == (140, 100)
    nights.sandbox.reset_ledger()
    nights.sync(DAY + ONE)
    assert nights.calls() == {"channels.list": 1}, "what is missing is not asked for every night"


def test_the_newest_upload_costs_one_page_and_one_detail_call(nights: Nights) -> None:
    rule = {"every_days": 1000, "from": (DAY).isoformat()}
    channel_id = add(nights, **still(60), uploads=[rule])
    nights.sync(DAY)
    nights.sandbox.reset_ledger()

    result = nights.sync(DAY + ONE)

    assert nights.calls() == {"channels.list": 1, "playlistItems.list": 1, "videos.list": 1}
    assert result.videos == 1
    assert held_ids(channel_id) == true_ids(nights, channel_id, DAY + ONE)


def test_a_rise_by_sixty_reads_the_second_page_too(nights: Nights) -> None:
    rule = {"every_days": 0.1, "from": DAY.isoformat(), "until": (DAY + 5 * ONE).isoformat()}
    channel_id = add(nights, **still(3), uploads=[rule])
    nights.sync(DAY)
    nights.sandbox.reset_ledger()

    nights.sync(DAY + timedelta(days=6))

    new = len(true_ids(nights, channel_id, DAY + timedelta(days=6))) - 3
    assert new >= 50
    assert nights.calls()["playlistItems.list"] == 2
    assert held_ids(channel_id) == true_ids(nights, channel_id, DAY + timedelta(days=6))


def test_a_later_rise_may_need_more_than_two_pages(nights: Nights) -> None:
    rule = {"every_days": 0.05, "from": DAY.isoformat(), "until": (DAY + 6 * ONE).isoformat()}
    channel_id = add(nights, **still(3), uploads=[rule])
    nights.sync(DAY)
    nights.sandbox.reset_ledger()

    nights.sync(DAY + timedelta(days=7))

    assert nights.calls()["playlistItems.list"] == 3
    assert held_ids(channel_id) == true_ids(nights, channel_id, DAY + timedelta(days=7))


def test_a_video_published_late_and_listed_low_waits_for_the_sweep(nights: Nights) -> None:
    rule = {"every_days": 1000, "from": DAY.isoformat(), "late_days": 400}
    channel_id = add(nights, **still(110), uploads=[rule])
    nights.sync(DAY)
    nights.sandbox.reset_ledger()

    nights.sync(DAY + ONE)
    after_the_rise = nights.calls()["playlistItems.list"]
    nights.sync(DAY + 2 * ONE)

    assert after_the_rise == 1, "a page without anything new ends the reading"
    assert nights.calls()["playlistItems.list"] == 1, "and is not asked for again"
    known = Channel.objects.get(pk=channel_id)
    assert known.videos - known.known_uploads == 11


def test_the_monthly_sweep_refreshes_titles_and_the_first_page(nights: Nights) -> None:
    ids = [add(nights, number, **still(5)) for number in range(1, 7)]
    nights.sync(DAY)
    Video.objects.update(title="an old title")
    nights.sandbox.reset_ledger()

    for day in range(17, 30):
        nights.sync(DAY + timedelta(days=day))

    assert nights.calls()["playlistItems.list"] == len(ids)
    assert not Video.objects.filter(title="an old title").exists()
    assert Video.objects.filter(read_at__lt=nights.at(DAY + timedelta(days=20))).count() == 0
    assert nights.calls()["videos.list"] <= len(ids)


def test_the_sweep_finds_what_the_count_did_not_show(nights: Nights) -> None:
    channel_id = add(nights, **still(5))
    nights.sync(DAY)
    lost = Video.objects.order_by("-published_at").first()
    lost.delete()

    for day in range(19, 30):
        nights.sync(DAY + timedelta(days=day))

    assert held_ids(channel_id) == true_ids(nights, channel_id, DAY)


def test_a_video_that_turns_private_is_marked_and_kept(nights: Nights) -> None:
    channel_id = add(nights, **still(4))
    nights.sync(DAY)
    nights.sandbox.happen(channel_id, "make_private", day=(DAY + ONE).isoformat())
    nights.sandbox.reset_ledger()

    result = nights.sync(DAY + ONE)

    gone = Video.objects.get(gone_at__isnull=False)
    assert gone.gone_at == nights.now
    assert gone.pk not in true_ids(nights, channel_id, DAY + ONE)
    assert Video.objects.public().count() == 3
    assert nights.calls() == {"channels.list": 1, "playlistItems.list": 1, "videos.list": 1}
    assert result.is_complete


def test_a_private_video_is_asked_about_once_more_and_then_left(nights: Nights) -> None:
    channel_id = add(nights, **still(4))
    nights.sync(DAY)
    nights.sandbox.happen(channel_id, "make_private", day=(DAY + ONE).isoformat())
    nights.sync(DAY + ONE)
    nights.sync(DAY + 2 * ONE)
    nights.sandbox.reset_ledger()

    nights.sync(DAY + 3 * ONE)

    assert nights.calls() == {"channels.list": 1}
    assert Video.objects.get(gone_at__isnull=False).gone_at == nights.at(DAY + ONE)


def test_a_video_that_becomes_public_again_is_there_again(nights: Nights) -> None:
    channel_id = add(nights, **still(4))
    nights.sync(DAY)
    nights.sandbox.happen(
        channel_id,
        "make_private",
        day=(DAY + ONE).isoformat(),
        until=(DAY + 5 * ONE).isoformat(),
    )
    nights.sync(DAY + ONE)

    nights.sync(DAY + 5 * ONE)

    assert Video.objects.public().count() == 4


def test_all_videos_gone_private_at_once_are_marked_without_a_list_call(nights: Nights) -> None:
    channel_id = add(nights, **still(3))
    nights.sync(DAY)
    nights.sandbox.happen(channel_id, "make_private", newest=3, day=(DAY + ONE).isoformat())
    nights.sandbox.reset_ledger()

    nights.sync(DAY + ONE)

    assert nights.calls() == {"channels.list": 1, "videos.list": 1}
    assert Video.objects.public().count() == 0


def test_a_list_that_claims_more_than_it_gives_is_read_to_its_end(nights: Nights) -> None:
    channel_id = add(nights, **still(55))
    nights.sandbox.happen(channel_id, "make_private", newest=2, day=EPOCH.isoformat())

    result = nights.sync(DAY)

    assert held_ids(channel_id) == true_ids(nights, channel_id, DAY)
    assert result.is_complete


def test_a_list_that_fails_is_left_over_and_taken_up_by_the_next_run(nights: Nights) -> None:
    channel_id = add(nights, **still(60))
    nights.sandbox.fault("503", "playlistItems.list", after=1, times=3)

    first = nights.sync(DAY)
    left = Channel.objects.get(pk=channel_id)
    nights.sandbox.reset_ledger()
    second = nights.again()

    assert (first.ok, first.failed, first.is_complete) == (0, 1, False)
    assert (left.uploads_due, left.synced_on, left.uploads_counted) == (True, DAY, None)
    assert (second.ok, second.due, second.is_complete) == (1, 1, True)
    assert "channels.list" not in nights.calls(), "the channel itself was answered already"
    assert held_ids(channel_id) == true_ids(nights, channel_id, DAY)


def test_a_list_that_repeats_its_page_for_ever_ends(nights: Nights, monkeypatch: object) -> None:
    add(nights, **still(4))
    nights.sync(DAY)
    Channel.objects.update(uploads_counted=1, uploads_due=True)
    youtube, pages_read = nights.client(), []
    page = youtube.uploads_page

    def endless(playlist: str, token: str | None = None) -> PlaylistPage:
        pages_read.append(token)
        first_page = page(playlist)
        return PlaylistPage(first_page.entries, "again", first_page.total)

    monkeypatch.setattr(youtube, "uploads_page", endless)
    monkeypatch.setattr(nights, "client", lambda: youtube)
    nights.again()

    assert pages_read == [None]


def test_an_unknown_count_says_nothing_about_the_list(nights: Nights) -> None:
    channel_id = add(nights, **still(4))
    nights.sync(DAY)
    nights.sandbox.happen(
        channel_id,
        "no_statistics",
        day=(DAY + ONE).isoformat(),
        until=(DAY + 2 * ONE).isoformat(),
    )
    nights.sandbox.reset_ledger()

    nights.sync(DAY + ONE)
    nights.sync(DAY + 2 * ONE)

    assert nights.calls() == {"channels.list": 2}
    assert Video.objects.public().count() == 4


def test_dates_are_the_videos_own_and_not_the_lists(nights: Nights) -> None:
    """A list item's own date says when it was added."""
    rule = {"every_days": 1000, "from": 2, "late_days": 30}
    channel_id = add(nights, **still(0), uploads=[rule])

    nights.sync(DAY)

    video = Video.objects.get(channel=channel_id)
    assert video.published_at.astimezone(UTC).date() == EPOCH + timedelta(days=2)


def test_a_count_that_rises_while_the_list_is_read_is_read_the_next_night(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel_id = add(nights, **still(3))
    real = YouTubeClient.uploads_page

    def page(client: YouTubeClient, *args: object) -> PlaylistPage:
        # Somebody looks the channel up in the meantime, and it has one video more.
        Channel.objects.filter(pk=channel_id).update(videos=4)
        return real(client, *args)

    monkeypatch.setattr(YouTubeClient, "uploads_page", page)
    nights.sync(DAY)

    assert Channel.objects.get(pk=channel_id).uploads_counted == 3
