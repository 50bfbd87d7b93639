"""My channel: what moved, said only as exactly as it is known; the same figures as CSV."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cohorts.models import Baseline
from learning.completing import complete_lesson
from tests.factories.accounts import UserFactory
from tests.factories.courses import BaselineFactory, CohortFactory, CourseFactory, EnrolmentFactory
from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
    VideoFactory,
)
from youtube_integration.models import Channel, ChannelConnection, VideoSnapshot, YouTubeSettings

pytestmark = pytest.mark.django_db


def with_channel(
    *, days: int = 20, kind: str = "oauth", gap: tuple[int, ...] = (), **fields: Any
) -> User:
    """Enrolled `days` ago at 86 subscribers; each day one more, and a snapshot unless in `gap`."""
    channel = ChannelFactory(**{"subscribers": 86 + days, "views": 5000, "videos": 7, **fields})
    today = timezone.localdate()
    enrolled = timezone.now() - timedelta(days=days)
    sari = EnrolmentFactory(enrolled_at=enrolled).user
    for ago in range(days, -1, -1):
        if ago not in gap:
            hidden = channel.subscribers_hidden
            ChannelSnapshotFactory(
                channel=channel,
                day=today - timedelta(days=ago),
                subscribers=None if hidden else 86 + days - ago,
                subscribers_hidden=hidden,
                views=4310 + 10 * (days - ago),
            )
    baseline = channel.snapshots.order_by("day").first()
    BaselineFactory(enrolment=sari.enrolments.get(), snapshot=baseline)
    ChannelConnectionFactory(user=sari, channel=channel, kind=kind)
    return sari


def page_of(user: User) -> Any:
    client = Client()
    client.force_login(user)
    page = client.get("/channel/")
    assert page.status_code == 200
    return page


def sheet(user: User, name: str) -> list[list[str]]:
    client = Client()
    client.force_login(user)
    response = client.get(f"/channel/unduh/{name}.csv")
    assert response.status_code == 200
    return list(csv.reader(StringIO(response.getvalue().decode("utf-8-sig"))))


def headings(page: Any) -> list[str]:
    return [notice.heading for notice in page.context["story"].notices]


def test_the_finding_is_the_heading_and_was_and_is_stand_below() -> None:
    page = page_of(with_channel())
    assert "3" in page.context["story"].headline
    assert "+20" in page.context["story"].headline
    assert [(move.was, move.now) for move in page.context["story"].changes] == [
        (4, 7),
        (86, 106),
        (4310, 5000),
    ]


def test_new_videos_count_although_as_many_were_taken_down() -> None:
    sari = with_channel(videos=4, uploads_read_at=timezone.now())
    for _number in range(2):
        VideoFactory(channel=Channel.objects.get(), published_at=timezone.now() - timedelta(days=2))
    story = page_of(sari).context["story"]
    assert story.growth.videos.value == 0
    assert "2" in story.headline.partition(",")[0]


def test_a_rounded_count_is_approximate() -> None:
    sari = with_channel(subscribers=1240)
    assert "≈" in page_of(sari).context["story"].headline


def test_hidden_subscribers_are_never_shown_as_zero() -> None:
    page = page_of(with_channel(subscribers=None, subscribers_hidden=True))
    moved = page.context["story"].changes[1]
    assert (moved.now, moved.was) == (None, None)
    assert moved.why
    assert [each.name for each in page.context["series"] if each.is_drawn] == ["views"]


def test_a_loss_is_told_with_its_sign() -> None:
    assert "−6" in page_of(with_channel(subscribers=80)).context["story"].headline


def test_a_channel_by_address_shows_no_figure_older_than_may_be_kept() -> None:
    sari = with_channel(days=20, kind="url")
    channel, today = Channel.objects.get(), timezone.localdate()
    # Its owner lets the history be kept; who only named the channel may not see it.
    for ago in (31, 40):
        ChannelSnapshotFactory(channel=channel, day=today - timedelta(days=ago))
    moment = timezone.now() - timedelta(days=35)
    video = VideoFactory(channel=channel, published_at=moment - timedelta(days=7))
    VideoSnapshot.objects.create(video=video, age=7, fetched_at=moment, views=77)
    assert page_of(sari).context["story"].counts_from_baseline
    assert date.fromisoformat(sheet(sari, "views")[1][0]) >= today - timedelta(days=30)
    assert "77" not in sheet(sari, "videos")[1]


def test_a_channel_by_address_shows_the_oldest_kept_day_and_says_why() -> None:
    sari = with_channel(days=40, kind="url")
    story = page_of(sari).context["story"]
    assert not story.counts_from_baseline
    assert story.start.fetched_at >= timezone.now() - timedelta(days=30)
    assert story.notices
    first = date.fromisoformat(sheet(sari, "views")[1][0])
    assert first >= timezone.localdate() - timedelta(days=30)


def test_the_days_that_figures_are_kept_are_the_operators() -> None:
    settings = YouTubeSettings.current()
    settings.history_days = 12
    settings.save()

    story = page_of(with_channel(days=40, kind="url")).context["story"]

    assert "12" in story.notices[0].heading
    assert "30" not in f"{story.notices[0].heading} {story.notices[0].text}"


def test_a_late_baseline_says_so() -> None:
    sari = with_channel()
    plain = headings(page_of(sari))
    Baseline.objects.update(is_late=True)
    assert len(headings(page_of(sari))) == len(plain) + 1


@pytest.mark.parametrize(
    ("channel", "connection"),
    [
        ({"missing_on": date(2026, 1, 1), "gone_at": datetime(2026, 1, 3, tzinfo=UTC)}, {}),
        ({"missing_on": date(2026, 1, 1)}, {}),
        ({"synced_at": datetime(2026, 1, 1, tzinfo=UTC)}, {}),
        ({}, {"needs_reconnect_since": datetime(2026, 1, 1, tzinfo=UTC)}),
    ],
    ids=["gone", "missing", "stale", "reconnect"],
)
def test_what_is_wrong_with_the_channel_is_said_first(channel: dict, connection: dict) -> None:
    sari = with_channel()
    assert headings(page_of(sari)) == []
    Channel.objects.update(**channel)
    ChannelConnection.objects.update(**connection)
    assert len(headings(page_of(sari))) == 1


def test_a_day_without_an_answer_is_a_gap_and_not_a_zero() -> None:
    sari = with_channel(gap=(5, 6))
    rows = sheet(sari, "subscribers")[1:]
    assert len(rows) == 19
    assert "0" not in {row[1] for row in rows}
    drawing = str(page_of(sari).context["series"][0].chart)
    assert drawing.count("M") >= 2


def test_table_chart_and_csv_tell_the_same_figures() -> None:
    sari = with_channel(days=10)
    series = page_of(sari).context["series"][0]
    shown = [row.cells[0].value for row in reversed(series.rows)]
    assert shown == [value for _day, value in series.points]
    assert shown == [int(row[1]) for row in sheet(sari, "subscribers")[1:]]


def test_uploads_and_lessons_stand_on_the_same_days_as_the_line() -> None:
    sari = with_channel()
    now = timezone.now()
    course = CourseFactory(lessons=(1,))
    EnrolmentFactory(user=sari, cohort=CohortFactory(courses=[course]), enrolled_at=now)
    sari.enrolments.exclude(baselines=None).update(enrolled_at=now + timedelta(minutes=1))
    complete_lesson(user=sari, lesson=course.lessons[0], now=now - timedelta(days=3))
    VideoFactory(channel=Channel.objects.get(), published_at=now - timedelta(days=5))
    series = page_of(sari).context["series"][0]
    today = timezone.localdate()
    assert [mark.day for mark in series.marks] == [today - timedelta(days=5)]
    assert series.ticks == [today - timedelta(days=3)]
    assert series.event_on(today - timedelta(days=5))


def test_every_upload_is_marked_and_numbered_from_the_first() -> None:
    sari, now = with_channel(), timezone.now()
    for days in range(12):
        VideoFactory(channel=Channel.objects.get(), published_at=now - timedelta(days=days))
    marks = page_of(sari).context["series"][0].marks
    assert [mark.label for mark in marks] == [str(n) for n in range(1, 13)]


def test_a_rounded_count_is_marked_in_the_table_and_at_the_end_of_the_line() -> None:
    sari = with_channel(subscribers=1230)
    Channel.objects.get().snapshots.filter(day=timezone.localdate()).update(subscribers=1230)
    subscribers, views = page_of(sari).context["series"]
    assert subscribers.rows[0].cells[0].rounded
    assert "≈" in subscribers.chart
    assert "≈" not in views.chart


def test_the_line_of_views_is_marked_where_youtube_began_to_count_anew() -> None:
    with time_machine.travel(datetime(2026, 9, 2, 5, tzinfo=UTC), tick=False):
        subscribers, views = page_of(with_channel()).context["series"]
    assert [each.day for each in views.breaks] == [date(2026, 8, 24)]
    assert subscribers.breaks == []


def test_videos_are_compared_at_the_same_ages_and_unknown_says_why() -> None:
    sari = with_channel()
    video = VideoFactory(
        channel=Channel.objects.get(), published_at=timezone.now() - timedelta(days=9)
    )
    VideoSnapshot.objects.create(video=video, age=1, fetched_at=timezone.now(), views=71)
    [line] = page_of(sari).context["lines"]
    assert [each.views for each in line.ages] == [71, None, None]
    assert line.ages[0].percent == 100
    assert len({each.note for each in line.ages}) == 3


def test_a_private_video_is_marked_and_leads_nowhere() -> None:
    sari = with_channel()
    video = VideoFactory(channel=Channel.objects.get(), privacy="private", gone_at=timezone.now())
    page = page_of(sari)
    assert page.context["lines"][0].is_gone
    assert video.url not in page.content.decode()


def test_titles_of_others_are_escaped_and_isolated() -> None:
    sari = with_channel(title="قهوة <b>enak</b>")
    VideoFactory(channel=Channel.objects.get(), title="<script>alert(1)</script> \u202eكلوجن")
    text = page_of(sari).content.decode()
    assert "<script>alert" not in text
    assert "<bdi>&lt;script&gt;" in text
    assert "<bdi>قهوة &lt;b&gt;" in text


@pytest.mark.parametrize("handle", ["dapur.bu-nari_01", "猫の店", "قهوة_كلوجن"])
def test_a_handle_is_shown_whole_and_leads_to_itself(handle: str) -> None:
    sari = with_channel(handle=handle)
    text = page_of(sari).content.decode()
    assert handle in text
    assert Channel.objects.get().handle_url in text


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+62", "-1", "@a", "\tx"])
def test_no_cell_of_the_csv_begins_a_formula(title: str) -> None:
    sari = with_channel()
    VideoFactory(channel=Channel.objects.get(), title=title)
    assert sheet(sari, "videos")[1][0] == f"'{title}"


def test_unknown_is_empty_in_the_csv() -> None:
    sari = with_channel(subscribers=None, subscribers_hidden=True)
    assert {row[1] for row in sheet(sari, "subscribers")[1:]} == {""}


@pytest.mark.parametrize(
    ("born", "leads_to"),
    [(None, "/accounts/profil/"), (13, "/dashboard/"), (17, "/dashboard/"), (40, "/channel/hub")],
)
def test_without_a_channel_the_page_says_what_comes_first(born: int | None, leads_to: str) -> None:
    year = None if born is None else timezone.localdate().year - born - 1
    page = page_of(UserFactory(profile={"birth_year": year}))
    [button] = [part for part in page.content.decode().split("<a ") if "btn-main btn-big" in part]
    assert f'href="{leads_to}' in button


def test_a_channel_connected_today_waits_for_its_second_day() -> None:
    page = page_of(with_channel(days=0))
    assert "learning/channel_empty.html" in [template.name for template in page.templates]


def test_a_channel_without_a_cohort_is_shown_and_says_that_no_start_is_recorded() -> None:
    channel = ChannelFactory()
    for ago in (2, 1):
        day = timezone.localdate() - timedelta(days=ago)
        ChannelSnapshotFactory(channel=channel, day=day)
    page = page_of(ChannelConnectionFactory(channel=channel).user)
    assert headings(page)
    assert not page.context["story"].counts_from_baseline


def test_somebody_elses_figures_cannot_be_downloaded() -> None:
    with_channel()
    client = Client()
    client.force_login(UserFactory())
    assert client.get("/channel/unduh/views.csv").status_code == 404


def test_an_unknown_figure_is_not_found() -> None:
    client = Client()
    client.force_login(with_channel())
    assert client.get("/channel/unduh/laba.csv").status_code == 404


def test_a_visitor_signs_in_first(client: Client) -> None:
    for address in ("/channel/", "/channel/unduh/views.csv"):
        assert client.get(address).headers["Location"].startswith("/accounts/login/")
