"""The made-up world: what it promises to everyone who builds on its figures."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from youtube_integration.sandbox.channels import rounded
from youtube_integration.sandbox.specs import KINDS, SpecError
from youtube_integration.sandbox.world import World

EPOCH = date(2026, 7, 28)
ONE = "UCdapurNingsih0000000001"
TWO = "UCdapurNingsih0000000002"


def day(number: int) -> date:
    return EPOCH + timedelta(days=number)


def world_of(*channels: dict[str, Any], seed: int = 1) -> World:
    world = World(EPOCH, seed)
    world.set_day(EPOCH)
    world.add(channels)
    return world


def one(kind: str = "silent", **trajectory: Any) -> dict[str, Any]:
    return {"id": ONE, "handle": "dapur", "trajectory": {"kind": kind, **trajectory}}


def statistics(world: World, number: int, channel: str = ONE) -> dict[str, Any]:
    return world.truth(day(number), channel)[channel]


def test_the_same_seed_and_day_tell_the_same_whatever_was_asked_before() -> None:
    forward, backward = World(EPOCH), World(EPOCH)
    forward.generate(60)
    backward.generate(60)

    days = [day(number) for number in range(0, 120, 7)]
    onward = {at: forward.truth(at, uploads=True) for at in days}
    back = {at: backward.truth(at, uploads=True) for at in reversed(days)}

    assert onward == back


def test_another_seed_is_another_world() -> None:
    assert World(EPOCH, 1).generate(3) != World(EPOCH, 2).generate(3)


@pytest.mark.parametrize("kind", list(KINDS))
def test_views_never_fall_and_cover_the_videos_views(kind: str) -> None:
    world = world_of(one(kind))
    seen = -1
    for number in range(0, 120):
        actual = world.truth(day(number), ONE, uploads=True).get(ONE)
        if actual is None:
            assert kind == "terminated"
            break
        assert actual["views"] >= seen
        assert sum(upload["viewCount"] for upload in actual["uploads"]) <= actual["views"]
        assert actual["videos"] == len(actual["uploads"])
        seen = actual["views"]


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_videos_views_only_grow(kind: str) -> None:
    world = world_of(one(kind))
    before: dict[str, int] = {}
    for number in range(0, 60, 3):
        for upload in world.truth(day(number), ONE, uploads=True)[ONE]["uploads"]:
            assert upload["viewCount"] >= before.get(upload["id"], 0)
            assert upload["likeCount"] <= upload["viewCount"]
            before[upload["id"]] = upload["viewCount"]


def test_the_start_holds_on_the_epoch() -> None:
    world = world_of(one("steady", start={"subscribers": 84, "views": 5120, "videos": 6}))

    actual = statistics(world, 0)

    assert (actual["subscribers"], actual["views"], actual["videos"]) == (84, 5120, 6)


@pytest.mark.parametrize(
    ("exact", "rounded_down"),
    [(0, 0), (999, 999), (1000, 1000), (1239, 1230), (12399, 12300), (1234567, 1230000)],
)
def test_subscribers_are_told_with_three_figures_rounded_down(
    exact: int, rounded_down: int
) -> None:
    assert rounded(exact) == rounded_down


def test_a_big_channels_truth_is_rounded_and_exact() -> None:
    actual = statistics(world_of(one("big")), 9)

    assert actual["subscribers"] % 1000 == 0
    assert 0 <= actual["subscribers_exact"] - actual["subscribers"] < 1000


def test_a_quiet_channel_does_not_move_and_a_silent_one_uploads_nothing() -> None:
    quiet, silent = world_of(one("quiet")), world_of(one("silent"))

    assert statistics(quiet, 0) == statistics(quiet, 100)
    assert statistics(silent, 0)["videos"] == statistics(silent, 100)["videos"]
    assert statistics(silent, 0)["views"] < statistics(silent, 100)["views"]


def test_videos_come_by_their_rules_and_are_seen_from_the_next_day() -> None:
    rule = {"every_days": 7, "from": "2026-08-10", "until": "2026-08-24"}
    world = world_of(one("no_videos", uploads=[rule]))

    seen = {number: statistics(world, number)["videos"] for number in (13, 14, 20, 21, 27, 28, 90)}

    assert seen == {13: 0, 14: 1, 20: 1, 21: 2, 27: 2, 28: 3, 90: 3}
    [upload, *_rest] = world.truth(day(14), ONE, uploads=True)[ONE]["uploads"]
    assert upload["published_at"].startswith("2026-08-1")


def test_twice_a_week_is_every_three_and_a_half_days() -> None:
    world = world_of(one("no_videos", uploads=[{"every_days": 3.5, "from": 0}]))

    assert statistics(world, 70)["videos"] == 20


def test_shorts_are_short_and_gather_more() -> None:
    world = world_of(one("shorts_only"), {**one("steady"), "id": TWO})
    at = day(60)

    shorts = world.truth(at, ONE, uploads=True)[ONE]["uploads"]

    assert {upload["seconds"] < 60 for upload in shorts} == {True}


def test_a_bulky_channel_has_its_old_videos_before_the_epoch() -> None:
    uploads = world_of(one("bulk_old")).truth(EPOCH, ONE, uploads=True)[ONE]["uploads"]

    dates = [upload["published_at"] for upload in uploads]
    assert len(dates) == 140
    assert dates == sorted(dates, reverse=True)
    assert dates[0] < EPOCH.isoformat()


def test_a_video_made_earlier_and_published_late_stands_lower_in_the_list() -> None:
    rules = [
        {"every_days": 1, "from": 1, "until": 5},
        {"every_days": 9, "from": 6, "until": 6, "late_days": 4},
    ]
    uploads = world_of(one("no_videos", uploads=rules)).truth(day(9), ONE, uploads=True)
    dates = [upload["published_at"] for upload in uploads[ONE]["uploads"]]

    assert dates.index(max(dates)) > 1


def test_a_channel_is_there_from_the_day_it_was_made() -> None:
    world = world_of({**one("steady"), "created": "2026-08-10"})

    assert world.truth(day(12)) == {}
    assert statistics(world, 13)["views"] == KINDS["steady"]["start"]["views"]


# --- events ---


def event(name: str, number: int, **details: Any) -> dict[str, Any]:
    return {"event": name, "day": day(number).isoformat(), **details}


def test_a_terminated_channel_is_gone_with_its_videos() -> None:
    world = world_of(one("steady", events=[event("terminate", 20)]))
    video_id = world.truth(day(19), ONE, uploads=True)[ONE]["uploads"][0]["id"]

    assert ONE in world.truth(day(19))
    assert ONE not in world.truth(day(20))
    world.set_day(day(20))
    assert world.channel(ONE) is None
    assert world.channel_by_handle("dapur") is None
    assert world.channel_by_playlist("UU" + ONE[2:]) is None
    assert world.video(video_id) is None


def test_a_suspension_that_is_lifted_brings_the_channel_back() -> None:
    world = world_of(one("steady", events=[event("terminate", 5, until=day(7).isoformat())]))

    assert [ONE in world.truth(day(number)) for number in (4, 5, 6, 7)] == [
        True,
        False,
        False,
        True,
    ]


def test_hidden_subscribers_and_missing_statistics_are_null() -> None:
    world = world_of(
        one("steady", events=[event("hide_subscribers", 3), event("no_statistics", 6)])
    )

    assert statistics(world, 2)["subscribers"] is not None
    assert (statistics(world, 3)["subscribers"], statistics(world, 3)["subscribers_hidden"]) == (
        None,
        True,
    )
    assert statistics(world, 3)["views"] is not None
    assert (statistics(world, 6)["views"], statistics(world, 6)["videos"]) == (None, None)
    assert statistics(world, 6)["subscribers_hidden"] is False


def test_bought_subscribers_come_in_a_day_and_leave_over_five() -> None:
    world = world_of(one("quiet", events=[event("spike", 10, subscribers=300)]))

    counts = [statistics(world, number)["subscribers"] for number in range(9, 16)]

    assert counts == [38, 338, 278, 218, 158, 98, 38]


def test_views_that_youtube_takes_back_are_the_only_way_down() -> None:
    world = world_of(one("quiet", events=[event("lose_views", 5, views=400)]))

    assert (statistics(world, 4)["views"], statistics(world, 5)["views"]) == (1500, 1100)


def test_a_video_that_turns_private_leaves_the_list_but_not_its_total() -> None:
    world = world_of(one("steady", events=[event("make_private", 20)]))
    before = world.truth(day(19), ONE, uploads=True)[ONE]["uploads"]

    after = world.truth(day(20), ONE, uploads=True)[ONE]["uploads"]

    assert [upload["id"] for upload in after] == [upload["id"] for upload in before[1:]]
    assert statistics(world, 20)["videos"] == statistics(world, 19)["videos"] - 1
    world.set_day(day(20))
    channel = world.channel(ONE)
    assert channel is not None
    assert channel.claimed(day(20)) == len(after) + 1
    assert world.video(before[0]["id"]) is None
    assert world.video(before[1]["id"]) is not None


def test_a_named_video_turns_private_and_comes_back() -> None:
    video_id = world_of(one("steady")).truth(EPOCH, ONE, uploads=True)[ONE]["uploads"][0]["id"]
    world = world_of(
        one(
            "steady",
            uploads=[],
            events=[event("make_private", 2, video=video_id, until=day(4).isoformat())],
        )
    )

    assert [statistics(world, number)["videos"] for number in (1, 2, 3, 4)] == [4, 3, 3, 4]


def test_a_handle_changes_hands() -> None:
    world = world_of(
        one("quiet", events=[event("rename", 10, handle="dapur.baru", title="Dapur Baru")]),
        {
            "id": TWO,
            "handle": "lama",
            "trajectory": {"kind": "quiet", "events": [event("rename", 10, handle="Dapur")]},
        },
    )

    def holder(handle: str) -> str | None:
        channel = world.channel_by_handle(handle)
        return channel.spec.channel_id if channel else None

    assert (holder("@dapur"), holder("lama"), holder("dapur.baru")) == (ONE, TWO, None)
    world.set_day(day(10))
    assert (holder("DAPUR"), holder("lama"), holder("dapur.baru")) == (TWO, None, ONE)
    assert statistics(world, 10)["title"] == "Dapur Baru"


def test_what_happens_now_keeps_what_the_kind_had_in_store() -> None:
    world = world_of(one("hidden_subscribers"))
    world.set_day(day(3))

    world.happen(ONE, {"event": "rename", "handle": "lain"})
    world.happen(ONE, {"event": "no_statistics", "day": day(9).isoformat()})

    assert statistics(world, 3)["subscribers_hidden"]
    assert (statistics(world, 2)["handle"], statistics(world, 3)["handle"]) == ("dapur", "lain")
    assert statistics(world, 9)["views"] is None


# --- days, files, mistakes ---


def test_the_world_follows_the_clock_of_jakarta() -> None:
    moment = datetime(2026, 8, 1, 20, 0, tzinfo=UTC)
    world = World(EPOCH, clock=lambda: moment)

    assert world.day == date(2026, 8, 2)
    world.set_day(day(1))
    assert world.day == date(2026, 7, 29)
    assert not world.follows_clock


def test_before_its_epoch_there_is_no_world() -> None:
    with pytest.raises(ValueError, match="before the epoch"):
        World(EPOCH).set_day(day(-1))


def test_the_state_file_keeps_everything_over_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    first = World(EPOCH, 7, state_file=state)
    first.add([one("steady")])
    first.generate(3)
    first.set_day(day(40))
    first.happen(ONE, {"event": "hide_subscribers"})

    again = World(date(2030, 1, 1), 99, state_file=state)

    assert again.day == day(40)
    assert again.truth(day(50), uploads=True) == first.truth(day(50), uploads=True)
    assert again.generate(1) == World(EPOCH, 7).generate(4)[3:]
    assert json.loads(state.read_text())["epoch"] == "2026-07-28"


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        ({"id": "UCpendek"}, "no channel id"),
        ({"id": 5}, "no channel id"),
        ({"id": ONE, "trajectory": {"kind": "meteor"}}, "unknown kind 'meteor'"),
        ({"id": ONE, "trajectory": {"uploads": [{"every_days": 0, "from": 1}]}}, "more than 0"),
        ({"id": ONE, "trajectory": {"uploads": [{"every_days": 7}]}}, "from"),
        ({"id": ONE, "trajectory": {"start": {"views": -1}}}, "no count"),
        ({"id": ONE, "trajectory": {"events": [{"event": "pesta", "day": 1}]}}, "unknown event"),
        ({"id": ONE, "created": "kemarin"}, "isoformat"),
        ("UC", "no description"),
    ],
)
def test_a_description_that_makes_no_sense_says_what_and_where(raw: Any, complaint: str) -> None:
    with pytest.raises(SpecError, match=complaint):
        world_of(raw)
