"""What stands on a line of days: its start, numbered events, small ticks, breaks in the counting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from design.charts.scales import Run, Scale
from design.charts.svg import COLOURS, INK, SOFT, number, text

# Numbered boxes nearer than this, in per cent of the width, would overlap on a phone.
ROOM_OF_A_BOX = 9


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


def _beside(x: float) -> dict[str, Any]:
    return {"anchor": "end", "dx": -6} if x > 60 else {"anchor": "start", "dx": 6}


def _upright(css: str, x: float, y1: float, y2: float, width: float) -> str:
    x_text = number(x)
    return (
        f'<line class="{css}" x1="{x_text}%" x2="{x_text}%" y1="{number(y1)}" y2="{number(y2)}" '
        f'stroke="{INK}" stroke-width="{width}"/>'
    )


def start_of(scale: Scale, start: date | None, label: str, foot: int) -> str:
    if start is None or not scale.holds(start):
        return ""
    x = scale.percent(start)
    words = text(label, x=x, y=18, strong=True, **_beside(x)) if label else ""
    return _upright("c-axis", x, 8, foot, 2) + words


def breaks_of(scale: Scale, breaks: Sequence[Break], foot: int) -> Iterator[str]:
    for each in breaks:
        if scale.holds(each.day):
            x = scale.percent(each.day)
            yield (
                f'<line class="c-break" x1="{number(x)}%" x2="{number(x)}%" y1="26" y2="{foot}" '
                f'stroke="{SOFT}" stroke-width="2" stroke-dasharray="6 4"/>'
            )
            yield text(each.label, x=x, y=37, **_beside(x))


def marks_of(scale: Scale, marks: Sequence[Mark], known: Run, slug: str) -> Iterator[str]:
    """Numbered boxes under the plot or, where they would overlap, bare squares on the line.

    Each stands at the last figure known on its day.
    """
    shown = [each for each in marks if scale.holds(each.day)]
    days = [at for at, _value in known]
    heights = [bisect_right(days, each.day) for each in shown]
    values = [known[number - 1][1] if number else None for number in heights]
    if _crowd(scale, shown):
        yield from _bare(scale, shown, values, f"{slug}-m")
    else:
        for each, value in zip(shown, values, strict=True):
            yield _boxed(scale, each, value)


def _crowd(scale: Scale, marks: Sequence[Mark]) -> bool:
    positions = sorted(scale.percent(each.day) for each in marks)
    return any(b - a < ROOM_OF_A_BOX for a, b in pairwise(positions))


def _boxed(scale: Scale, mark: Mark, value: float | None) -> SafeString:
    x = scale.percent(mark.day)
    stem = "" if value is None else _upright("c-up", x, scale.y(value), scale.base + 4, 1.5)
    return SafeString(
        f'{stem}<svg x="{number(x)}%" y="{scale.base + 14}" overflow="visible">'
        f'<rect class="c-dot" x="-10" y="-10" width="20" height="20" rx="3" '
        f'fill="{COLOURS["coral"]}" stroke="{INK}" stroke-width="2"/>'
        f'<text class="c-n" y="5" font-size="14" font-weight="700" text-anchor="middle" '
        f'fill="{INK}">{escape(mark.label)}</text></svg>'
    )


def _bare(
    scale: Scale, marks: Sequence[Mark], values: Sequence[float | None], name: str
) -> Iterator[str]:
    """Squares as the ends of strokes too short to see: their size does not stretch with the plot.

    The points are written once and stroked twice, for edge and colour; a year has many.
    """
    points = "".join(
        f"M{(mark.day - scale.first).days} "
        f"{number(scale.base if value is None else scale.y(value))}h.01"
        for mark, value in zip(marks, values, strict=True)
    )
    yield (
        f'<svg width="100%" height="{scale.base}" viewBox="0 0 {scale.days or 1} {scale.base}" '
        'preserveAspectRatio="none" overflow="visible">'
        f'<defs><path id="{name}" d="{points}" stroke-linecap="square" '
        'vector-effect="non-scaling-stroke"/></defs>'
        f'<use class="c-up" href="#{name}" stroke="{INK}" stroke-width="12"/>'
        f'<use class="c-mark" href="#{name}" stroke="{COLOURS["coral"]}" stroke-width="8"/></svg>'
    )


def ticks_of(scale: Scale, ticks: Sequence[date], foot: int, slug: str) -> Iterator[str]:
    """Small triangles on the axis, one a day however many there are."""
    shown = [at for at in dict.fromkeys(ticks) if scale.holds(at)]
    if not shown:
        return
    name = f"{slug}-l"
    yield (
        f'<defs><path id="{name}" class="c-tick" d="M-5 {foot} 0 {foot - 9} 5 {foot}z" '
        f'fill="{INK}"/></defs>'
    )
    for at in shown:
        yield f'<use href="#{name}" x="{number(scale.percent(at))}%"/>'
