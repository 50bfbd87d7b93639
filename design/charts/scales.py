"""Days and figures to places in a drawing: across in per cent of its width, down in pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

#: Height of the plot in pixels.
PLOT = 168

Points = Sequence[tuple[date, float | None]]
#: Days that follow one another, with a figure each.
Run = list[tuple[date, float]]


@dataclass(frozen=True, slots=True)
class Scale:
    """`step` between two lines of the grid; `top` pixels above the plot are free for labels."""

    first: date
    last: date
    low: float
    high: float
    step: float
    top: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    @property
    def base(self) -> int:
        return self.top + PLOT

    def percent(self, at: date) -> float:
        return 100 * (at - self.first).days / self.days if self.days else 50.0

    def y(self, value: float) -> float:
        return self.base - (value - self.low) / (self.high - self.low) * PLOT

    def holds(self, at: date) -> bool:
        return self.first <= at <= self.last

    def grid(self) -> Iterator[float]:
        """The figures at which the lines of the grid stand."""
        first, last = ceil(self.low / self.step), floor(self.high / self.step)
        return (self.step * index for index in range(first, last + 1))


def scale_of(points: Points, known: Run, *, with_zero: bool, top: int) -> Scale:
    """All days of `points`, and some room below and above the figures; never below zero for it."""
    values = [value for _at, value in known] + ([0] if with_zero else [])
    low, high = min(values), max(values)
    step = _nice_step(high - low)
    room = (high - low) * 0.06 or step
    low = max(low - room, 0) if low >= 0 else low - room
    return Scale(points[0][0], points[-1][0], low, high + room, step, top)


def _nice_step(span: float) -> float:
    """1, 2 or 5 of a power of ten, so that two to four steps cover the span; never below 1."""
    if span <= 3:
        return 1
    raw = span / 3
    power = 10 ** floor(log10(raw))
    return next(each * power for each in (1, 2, 5, 10) if each * power >= raw)
