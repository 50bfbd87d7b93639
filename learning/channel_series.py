"""The figures of my channel over days: as a chart, as the table under it, and for its CSV."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.files.values import Value
from accounts.models import User
from design import charts
from design.formats import NO_BREAK, approx, count, day, days, signed
from design.site_time import site_day, site_moment
from design.tables import Row, tabulate
from learning.channel_story import ChannelStory, since_words
from learning.models import LessonProgress
from learning.weeks import monday_of

# YouTube counts views in another way from this day on (docs/youtube.md).
VIEWS_RECOUNTED_ON = date(2026, 8, 24)
# How much of the time before the baseline is drawn, dashed.
BEFORE = timedelta(days=28)
# So long a table has a row a day, before a row a week, and then a row a month: nobody reads a year
# day by day.
EACH_DAY = timedelta(days=13)
EACH_WEEK = timedelta(weeks=12)

Point = tuple[date, int | None]


@dataclass(frozen=True)
class Series:
    """One figure of a channel over days; None on a day is "not known", days may be missing.

    `marks` and `ticks` are in order of their days.
    """

    name: str
    label: str
    points: list[Point]
    start: date | None
    marks: list[charts.Mark]
    ticks: list[date]
    breaks: list[charts.Break]
    caption: str
    note: str
    #: Whether YouTube rounds these counts.
    is_rounded: bool = False

    @property
    def is_drawn(self) -> bool:
        return sum(value is not None for _at, value in self.points) > 1

    @property
    def slug(self) -> str:
        """For ids: short, since the drawing of a year refers to them a hundred times."""
        return self.name[0]

    @property
    def chart(self) -> SafeString:
        return charts.line(
            self.points,
            slug=self.slug,
            title=self.label,
            description=self.caption,
            start=self.start,
            start_label=_("starting point"),
            marks=self.marks,
            ticks=self.ticks,
            breaks=self.breaks,
            value_format=approx if self.is_rounded else None,
        )

    @property
    def key(self) -> list[str]:
        """Which signs the drawing shows, for its legend."""
        marks = {"upload": bool(self.marks), "lesson": bool(self.ticks)}
        marks["before"] = bool(self.start and self.points and self.points[0][0] < self.start)
        return [name for name, is_shown in marks.items() if is_shown]

    @property
    def rows(self) -> list[Row]:
        """The table beside the chart, the newest first: days, then weeks, then months, each with its
        last known figure.
        """
        return tabulate(
            [self.label, _("What happened")],
            list(self._spans()),
            words=[_("What happened")],
            rounded=[self.label] if self.is_rounded else [],
        )

    @property
    def table_note(self) -> str:
        """What to say of a table that has weeks in it; empty where each day has its row."""
        if not self.points or self.points[0][0] >= self._each_day_since:
            return ""
        return _(
            "Each day since %(day)s, before that by weeks and months. The CSV has every day."
        ) % {"day": day(self._each_day_since)}

    @property
    def csv_rows(self) -> list[list[Value]]:
        heading: list[Value] = [_("Date"), self.label, _("What happened")]
        rows: list[list[Value]] = [
            [at.isoformat(), value, self.event_on(at)] for at, value in self.points
        ]
        return [heading, *rows]

    def event_on(self, at: date) -> str:
        """The signs of a day as words."""
        return self._events(at, at)

    @cached_property
    def _each_day_since(self) -> date:
        return monday_of(self.points[-1][0] - EACH_DAY)

    def _spans(self) -> Iterator[tuple[str, int | None, str]]:
        """A row is told from its first day to the one before the next row, answered for or not."""
        newer = None
        spans = groupby(reversed(self.points), key=lambda point: self._span(point[0]))
        for first, found in spans:
            points = list(found)
            last = points[0][0]
            if newer and first < self._each_day_since:
                last = newer - timedelta(days=1)
            newer = first
            known = next((value for _at, value in points if value is not None), None)
            begin = max(first, self.points[0][0])
            yield _unbroken(days(begin, last)), known, self._events(begin, last)

    def _span(self, at: date) -> date:
        """The first day of the row that tells of this day."""
        if at >= self._each_day_since:
            return at
        monday = monday_of(at)
        since = self._each_day_since - EACH_WEEK
        # A month ends where the weeks begin.
        return monday if monday >= since else at.replace(day=1)

    def _events(self, first: date, last: date) -> str:
        """What happened on these days, in words."""
        words = [_("Starting point")] if self.start and first <= self.start <= last else []
        labels = [mark.label for mark in self._marks(first, last)]
        if labels:
            numbers = labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"
            words.append(_("Upload %(n)s") % {"n": numbers})
        lessons = bisect_right(self.ticks, last) - bisect_left(self.ticks, first)
        if lessons:
            words.append(_("Lessons finished: %(n)s") % {"n": count(lessons)})
        words += [each.label for each in self.breaks if first <= each.day <= last]
        return ", ".join(words)

    def _marks(self, first: date, last: date) -> Sequence[charts.Mark]:
        begin = bisect_left(self.marks, first, key=lambda mark: mark.day)
        return self.marks[begin : bisect_right(self.marks, last, key=lambda mark: mark.day)]


def _unbroken(words: str) -> str:
    """A span that breaks between its days alone: a phone's column is narrow."""
    return words.replace(" ", NO_BREAK).replace(f"–{NO_BREAK}", "– ")


def series_of(story: ChannelStory, user: User, *, until: date) -> list[Series]:
    """Subscribers and views from shortly before the start until today.

    Three queries; one of them reads the story's uploads, where they were not read yet.
    """
    start = story.start.day if story.start else None
    since = start - BEFORE if start else until - BEFORE
    # Only a baseline is a starting point; the oldest day that may be kept is just the first one.
    baseline = start if story.counts_from_baseline else None
    subscribers, views = _points(story, since=since)
    marks = _upload_marks(story, since=start or since)
    ticks = _lesson_days(user, since=since, until=until)
    recounted = charts.Break(VIEWS_RECOUNTED_ON, _("views counted anew"))
    crosses = bool(views) and views[0][0] < VIEWS_RECOUNTED_ON <= views[-1][0]
    return [
        Series("subscribers", _("Subscribers"), subscribers, baseline, marks, ticks,
               [], _subscribers_caption(story),
               _("YouTube rounds from 1,000 subscribers up, so the line may move in steps."),
               is_rounded=True),
        Series("views", _("Views"), views, baseline, marks, ticks,
               [recounted] if crosses else [], _views_caption(story),
               _("All views of the channel, as YouTube counts them.")),
    ]  # fmt: skip


def _points(story: ChannelStory, *, since: date) -> tuple[list[Point], list[Point]]:
    """Subscribers and views by day."""
    snapshots = story.channel.snapshots.filter(day__gte=since).order_by("day")
    if story.progress.shown_since:
        snapshots = snapshots.filter(fetched_at__gte=story.progress.shown_since)
    found = list(snapshots.values_list("day", "subscribers", "views"))
    return [(at, value) for at, value, _v in found], [(at, value) for at, _s, value in found]


def _upload_marks(story: ChannelStory, *, since: date) -> list[charts.Mark]:
    published = story.uploads.published_since(site_moment(since))
    return [charts.Mark(site_day(at), str(n)) for n, at in enumerate(reversed(published), 1)]


def _lesson_days(user: User, *, since: date, until: date) -> list[date]:
    ends = site_moment(until + timedelta(days=1))
    done = LessonProgress.objects.filter(
        user=user, completed_at__gte=site_moment(since), completed_at__lt=ends
    )
    moments = done.values_list("completed_at", flat=True)
    return sorted(site_day(moment) for moment in moments if moment)


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
