"""Reading videos: details pooled over all channels, figures at set ages in their own bucket."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.youtube import Nights, VideoFactory, connect_all
from tests.sandbox import EPOCH
from youtube_integration import signals
from youtube_integration.models import Video, VideoSnapshot

DAY = EPOCH + timedelta(days=10)
ONE = timedelta(days=1)


def add(nights: Nights, number: int = 1, **trajectory: object) -> str:
    raw = {"id": f"UCvideonya{number:014d}", "trajectory": trajectory}
    (channel_id,) = nights.sandbox.add_channels([raw])
    connect_all([channel_id], now=nights.now)
    return channel_id


def one_upload(day: object, **more: object) -> dict[str, object]:
    return {
        "start": {"subscribers": 20, "views": 900, "videos": 0},
        "uploads": [{"every_days": 1000, "from": day.isoformat(), **more}],
        "per_day": {},
        "video_views": 200,
    }


def test_new_videos_of_all_channels_share_their_calls(nights: Nights) -> None:
    for number in range(1, 41):
        start = {"subscribers": 9, "views": 100, "videos": 3}
        add(nights, number, start=start, per_day={})

    result = nights.sync(DAY)

    assert result.videos == 120
    assert nights.calls()["videos.list"] == 3
    assert Video.objects.filter(read_at=None).count() == 0


def test_details_come_out_as_youtube_tells_them(nights: Nights) -> None:
    channel_id = add(nights, **one_upload(DAY - ONE, kids=True, seconds=[754, 754]))

    nights.sync(DAY)

    (actual,) = nights.sandbox.truth(DAY, channel_id, uploads=True)[channel_id]["uploads"]
    video = Video.objects.get()
    assert (video.title, video.pk) == (actual["title"], actual["id"])
    assert video.duration == timedelta(seconds=754)
    assert (video.made_for_kids, video.privacy, video.live) == (True, "public", "none")
    assert video.read_at == nights.now


def test_awkward_titles_are_kept_and_turn_no_text_round(nights: Nights) -> None:
    (channel_id,) = nights.sandbox.generate(1, "awkward_titles")
    connect_all([channel_id], now=nights.now)

    nights.sync(EPOCH + timedelta(days=25))

    actual = nights.sandbox.truth(EPOCH + timedelta(days=25), channel_id, uploads=True)
    titles = {row["id"]: row["title"] for row in actual[channel_id]["uploads"]}
    stored = {pk: title.translate({0x202E: None, 0x202C: None}) for pk, title in titles.items()}
    assert dict(Video.objects.values_list("pk", "title")) == stored
    assert any("\u202e" in title for title in titles.values())


def test_a_video_is_announced_when_it_was_read_first(nights: Nights) -> None:
    add(nights, start={"subscribers": 1, "views": 1, "videos": 2}, per_day={})
    heard: list[str] = []

    def hear(sender: object, video: Video, **kwargs: object) -> None:
        heard.append(video.pk)

    signals.video_discovered.connect(hear)
    try:
        nights.sync(DAY)
        Video.objects.update(read_due=True)
        nights.again()
    finally:
        signals.video_discovered.disconnect(hear)

    assert sorted(heard) == sorted(Video.objects.values_list("pk", flat=True))


def test_figures_are_taken_at_their_ages_and_at_no_other(nights: Nights) -> None:
    published = DAY
    channel_id = add(nights, **one_upload(published))
    truth: dict[int, dict] = {}
    for day in [*range(1, 10), *range(27, 34), *range(89, 102)]:
        nights.sync(published + timedelta(days=day))
        for age in VideoSnapshot.objects.exclude(age__in=truth).values_list("age", flat=True):
            (actual,) = nights.sandbox.truth(nights.now.date() + ONE, channel_id, uploads=True)[
                channel_id
            ]["uploads"]
            truth[age] = actual

    taken = {row.age: row for row in VideoSnapshot.objects.all()}
    assert list(taken) == [1, 3, 7, 28, 90]
    for age, row in taken.items():
        elapsed = row.fetched_at - row.video.published_at
        assert timedelta(days=age) <= elapsed < timedelta(days=age + 1)
        counts = (row.views, row.likes, row.comments)
        actual = truth[age]
        assert counts == (actual["viewCount"], actual["likeCount"], actual["commentCount"])


def test_figures_cost_units_of_their_own_bucket(nights: Nights) -> None:
    for number in range(1, 61):
        add(nights, number, **one_upload(DAY))
    nights.sync(DAY + ONE)
    nights.sandbox.reset_ledger()

    result = nights.sync(DAY + 2 * ONE)

    assert nights.units() == {"main": 2, "batch_get_stats": 2}
    assert result.units == 2
    assert VideoSnapshot.objects.count() == 60


@pytest.mark.parametrize(
    ("hidden", "unknown"),
    [
        ("likes", {"likes"}),
        ("comments", {"comments"}),
        ("statistics", {"views", "likes", "comments"}),
    ],
)
def test_what_the_owner_hides_is_unknown_and_not_zero(
    nights: Nights, hidden: str, unknown: set[str]
) -> None:
    add(nights, **one_upload(DAY, hidden=[hidden]))
    nights.sync(DAY + ONE)

    nights.sync(DAY + 2 * ONE)

    row = VideoSnapshot.objects.get()
    assert {
        name for name in ("views", "likes", "comments") if getattr(row, name) is None
    } == unknown


def test_an_age_that_was_missed_for_long_stays_unknown(nights: Nights) -> None:
    add(nights, **one_upload(DAY))
    nights.sync(DAY + ONE)

    nights.sync(DAY + timedelta(days=20))

    assert not VideoSnapshot.objects.exists()


def test_a_video_left_out_of_the_figures_is_asked_about_at_once(nights: Nights) -> None:
    channel_id = add(nights, **one_upload(DAY))
    nights.sync(DAY + ONE)
    # Private and replaced by another on the same day: the count does not show it.
    nights.sandbox.fault("fewer_items", "videos.batchGetStats")

    result = nights.sync(DAY + 2 * ONE)

    video = Video.objects.get(channel=channel_id)
    assert (video.gone_at, video.read_due) == (None, False)
    assert (result.ok, result.is_complete) == (1, True)


def test_a_new_video_left_out_once_comes_back_on_another_day(nights: Nights) -> None:
    add(nights, **one_upload(DAY))
    nights.sandbox.fault("fewer_items", "videos.list")
    first = nights.sync(DAY + ONE)
    marked = Video.objects.get()

    nights.sync(DAY + 2 * ONE)

    assert marked.gone_at is not None
    assert first.is_complete
    video = Video.objects.get()
    assert (video.gone_at, video.missing_on) == (None, None)
    assert video.title


def test_a_broadcast_without_length_is_asked_about_until_it_has_one(nights: Nights) -> None:
    channel_id = add(nights, **one_upload(DAY, kind="live"))
    nights.sync(DAY + ONE)
    assert Video.objects.get().duration is None

    for day in range(2, 5):
        nights.sync(DAY + timedelta(days=day))

    (actual,) = nights.sandbox.truth(DAY + 4 * ONE, channel_id, uploads=True)[channel_id]["uploads"]
    assert Video.objects.get().duration == timedelta(seconds=actual["seconds"])
    nights.sandbox.reset_ledger()
    nights.sync(DAY + timedelta(days=5))
    assert "videos.list" not in nights.calls()


def requested_videos(nights: Nights, day: int) -> bool:
    nights.sandbox.reset_ledger()
    nights.sync(DAY + timedelta(days=day))
    return "videos.list" in nights.calls()


def test_an_announced_broadcast_is_asked_about_on_its_day_and_not_on_each_before(
    nights: Nights,
) -> None:
    add(nights, **one_upload(DAY, kind="live", announced_days=12))
    nights.sync(DAY + ONE)
    announced = Video.objects.get()
    assert (announced.live, announced.duration) == ("upcoming", None)
    assert announced.starts_at == announced.published_at + timedelta(days=12)

    nights_with_a_question = [day for day in range(2, 18) if requested_videos(nights, day)]

    # Its day, on air on the next, over on the one after that.
    assert nights_with_a_question == [12, 13, 14]
    over = Video.objects.get()
    assert (over.live, over.duration is None) == ("none", False)


@pytest.mark.parametrize("live", ["none", "upcoming", "live"])
def test_what_never_gets_a_length_is_asked_about_for_a_week_and_then_left_to_the_sweep(
    live: str, nights: Nights
) -> None:
    nights.go_to(DAY)
    began = {"published_at": nights.now, "first_seen_at": nights.now, "read_at": nights.now}
    endless = VideoFactory(duration=None, live=live, **began)

    nights_with_a_question = [
        day
        for day in range(1, 31)
        if Video.objects.read_due(nights.now + timedelta(days=day)).exists()
    ]

    assert nights_with_a_question == list(range(1, 8))
    Video.objects.filter(pk=endless.pk).update(read_due=True)  # as the sweep does
    assert Video.objects.read_due(nights.now + timedelta(days=25)).exists()


def test_an_old_broadcast_found_today_is_no_nightly_question(nights: Nights) -> None:
    nights.go_to(DAY)
    then = nights.now - timedelta(days=200)
    VideoFactory(duration=None, published_at=then, first_seen_at=nights.now, read_at=nights.now)

    assert not Video.objects.read_due(nights.now + ONE).exists()


def test_a_failed_batch_of_videos_leaves_their_channels_over(nights: Nights) -> None:
    start = {"subscribers": 1, "views": 1, "videos": 2}
    add(nights, start=start, per_day={})
    nights.sandbox.fault("500", "videos.list", times=3)

    first = nights.sync(DAY)
    nights.sandbox.reset_ledger()
    second = nights.again()

    assert (first.ok, first.failed, first.units, first.is_complete) == (0, 1, 5, False)
    assert nights.calls() == {"videos.list": 1}
    assert (second.ok, second.videos, second.is_complete) == (1, 2, True)


def test_failed_figures_are_taken_by_the_next_run(nights: Nights) -> None:
    add(nights, **one_upload(DAY))
    nights.sync(DAY + ONE)
    nights.sandbox.fault("reset", "videos.batchGetStats", times=3)

    first = nights.sync(DAY + 2 * ONE)
    second = nights.again()

    assert (first.ok, first.failed) == (0, 1)
    assert (second.ok, second.due, second.is_complete) == (1, 1, True)
    assert VideoSnapshot.objects.get().age == 1
