"""Lines over days: a day without a figure is a gap and never a zero, changed counting is a break."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from design.charts.svg import INK, LINE, PAINTS, SOFT, frame, joined, number, text
from design.formats import count, day, signed

PLOT = 168
# Space under the plot where numbered events and small ticks stand.
EVENTS = 44
# Numbered boxes nearer than this, in per cent of the width, would overlap on a phone.
ROOM_OF_A_BOX = 9
# Where the labels of start and breaks end and the figures of the grid may begin.
TOP, TOP_WITH_BREAKS = 44, 62
UNIT = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """Something numbered that happened on a day, as an upload; `label` of one to three letters."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Break:
    """From this day on the figure is counted differently, or by another hand."""

    day: date
    label: str


Points = Sequence[tuple[date, float | None]]
Run = list[tuple[date, float]]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    low: float
    high: float
    step: float
    top: int

    def percent(self, at: date) -> float:
        span = (self.last - self.first).days
        return 100 * (at - self.first).days / span if span else 50.0

    def unit(self, at: date) -> int:
        span = (self.last - self.first).days
        return UNIT * (at - self.first).days if span else UNIT // 2

    def y(self, value: float) -> float:
        return self.base - (value - self.low) / (self.high - self.low) * PLOT

    @property
    def base(self) -> int:
        return self.top + PLOT

    @property
    def width(self) -> int:
        return max((self.last - self.first).days, 1) * UNIT

    def ticks(self) -> Iterator[float]:
        first, last = ceil(self.low / self.step), floor(self.high / self.step)
        return (self.step * place for place in range(first, last + 1))


def line(
    points: Points,
    *,
    slug: str,
    title: str,
    description: str = "",
    start: date | None = None,
    start_label: str = "",
    marks: Sequence[Mark] = (),
    ticks: Sequence[date] = (),
    breaks: Sequence[Break] = (),
    gain: bool = False,
    step_days: int = 1,
    said: Callable[[float], str] | None = None,
) -> SafeString:
    """One series over days.

    `points` are in order of their days; None, and days further apart than `step_days`, leave a gap.
    Before `start` (the baseline) the line is dashed. `marks` stand numbered under it, or, where
    they crowd, bare upon it; `ticks` are small events on the axis, `breaks` upright lines where
    counting changed. With `gain` the figures are changes: they carry a sign, and zero and the area
    to it are drawn. `said` writes the last figure, where that is not a plain count.
    """
    known = [(at, value) for at, value in points if value is not None]
    if not known:
        return _empty(slug, title, description)
    scale = _scale(points, known, gain, TOP_WITH_BREAKS if breaks else TOP)
    foot = scale.base + (EVENTS if marks or ticks else 12)
    grid = signed if gain else count
    shown = [each for each in marks if _inside(scale, each.day)]
    mark = _bare_mark if _crowd(scale, shown) else _mark
    runs = [part for run in _runs(points, step_days) for part in _parted(run, start)]
    body = [
        _grid(scale),
        _plot(scale, runs, start, gain),
        *_lone_points(scale, runs),
        _start(scale, start, start_label, foot),
        *(_break(scale, each, foot) for each in breaks if _inside(scale, each.day)),
        _axis(foot),
        *(mark(scale, each, known) for each in shown),
        *(_tick(scale, at, foot) for at in ticks if _inside(scale, at)),
        _grid_figures(scale, grid, start),
        _last(scale, *known[-1], said or grid),
        *_days(scale, start, foot + 20),
    ]
    return frame(joined(body), slug=slug, title=title, description=description, height=foot + 28)


def _scale(points: Points, known: Run, gain: bool, top: int) -> _Scale:
    values = [value for _at, value in known] + ([0] if gain else [])
    low, high = min(values), max(values)
    step = _nice_step(high - low)
    room = (high - low) * 0.06 or step
    low = max(low - room, 0) if low >= 0 else low - room
    return _Scale(points[0][0], points[-1][0], low, high + room, step, top)


def _nice_step(span: float) -> float:
    """1, 2 or 5 of a power of ten, so that two to four steps cover the span; never below 1."""
    if span <= 3:
        return 1
    raw = span / 3
    power = 10 ** floor(log10(raw))
    return next(each * power for each in (1, 2, 5, 10) if each * power >= raw)


def _runs(points: Points, step_days: int) -> Iterator[Run]:
    """The stretches of days that follow one another with a figure each."""
    run: Run = []
    for at, value in points:
        broken = value is None or (run and (at - run[-1][0]).days > step_days)
        if run and broken:
            yield run
            run = []
        if value is not None:
            run.append((at, value))
    if run:
        yield run


def _parted(run: Run, start: date | None) -> list[Run]:
    """A run that crosses the baseline, as the part up to it and the part from it on."""
    before = [point for point in run if start is not None and point[0] <= start]
    after = [point for point in run if start is None or point[0] >= start]
    return [
        part
        for part in (before, after)
        if part and not (part is before and len(before) == 1 and after)
    ]


def _inside(scale: _Scale, at: date) -> bool:
    return scale.first <= at <= scale.last


def _path(scale: _Scale, run: Run) -> str:
    return "M" + "L".join(f"{scale.unit(at)} {number(scale.y(value))}" for at, value in run)


def _plot(scale: _Scale, runs: list[Run], start: date | None, gain: bool) -> SafeString:
    """Areas and lines, stretched with the page; their strokes and all texts are not."""
    areas, before, after = "", "", ""
    for run in runs:
        if len(run) < 2:
            continue
        if start is not None and run[0][0] < start:
            before += _path(scale, run)
            continue
        after += _path(scale, run)
        if gain:
            zero = number(scale.y(0))
            ends = scale.unit(run[0][0]), scale.unit(run[-1][0])
            areas += f"{_path(scale, run)}V{zero}H{ends[0]}Z"
    return format_html(
        '<svg width="100%" height="{0}" viewBox="0 0 {1} {0}" preserveAspectRatio="none">{2}{3}{4}</svg>',
        scale.base,
        scale.width,
        format_html(
            '<path class="c-area" d="{}" fill="{}" fill-opacity=".38"/>', areas, PAINTS["teal"]
        )
        if areas
        else SafeString(),
        _stroke("c-pre", before, SOFT, 2, dashed=True),
        _stroke("c-line", after, INK, 3),
    )


def _stroke(css: str, path: str, colour: str, width: int, dashed: bool = False) -> SafeString:
    if not path:
        return SafeString()
    return format_html(
        '<path class="{}" d="{}" fill="none" stroke="{}" stroke-width="{}"{} '
        'stroke-linejoin="round" vector-effect="non-scaling-stroke"/>',
        css,
        path,
        colour,
        width,
        SafeString(' stroke-dasharray="3 4"' if dashed else ""),
    )


def _upright(css: str, x: float, y1: float, y2: float, width: float) -> SafeString:
    return format_html(
        '<line class="{0}" x1="{1}%" x2="{1}%" y1="{2}" y2="{3}" stroke="{4}" stroke-width="{5}"/>',
        css,
        number(x),
        number(y1),
        number(y2),
        INK,
        width,
    )


def _grid(scale: _Scale) -> SafeString:
    return joined(
        format_html(
            '<line class="c-grid" x1="0" x2="100%" y1="{0}" y2="{0}" stroke="{1}"/>',
            number(scale.y(value)),
            LINE,
        )
        for value in scale.ticks()
    )


def _grid_figures(scale: _Scale, said: Callable[[float], str], start: date | None) -> SafeString:
    """Above all lines, and beside the baseline's where that stands at the left edge."""
    is_left = start is not None and 0 <= scale.percent(start) < ROOM_OF_A_BOX
    return joined(
        text(said(round(value)), x=0, y=scale.y(value) - 5, dx=7 if is_left else 0, rim=True)
        for value in scale.ticks()
    )


def _crowd(scale: _Scale, marks: Sequence[Mark]) -> bool:
    places = sorted(scale.percent(each.day) for each in marks)
    return any(b - a < ROOM_OF_A_BOX for a, b in pairwise(places))


def _lone_points(scale: _Scale, runs: list[Run]) -> Iterator[SafeString]:
    """A day between two gaps has no line to stand on: it is a dot."""
    for run in runs:
        if len(run) == 1:
            yield _dot(scale, *run[0])


def _dot(scale: _Scale, at: date, value: float, r: int = 3) -> SafeString:
    return format_html(
        '<svg x="{}%" y="{}" overflow="visible"><circle class="c-tick" r="{}" fill="{}"/></svg>',
        number(scale.percent(at)),
        number(scale.y(value)),
        r,
        INK,
    )


def _last(scale: _Scale, at: date, value: float, said: Callable[[float], str]) -> SafeString:
    x = scale.percent(at)
    anchor = "end" if x > 30 else "start"
    label = text(said(value), x=x, y=scale.y(value) - 11, anchor=anchor, size=16, strong=True)
    return joined([_dot(scale, at, value, 5), label])


def _beside(x: float) -> dict[str, Any]:
    return {"anchor": "end", "dx": -6} if x > 60 else {"anchor": "start", "dx": 6}


def _start(scale: _Scale, start: date | None, label: str, foot: int) -> SafeString:
    if start is None or not _inside(scale, start):
        return SafeString()
    x = scale.percent(start)
    words = text(label, x=x, y=18, strong=True, **_beside(x)) if label else SafeString()
    return joined([_upright("c-axis", x, 8, foot, 2), words])


def _break(scale: _Scale, each: Break, foot: int) -> SafeString:
    x = scale.percent(each.day)
    return joined(
        [
            format_html(
                '<line class="c-break" x1="{0}%" x2="{0}%" y1="26" y2="{1}" stroke="{2}" '
                'stroke-width="2" stroke-dasharray="6 4"/>',
                number(x),
                foot,
                SOFT,
            ),
            text(each.label, x=x, y=37, **_beside(x)),
        ]
    )


def _axis(foot: int) -> SafeString:
    return format_html(
        '<line class="c-axis" x1="0" x2="100%" y1="{0}" y2="{0}" stroke="{1}" stroke-width="2"/>',
        foot,
        INK,
    )


def _mark(scale: _Scale, mark: Mark, known: Run) -> SafeString:
    """A numbered box under the plot, its stem up to the last figure known on that day."""
    x = scale.percent(mark.day)
    heights = [value for at, value in known if at <= mark.day]
    stem = (
        _upright("c-up", x, scale.y(heights[-1]), scale.base + 4, 1.5) if heights else SafeString()
    )
    return format_html(
        '{}<svg x="{}%" y="{}" overflow="visible"><rect class="c-dot" x="-10" y="-10" width="20" '
        'height="20" rx="3" fill="{}" stroke="{}" stroke-width="2"/><text class="c-n" y="5" '
        'font-size="14" font-weight="700" text-anchor="middle" fill="{}">{}</text></svg>',
        stem,
        number(x),
        scale.base + 14,
        PAINTS["coral"],
        INK,
        INK,
        mark.label,
    )


def _bare_mark(scale: _Scale, mark: Mark, known: Run) -> SafeString:
    """A small square on the line, at the last figure known on that day."""
    heights = [value for at, value in known if at <= mark.day]
    return format_html(
        '<svg x="{}%" y="{}" overflow="visible"><rect class="c-dot" x="-5" y="-5" width="10" '
        'height="10" rx="2" fill="{}" stroke="{}" stroke-width="2"/></svg>',
        number(scale.percent(mark.day)),
        number(scale.y(heights[-1]) if heights else scale.base),
        PAINTS["coral"],
        INK,
    )


def _tick(scale: _Scale, at: date, foot: int) -> SafeString:
    return format_html(
        '<svg x="{}%" y="{}" overflow="visible"><path class="c-tick" d="M-5 0 0-9 5 0z" fill="{}"/></svg>',
        number(scale.percent(at)),
        foot,
        INK,
    )


def _days(scale: _Scale, start: date | None, y: int) -> Iterator[SafeString]:
    """Dates under the axis: both ends, and the baseline where it does not touch them."""
    if scale.first == scale.last:
        yield text(day(scale.first, with_year=False), x=50, y=y, anchor="middle")
        return
    yield text(day(scale.first, with_year=False), x=0, y=y)
    if start is not None and 24 <= scale.percent(start) <= 76:
        yield text(day(start, with_year=False), x=scale.percent(start), y=y, anchor="middle")
    yield text(day(scale.last, with_year=False), x=100, y=y, anchor="end")


def _empty(slug: str, title: str, description: str) -> SafeString:
    body = joined([_axis(96), text(_("No figures yet"), x=50, y=60, anchor="middle")])
    return frame(body, slug=slug, title=title, description=description, height=112)
