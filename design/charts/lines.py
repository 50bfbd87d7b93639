"""Lines over days: a day without a figure is a gap and never a zero, changed counting is a break."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import inf

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from design.charts.events import (
    ROOM_OF_A_BOX,
    Break,
    Mark,
    breaks_of,
    marks_of,
    start_of,
    ticks_of,
)
from design.charts.scales import Points, Run, Scale, scale_of
from design.charts.svg import COLOURS, INK, LINE, SOFT, frame, number, text
from design.formats import count, day, signed

# Space under the plot where numbered events and small ticks stand.
EVENTS = 44
# Where the labels of start and breaks end and the figures of the grid may begin.
TOP, TOP_WITH_BREAKS = 44, 62

# Tenths of a pixel that a line may pass beside a point; a year has a point every three pixels.
UNSEEN = 3


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
    value_format: Callable[[float], str] | None = None,
) -> SafeString:
    """One series over days.

    `points` are in order of their days; None, and days further apart than `step_days`, leave a gap.
    Before `start` (the baseline) the line is dashed. `marks` stand numbered under it, or, where
    they crowd, bare upon it; `ticks` are small events on the axis, `breaks` upright lines where
    counting changed. With `gain` the figures are changes: they carry a sign, and zero and the area
    to it are drawn. `value_format` writes the last figure, where that is not a plain count.
    """
    known = [(at, value) for at, value in points if value is not None]
    if not known:
        return _empty(slug, title, description)
    scale = scale_of(points, known, with_zero=gain, top=TOP_WITH_BREAKS if breaks else TOP)
    foot = scale.base + (EVENTS if marks or ticks else 12)
    grid = signed if gain else count
    runs = [part for run in _runs(points, step_days) for part in _parted(run, start)]
    body = [
        *_grid(scale),
        _plot(scale, runs, start, gain),
        *_lone_points(scale, runs),
        start_of(scale, start, start_label, foot),
        *breaks_of(scale, breaks, foot),
        _axis(foot),
        *marks_of(scale, marks, known, slug),
        *ticks_of(scale, ticks, foot, slug),
        *_grid_labels(scale, grid, start),
        _last(scale, *known[-1], value_format or grid),
        *_days(scale, start, foot + 20),
    ]
    return frame("".join(body), slug=slug, title=title, description=description, height=foot + 28)


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


def _path(scale: Scale, run: Run) -> str:
    """One unit across a day, tenths of a pixel down; steps from point to point, which are short."""
    positions = [((at - scale.first).days, round(10 * scale.y(value))) for at, value in run]
    x, y = positions[0]
    steps = [f"M{x} {_tenths(y)}l"]
    for next_x, next_y in _bends(positions):
        down = _tenths(next_y - y)
        steps.append(f"{next_x - x}{'' if down[0] == '-' else ' '}{down} ")
        x, y = next_x, next_y
    return "".join(steps).rstrip()


def _bends(positions: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """All but the first, without those that a straight line passes nearer than `UNSEEN`.

    `low` and `high` are the slopes from the point kept last that do so for all since.
    """
    last = end = positions[0]
    low, high = -inf, inf
    for position in positions[1:]:
        if not low <= (position[1] - last[1]) / (position[0] - last[0]) <= high:
            yield end
            last, low, high = end, -inf, inf
        days, down = position[0] - last[0], position[1] - last[1]
        low, high = max(low, (down - UNSEEN) / days), min(high, (down + UNSEEN) / days)
        end = position
    yield end


def _tenths(value: int) -> str:
    """12.5, .5, -3, 0: the shortest way to write so many tenths."""
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def _plot(scale: Scale, runs: list[Run], start: date | None, gain: bool) -> str:
    """Areas and lines, stretched with the page; their strokes and all texts are not."""
    areas, before, after = "", "", ""
    for run in runs:
        if len(run) < 2:
            continue
        path = _path(scale, run)
        if start is not None and run[0][0] < start:
            before += path
            continue
        after += path
        if gain:
            first = (run[0][0] - scale.first).days
            areas += f"{path}V{number(scale.y(0))}H{first}Z"
    area = f'<path class="c-area" d="{areas}" fill="{COLOURS["teal"]}" fill-opacity=".38"/>'
    return (
        f'<svg width="100%" height="{scale.base}" viewBox="0 0 {scale.days or 1} {scale.base}" '
        f'preserveAspectRatio="none">{area if areas else ""}'
        f"{_stroke('c-pre', before, SOFT, 2, dashed=True)}{_stroke('c-line', after, INK, 3)}</svg>"
    )


def _stroke(css: str, path: str, colour: str, width: int, dashed: bool = False) -> str:
    if not path:
        return ""
    dashes = ' stroke-dasharray="3 4"' if dashed else ""
    return (
        f'<path class="{css}" d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"'
        f'{dashes} stroke-linejoin="round" vector-effect="non-scaling-stroke"/>'
    )


def _grid(scale: Scale) -> Iterator[str]:
    for value in scale.grid():
        y = number(scale.y(value))
        yield f'<line class="c-grid" x1="0" x2="100%" y1="{y}" y2="{y}" stroke="{LINE}"/>'


def _grid_labels(
    scale: Scale, value_format: Callable[[float], str], start: date | None
) -> Iterator[SafeString]:
    """Above all lines, and beside the baseline's where that stands at the left edge."""
    is_left = start is not None and 0 <= scale.percent(start) < ROOM_OF_A_BOX
    for value in scale.grid():
        y = scale.y(value) - 5
        yield text(value_format(round(value)), x=0, y=y, dx=7 if is_left else 0, rim=True)


def _lone_points(scale: Scale, runs: list[Run]) -> Iterator[str]:
    """A day between two gaps has no line to stand on: it is a dot."""
    for run in runs:
        if len(run) == 1:
            yield _dot(scale, *run[0])


def _dot(scale: Scale, at: date, value: float, r: int = 3) -> str:
    return (
        f'<svg x="{number(scale.percent(at))}%" y="{number(scale.y(value))}" overflow="visible">'
        f'<circle class="c-tick" r="{r}" fill="{INK}"/></svg>'
    )


def _last(scale: Scale, at: date, value: float, value_format: Callable[[float], str]) -> str:
    x = scale.percent(at)
    anchor = "end" if x > 30 else "start"
    label = text(
        value_format(value), x=x, y=scale.y(value) - 11, anchor=anchor, size=16, strong=True
    )
    return _dot(scale, at, value, 5) + label


def _axis(foot: int) -> str:
    return (
        f'<line class="c-axis" x1="0" x2="100%" y1="{foot}" y2="{foot}" stroke="{INK}" '
        'stroke-width="2"/>'
    )


def _days(scale: Scale, start: date | None, y: int) -> Iterator[SafeString]:
    """Dates under the axis: both ends, and the baseline where it does not touch them."""
    if scale.first == scale.last:
        yield text(day(scale.first, with_year=False), x=50, y=y, anchor="middle")
        return
    yield text(day(scale.first, with_year=False), x=0, y=y)
    if start is not None and 24 <= scale.percent(start) <= 76:
        yield text(day(start, with_year=False), x=scale.percent(start), y=y, anchor="middle")
    yield text(day(scale.last, with_year=False), x=100, y=y, anchor="end")


def _empty(slug: str, title: str, description: str) -> SafeString:
    body = _axis(96) + text(_("No figures yet"), x=50, y=60, anchor="middle")
    return frame(body, slug=slug, title=title, description=description, height=112)
