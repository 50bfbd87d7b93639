"""The figures of my channel: series over days, videos at equal ages, as charts, tables and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from design import charts
from design.formats import approx, count, day, signed
from design.site_time import site_day, site_moment, site_time
from design.tables import Row, tabulate
from learning.channel_story import ChannelStory, since_words
from learning.models import LessonProgress
from youtube_integration.models import AGES, ChannelSnapshot, Video

# YouTube counts views in another way from this day on (docs/youtube.md).
VIEWS_RECOUNTED_ON = date(2026, 8, 24)
# How much of the time before the baseline is drawn, dashed.
BEFORE = timedelta(days=28)
AGES_SHOWN = (1, 7, 28)


@dataclass(frozen=True)
class Series:
    """One figure of a channel over days; None on a day is "not known", days may be missing."""

    name: str
    label: str
    points: list[tuple[date, int | None]]
    start: date | None
    marks: list[charts.Mark]
    ticks: list[date]
    breaks: list[charts.Break]
    caption: str
    #: Whether YouTube rounds these counts.
    is_rounded: bool = False

    @property
    def is_drawn(self) -> bool:
        return sum(value is not None for _at, value in self.points) > 1

    @property
    def chart(self) -> SafeString:
        return charts.line(
            self.points,
            slug=self.name,
            title=self.label,
            description=self.caption,
            start=self.start,
            start_label=_("starting point"),
            marks=self.marks,
            ticks=self.ticks,
            breaks=self.breaks,
            said=approx if self.is_rounded else None,
        )

    @property
    def key(self) -> list[str]:
        """Which signs the drawing shows, for its legend."""
        marks = {"upload": bool(self.marks), "lesson": bool(self.ticks)}
        marks["before"] = bool(self.start and self.points and self.points[0][0] < self.start)
        return [name for name, is_shown in marks.items() if is_shown]

    @property
    def rows(self) -> list[Row]:
        """The table beside the chart, the newest day first."""
        found = [(day(at), value, self.event_on(at)) for at, value in reversed(self.points)]
        return tabulate(
            [self.label, _("What happened")],
            found,
            words=[_("What happened")],
            rounded=[self.label] if self.is_rounded else [],
        )

    @property
    def csv_rows(self) -> list[list[object]]:
        heading: list[object] = [_("Date"), self.label, _("What happened")]
        return [heading, *([at.isoformat(), value, self.event_on(at)] for at, value in self.points)]

    def event_on(self, at: date) -> str:
        """The signs of a day as words."""
        words = [_("Starting point")] if at == self.start else []
        words += [_("Upload %(n)s") % {"n": mark.label} for mark in self.marks if mark.day == at]
        lessons = self.ticks.count(at)
        if lessons:
            words.append(_("Lessons finished: %(n)s") % {"n": count(lessons)})
        words += [each.label for each in self.breaks if each.day == at]
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class AtAge:
    """Views of a video at an age; `note` says what an unknown one means."""

    age: int
    views: int | None
    note: str
    percent: float | None


@dataclass(frozen=True, slots=True)
class VideoLine:
    video: Video
    paint: str
    is_before: bool
    ages: list[AtAge]

    @property
    def is_gone(self) -> bool:
        return self.video.gone_at is not None or self.video.privacy != Video.PUBLIC

    @property
    def length(self) -> str:
        """Minutes and seconds as a player writes them; "" while unknown."""
        if self.video.duration is None:
            return ""
        minutes, seconds = divmod(int(self.video.duration.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        clock = f"{minutes:02d}:{seconds:02d}"
        return f"{hours}:{clock}" if hours else clock


def series_of(story: ChannelStory, user: User, *, until: date) -> list[Series]:
    """Subscribers and views from shortly before the start until today (three queries)."""
    start = story.start.day if story.start else None
    since = start - BEFORE if start else until - BEFORE
    # Only a baseline is a starting point; the oldest day that may be kept is just the first one.
    baseline = start if story.counts_from_baseline else None
    snapshots = story.channel.snapshots.filter(day__gte=since).order_by("day")
    if story.shown_since:
        snapshots = snapshots.filter(fetched_at__gte=story.shown_since)
    found = list(snapshots)
    marks = _upload_marks(story, since=start or since)
    ticks = _lesson_days(user, since=since, until=until)
    recounted = charts.Break(VIEWS_RECOUNTED_ON, _("views counted anew"))
    crosses = bool(found) and found[0].day < VIEWS_RECOUNTED_ON <= found[-1].day
    return [
        Series("subscribers", _("Subscribers"), _points(found, "subscribers"), baseline, marks, ticks,
               [], _subscribers_caption(story), is_rounded=True),
        Series("views", _("Views"), _points(found, "views"), baseline, marks, ticks,
               [recounted] if crosses else [], _views_caption(story)),
    ]  # fmt: skip


def _points(found: Sequence[ChannelSnapshot], name: str) -> list[tuple[date, int | None]]:
    return [(row.day, getattr(row, name)) for row in found]


def _upload_marks(story: ChannelStory, *, since: date) -> list[charts.Mark]:
    published = story.channel.uploads.public().published_since(site_moment(since))
    days = sorted(site_day(video.published_at) for video in published.only("published_at"))
    return [charts.Mark(at, str(n)) for n, at in enumerate(days, 1)]


def _lesson_days(user: User, *, since: date, until: date) -> list[date]:
    ends = site_moment(until + timedelta(days=1))
    done = LessonProgress.objects.filter(
        user=user, completed_at__gte=site_moment(since), completed_at__lt=ends
    )
    moments = done.values_list("completed_at", flat=True)
    return sorted(site_day(moment) for moment in moments)


def _subscribers_caption(story: ChannelStory) -> str:
    moved = story.growth.subscribers
    if story.channel.subscribers_hidden:
        return _("Your subscribers are hidden, so there is no line")
    if moved.value is None:
        return _("Your subscribers day by day")
    words = {"n": signed(moved.value, moved.step), "since": since_words(story)}
    if moved.value == 0:
        return _("As many subscribers as before, %(since)s") % words
    return _("%(n)s subscribers %(since)s") % words


def _views_caption(story: ChannelStory) -> str:
    moved = story.growth.views
    if moved.value is None:
        return _("Your views day by day")
    words = {"n": signed(moved.value, moved.step), "since": since_words(story)}
    return _("%(n)s views %(since)s") % words


def video_lines(
    videos: Iterable[Video], *, since: datetime | None, most: dict[int, int], now: datetime
) -> list[VideoLine]:
    """Each video with its views at the same ages; `most` is the largest of the channel by age.

    Videos come with their snapshots prefetched.
    """
    paints = ("coral", "blue", "lime", "teal")
    return [
        VideoLine(
            video=video,
            paint=paints[sum(map(ord, video.video_id)) % len(paints)],
            is_before=bool(since and video.published_at and video.published_at < since),
            ages=[_at_age(video, age, most.get(age, 0), now) for age in AGES_SHOWN],
        )
        for video in videos
    ]


def _at_age(video: Video, age: int, most: int, now: datetime) -> AtAge:
    taken = {row.age: row.views for row in video.snapshots.all()}
    views = taken.get(age)
    if views is not None:
        return AtAge(age, views, "", 100 * views / most if most else 0)
    if video.published_at is None or age in taken:
        return AtAge(age, None, _("YouTube does not say"), None)
    reached = video.published_at + timedelta(days=age)
    if video.gone_at is None and now < reached + AGES[age]:
        note = _("from %(day)s") % {"day": day(reached, with_year=False)}
        return AtAge(age, None, note, None)
    return AtAge(age, None, _("not recorded"), None)


def video_csv_rows(lines: Iterable[VideoLine]) -> list[list[object]]:
    """The list of videos with the same figures as on the page; the first row names the columns."""
    heading = [_("Title"), _("Published"), _("Address"), _("Public")]
    heading += [_("Views on day %(n)s") % {"n": age} for age in AGES_SHOWN]
    return [
        heading,
        *(
            [
                line.video.title,
                site_time(line.video.published_at).isoformat(timespec="seconds")
                if line.video.published_at
                else None,
                line.video.url,
                _("no") if line.is_gone else _("yes"),
                *(each.views for each in line.ages),
            ]
            for line in lines
        ),
    ]
