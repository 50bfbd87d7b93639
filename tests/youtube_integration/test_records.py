"""YouTube's many ways of saying, and of not saying, a thing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from youtube_integration.api import (
    ChannelRecord,
    PlaylistEntry,
    PlaylistPage,
    VideoRecord,
    VideoStats,
)
from youtube_integration.api.records import parse_count, parse_duration, parse_moment


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2007-08-23T00:34:43Z", datetime(2007, 8, 23, 0, 34, 43, tzinfo=UTC)),
        ("2007-08-23T00:34:43.000Z", datetime(2007, 8, 23, 0, 34, 43, tzinfo=UTC)),
        ("2020-01-02T03:04:05.123456789Z", datetime(2020, 1, 2, 3, 4, 5, 123456, tzinfo=UTC)),
        ("2020-01-02T03:04:05+07:00", datetime(2020, 1, 1, 20, 4, 5, tzinfo=UTC)),
        ("2020-01-02T03:04:05", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("0001-01-01T00:00:00+07:00", None),
        ("kemarin", None),
        ("", None),
        (None, None),
        (1598227200, None),
    ],
)
def test_a_moment_is_read_with_and_without_fractions(
    value: object, moment: datetime | None
) -> None:
    assert parse_moment(value) == moment


@pytest.mark.parametrize(
    ("value", "length"),
    [
        ("PT4M", timedelta(minutes=4)),
        ("PT0H15M0S", timedelta(minutes=15)),
        ("PT1H", timedelta(hours=1)),
        ("P1DT2H3M", timedelta(hours=26, minutes=3)),
        ("P1W", timedelta(days=7)),
        ("PT1.5S", timedelta(seconds=1.5)),
        ("123s", timedelta(seconds=123)),
        ("12.5s", timedelta(seconds=12.5)),
        ("P0D", None),
        ("PT0S", None),
        ("0s", None),
        ("P", None),
        ("P9999999999999D", None),
        ("P99999D", None),
        ("12:30", None),
        (None, None),
        (123, None),
    ],
)
def test_a_length_of_zero_is_not_known_yet(value: object, length: timedelta | None) -> None:
    assert parse_duration(value) == length


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("0", 0),
        (0, 0),
        ("3331930783", 3331930783),
        (12, 12),
        ("9223372036854775807", 2**63 - 1),
        ("9999999999999999999", None),
        ("-1", None),
        (-1, None),
        ("1,234", None),
        ("١٢", None),
        ("", None),
        (True, None),
        (1.5, None),
        (None, None),
    ],
)
def test_a_count_is_a_number_or_unknown(value: object, count: int | None) -> None:
    assert parse_count(value) == count


def test_a_hidden_subscriber_count_is_unknown_and_not_zero() -> None:
    record = ChannelRecord.from_json(
        {
            "id": "UC1",
            "statistics": {
                "viewCount": "70",
                "subscriberCount": "0",
                "hiddenSubscriberCount": True,
                "videoCount": "3",
            },
        }
    )

    assert (record.counts.subscribers, record.counts.subscribers_hidden) == (None, True)
    assert (record.counts.views, record.counts.videos) == (70, 3)


def test_a_channel_without_statistics_has_three_unknown_figures() -> None:
    record = ChannelRecord.from_json({"id": "UC1", "snippet": {"title": "Sepi"}})

    assert (record.counts.subscribers, record.counts.views, record.counts.videos) == (
        None,
        None,
        None,
    )
    assert not record.counts.subscribers_hidden
    assert (record.handle, record.uploads_playlist_id, record.published_at) == ("", "", None)


@pytest.mark.parametrize(
    ("custom_url", "handle"),
    [
        ("@googledevelopers", "googledevelopers"),
        ("@%E7%8C%AB%E3%81%AE%E5%BA%97", "猫の店"),
        ("googlecode", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_old_custom_address_is_not_taken_for_a_handle(
    custom_url: str | None, handle: str
) -> None:
    assert ChannelRecord.from_json({"id": "UC1", "snippet": {"customUrl": custom_url}}).handle == (
        handle
    )


def test_signs_that_a_database_refuses_are_taken_out_of_titles() -> None:
    record = ChannelRecord.from_json({"id": "UC1", "snippet": {"title": "Bu\x00ana \ud83d"}})

    assert record.title == "Buana"


def test_signs_that_a_database_refuses_are_taken_out_of_descriptions_and_lines_stay() -> None:
    description = "Resep\x00 soto\n\n00:00 \u202eBuka\u202c \ud83d"
    record = ChannelRecord.from_json({"id": "UC1", "snippet": {"description": description}})
    assert record.description == "Resep soto\n\n00:00 Buka "


def test_titles_keep_emoji_markup_and_formulas_and_turn_no_text_round() -> None:
    title = "=1+1 <b>أهلا</b> 👩‍🍳 @x"
    sent = title.replace("أهلا", "\u202eأهلا\u202c")

    assert VideoRecord.from_json({"id": "v", "snippet": {"title": sent}}).title == title


def test_a_list_entry_is_dated_by_its_video_and_not_by_when_it_was_added() -> None:
    entry = PlaylistEntry.from_json(
        {
            "snippet": {"publishedAt": "2026-11-20T00:00:00Z", "position": 2},
            "contentDetails": {"videoId": "v1", "videoPublishedAt": "2023-01-10T03:00:00Z"},
        }
    )

    assert entry == PlaylistEntry("v1", datetime(2023, 1, 10, 3, tzinfo=UTC), 2)


def test_an_old_list_entry_names_its_video_in_the_snippet() -> None:
    entry = PlaylistEntry.from_json({"snippet": {"resourceId": {"videoId": "v1"}}})

    assert (entry.video_id, entry.published_at) == ("v1", None)


def test_a_page_without_items_is_empty_and_entries_without_video_are_left_out() -> None:
    assert PlaylistPage.from_json({"nextPageToken": "X"}) == PlaylistPage((), "X", None)
    page = PlaylistPage.from_json(
        {"items": [{"id": "x"}, None, {"contentDetails": {"videoId": "v"}}]}
    )
    assert [entry.video_id for entry in page.entries] == ["v"]


def test_a_whole_video_is_read() -> None:
    record = VideoRecord.from_json(
        {
            "id": "v1",
            "snippet": {
                "channelId": "UC1",
                "title": "Judul",
                "description": "Isi",
                "publishedAt": "2026-11-20T00:00:00Z",
                "categoryId": "22",
                "defaultAudioLanguage": "id",
                "liveBroadcastContent": "upcoming",
            },
            "contentDetails": {"duration": "PT12M30S", "definition": "hd", "caption": "true"},
            "status": {"privacyStatus": "public", "madeForKids": False, "embeddable": True},
            "statistics": {"viewCount": "120", "commentCount": "3"},
            "liveStreamingDetails": {"scheduledStartTime": "2026-12-02T12:00:00Z"},
        }
    )

    assert record == VideoRecord(
        video_id="v1",
        channel_id="UC1",
        title="Judul",
        description="Isi",
        published_at=datetime(2026, 11, 20, tzinfo=UTC),
        duration=timedelta(minutes=12, seconds=30),
        privacy="public",
        made_for_kids=False,
        definition="hd",
        caption=True,
        category_id="22",
        default_language="id",
        live="upcoming",
        starts_at=datetime(2026, 12, 2, 12, tzinfo=UTC),
        views=120,
        likes=None,
        comments=3,
        embeddable=True,
    )


def test_a_broadcast_that_began_is_dated_by_its_beginning_and_not_by_its_announcement() -> None:
    details = {
        "scheduledStartTime": "2026-12-02T12:00:00Z",
        "actualStartTime": "2026-12-04T01:00:00Z",
    }
    record = VideoRecord.from_json({"id": "v", "liveStreamingDetails": details})
    assert record.starts_at == datetime(2026, 12, 4, 1, tzinfo=UTC)


def test_hidden_likes_are_unknown_while_a_real_zero_is_zero() -> None:
    stats = VideoStats.from_json({"id": "v", "statistics": {"viewCount": "0"}})

    assert stats == VideoStats("v", views=0, likes=None, comments=None)


def test_parts_of_a_wrong_shape_count_as_missing() -> None:
    record = VideoRecord.from_json(
        {"id": "v", "snippet": ["x"], "contentDetails": None, "status": "public"}
    )

    assert record == VideoRecord("v")
