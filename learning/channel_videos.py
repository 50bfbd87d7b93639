"""The videos of a channel, compared at equal ages: as a list, and for its CSV."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.files.values import Value, iso
from design.formats import count, day
from learning.channel_story import ChannelStory, since_words
from learning.channel_uploads import AGES_SHOWN, Views
from youtube_integration.models import AGES, Video

COLOURS = ("coral", "blue", "lime", "teal")


@dataclass(frozen=True, slots=True)
class AtAge:
    """Views of a video at an age in days; `note` says what an unknown one means."""

    age: int
    views: int | None
    note: str
    percent: float | None

    @property
    def label(self) -> str:
        return _("Day %(n)s") % {"n": self.age}


@dataclass(frozen=True, slots=True)
class VideoLine:
    video: Video
    colour: str
    is_before: bool
    ages: list[AtAge]

    @property
    def shown_values(self) -> tuple[object, ...]:
        """All that the page shows of it, as plain values."""
        video = self.video
        shown = (video.video_id, video.title, video.published_at, video.duration, video.live)
        return (*shown, self.is_gone, self.colour, self.is_before, self.ages)

    @property
    def is_gone(self) -> bool:
        return not self.video.is_public

    @property
    def is_announced(self) -> bool:
        return self.video.live == Video.UPCOMING

    @property
    def length(self) -> str:
        """Minutes and seconds as a player writes them; "" while unknown."""
        if self.video.duration is None:
            return ""
        minutes, seconds = divmod(int(self.video.duration.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        clock = f"{minutes:02d}:{seconds:02d}"
        return f"{hours}:{clock}" if hours else clock


def video_lines(
    videos: Iterable[Video], views: Views, *, since: datetime | None, now: datetime
) -> list[VideoLine]:
    """Each video with its views at the same ages, a share of the channel's most at that age."""
    return [
        VideoLine(
            video=video,
            colour=COLOURS[sum(map(ord, video.video_id)) % len(COLOURS)],
            is_before=bool(since and video.published_at and video.published_at < since),
            ages=[_at_age(video, age, views, now) for age in AGES_SHOWN],
        )
        for video in videos
    ]


def _at_age(video: Video, age: int, views: Views, now: datetime) -> AtAge:
    taken = views.of(video)
    seen, most = taken.get(age), views.most[age]
    if seen is not None:
        return AtAge(age, seen, "", 100 * seen / most if most else 0)
    if video.published_at is None or age in taken:
        return AtAge(age, None, _("YouTube does not say"), None)
    reached = video.published_at + timedelta(days=age)
    if video.gone_at is None and now < reached + AGES[age]:
        note = _("from %(day)s") % {"day": day(reached, with_year=False)}
        return AtAge(age, None, note, None)
    return AtAge(age, None, _("not recorded"), None)


def videos_finding(story: ChannelStory) -> str:
    """How many public videos came since the start, as a heading."""
    number = story.new_videos or 0
    words = {"n": count(number), "since": since_words(story)}
    if not number:
        return _("No new video yet %(since)s") % words
    return ngettext("%(n)s new video %(since)s", "%(n)s new videos %(since)s", number) % words


def video_csv_rows(lines: Iterable[VideoLine]) -> list[list[Value]]:
    """The list of videos with the same figures as on the page; the first row names the columns."""
    heading: list[Value] = [_("Title"), _("Published"), _("Address"), _("Public")]
    heading += [_("Views on day %(n)s") % {"n": age} for age in AGES_SHOWN]
    rows: list[list[Value]] = [
        [
            line.video.title,
            iso(line.video.published_at) if line.video.published_at else None,
            line.video.url,
            _("no") if line.is_gone else _("yes"),
            *(each.views for each in line.ages),
        ]
        for line in lines
    ]
    return [heading, *rows]
