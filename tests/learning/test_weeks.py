"""The week houses, at the edges: Mondays, the site's night, what is only known in part."""

from __future__ import annotations

from datetime import UTC, date, time, timedelta

import pytest

from design.site_time import site_moment
from learning.models import LearningDay
from learning.weeks import WEEKS, all_weeks, weeks_of
from tests.factories.accounts import UserFactory
from tests.factories.youtube import ChannelFactory, VideoFactory

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 16)
#: Sunday still in Greenwich.
SMALL_HOURS = site_moment(MONDAY, time(3, 0)).astimezone(UTC)


def test_a_week_is_known_from_the_monday_of_youtubes_answer_on_the_sites_day() -> None:
    channel = ChannelFactory(uploads_read_at=SMALL_HOURS, synced_at=SMALL_HOURS)
    *_before, last, now = weeks_of(UserFactory(), channel, today=MONDAY)
    assert (last.uploads, now.uploads) == (0, 0)


def test_a_video_of_the_small_hours_belongs_to_the_week_that_has_begun() -> None:
    channel = ChannelFactory(uploads_read_at=SMALL_HOURS, synced_at=SMALL_HOURS)
    VideoFactory(channel=channel, published_at=SMALL_HOURS)
    assert [week.uploads for week in weeks_of(UserFactory(), channel, today=MONDAY)][-2:] == [0, 1]


def test_what_was_learned_on_the_first_monday_shown_is_shown() -> None:
    sari = UserFactory()
    first = MONDAY - timedelta(weeks=WEEKS - 1)
    LearningDay.note(sari, first - timedelta(days=1))
    assert not any(week.learned for week in weeks_of(sari, None, today=MONDAY))
    LearningDay.note(sari, first)
    assert weeks_of(sari, None, today=MONDAY)[0].learned


def test_weeks_that_are_known_are_told_though_others_are_not() -> None:
    read = site_moment(MONDAY - timedelta(weeks=1))
    channel = ChannelFactory(uploads_read_at=read, synced_at=read)
    VideoFactory(channel=channel, published_at=read)
    weeks = weeks_of(UserFactory(), channel, today=MONDAY)
    assert weeks[-1].uploads is None
    assert "1 minggu dengan video baru" in all_weeks(weeks)
