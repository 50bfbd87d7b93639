"""The family's own pictures: a week is a house, progress a ring, a seat a small house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from design.charts.svg import COLOURS, INK, LINE

# A ring of more parts than this shows one arc: its gaps would be thinner than a line.
MOST_PARTS = 40


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a trainee; `uploads` is None where no channel tells."""

    start: date
    learned: bool
    uploads: int | None = None
    now: bool = False

    @property
    def sentence(self) -> str:
        """What the house says, for those who do not see it."""
        words = [_("learned") if self.learned else _("did not learn")]
        if self.uploads:
            words.append(
                ngettext("%(n)s new video", "%(n)s new videos", self.uploads) % {"n": self.uploads}
            )
        elif self.uploads == 0:
            words.append(_("no new video"))
        if self.now:
            words.append(_("this week"))
        return ", ".join(words)


_WINDOW = '<path class="h-in" d="M14 28h20v14H14z"/>'
_ONE_VIDEO = f'<path d="M21 31v8l7-4z" fill="{INK}"/>'
_NO_WALL = '<path class="h-off" d="M7 23h34v25H7z"/>'
_ROOF = '<path class="hr-on" d="M2 23 24 5l22 18z"/>'
_NO_ROOF = '<path class="h-off" d="M2 23 24 5l22 18z"/>'


def _wall(uploads: int | None, colour: str) -> str:
    if not uploads:
        return _NO_WALL
    inside = (
        _ONE_VIDEO
        if uploads == 1
        else f'<text x="24" y="39.5" font-size="13" font-weight="700" text-anchor="middle" '
        f'fill="{INK}">{int(uploads)}</text>'
    )
    return (
        f'<path class="hw-on" d="M7 23h34v25H7z" fill="{COLOURS.get(colour, COLOURS["teal"])}"/>'
        f"{_WINDOW}{inside}"
    )


def week_icon(roof: bool = False, wall: int | None = None, colour: str = "teal") -> SafeString:
    """A week: its roof is filled when learned, its wall painted when `wall` videos came."""
    return SafeString(
        '<svg class="week-icon" viewBox="0 0 48 49" aria-hidden="true">'
        f"{_wall(wall, colour)}{_ROOF if roof else _NO_ROOF}</svg>"
    )


def colours_of(weeks: Sequence[Week]) -> list[str]:
    """A colour for each week; painted walls take turns, so that neighbours differ."""
    order, turn, colours = ("coral", "blue", "lime", "teal", "yellow"), 0, []
    for week in weeks:
        colours.append(order[turn % len(order)])
        turn += bool(week.uploads)
    return colours


def _arc(css: str, colour: str, whole: int, dashes: str) -> str:
    return (
        f'<circle class="{css}" cx="32" cy="32" r="25" fill="none" stroke="{colour}" '
        f'stroke-width="11" pathLength="{whole}" stroke-dasharray="{dashes}" '
        'transform="rotate(-90 32 32)"/>'
    )


_TICK = (
    f'<path class="ring-v" d="m22 33 7 7 13-15" fill="none" stroke="{INK}" '
    'stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>'
)


def ring(done: int, total: int, label: str = "") -> SafeString:
    """Done of total as parts of a ring; a tick in its middle when all is done."""
    total, done = max(total, 0), min(max(done, 0), max(total, 0))
    whole, filled = (total, done) if total <= MOST_PARTS else (100, round(100 * done / total))
    gap = 0 if total > MOST_PARTS or total < 2 else 0.22 if total <= 14 else 0.3
    part, rest = _fraction(1 - gap), _fraction(gap)
    track = f"{part} {rest}" if gap else "1 0"
    body = _arc("ring-t", LINE, whole or 1, track)
    if filled and gap:
        body += _arc("ring-v", INK, whole, " ".join([track] * (filled - 1) + [f"{part} {whole}"]))
    elif filled:
        body += _arc("ring-v", INK, whole, f"{filled} {whole}")
    if total and done == total:
        body += _TICK
    heard = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return SafeString(f'<svg class="ring" viewBox="0 0 64 64" {heard}>{body}</svg>')


def _fraction(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def segments(done: int, total: int, now: int | None = None) -> SafeString:
    """A course as a row of parts: done ones filled, the present one (from 0) yellow."""
    if total <= 0:
        return SafeString()
    width = 100 / total
    cells = []
    for index in range(total):
        css, fill = ("seg-v", INK) if index < done else ("seg-t", LINE)
        if index == now:
            css, fill = "seg-n", COLOURS["yellow"]
        cells.append(
            f'<rect class="{css}" x="{_fraction(index * width)}%" '
            f'width="{_fraction(width * 0.88)}%" height="8" rx="2" fill="{fill}"/>'
        )
    return SafeString(f'<svg class="seg" aria-hidden="true">{"".join(cells)}</svg>')


def seats(total: int, left: int, columns: int = 20) -> SafeString:
    """Every seat a small house, taken ones filled; the sentence beside it tells the figures."""
    taken, roofs = total - left, []
    for index in range(total):
        column, row = index % columns, index // columns
        x, y = column * 17 + (8 if column >= columns // 2 else 0), row * 19
        look = (
            f'class="seat-x" fill="{INK}"'
            if index < taken
            else f'class="seat-o" fill="none" stroke="{INK}" stroke-width="1.5"'
        )
        roofs.append(f'<path {look} d="M{x + 1} {y + 6}l6-5 6 5v8h-12z"/>')
    height = max(-(-total // columns), 1) * 19 - 3
    return SafeString(
        f'<svg class="seats" viewBox="0 0 {columns * 17 + 6} {height}" aria-hidden="true">'
        f"{''.join(roofs)}</svg>"
    )
