"""The family's own pictures: a week is a house, progress a ring, a seat a small house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from design.charts.svg import INK, LINE, PAINTS, SOFT, joined, number

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


def _wall(uploads: int | None, paint: str) -> SafeString:
    if not uploads:
        return format_html(
            '<path class="h-off" d="M7 23h34v25H7z" fill="#fff" stroke="{}" stroke-width="2" '
            'stroke-dasharray="4 3"/>',
            SOFT,
        )
    if uploads == 1:
        window = format_html('<path d="M21 31v8l7-4z" fill="{}"/>', INK)
    else:
        window = format_html(
            '<text x="24" y="39.5" font-size="13" font-weight="700" text-anchor="middle" '
            'fill="{}">{}</text>',
            INK,
            uploads,
        )
    return format_html(
        '<path class="hw-on" d="M7 23h34v25H7z" fill="{}" stroke="{}" stroke-width="2"/>'
        '<path d="M14 28h20v14H14z" fill="#fff" stroke="{}" stroke-width="2"/>{}',
        PAINTS.get(paint, PAINTS["teal"]),
        INK,
        INK,
        window,
    )


def _roof(learned: bool) -> SafeString:
    if learned:
        return format_html(
            '<path class="hr-on" d="M2 23 24 5l22 18z" fill="{}" stroke="{}" stroke-width="2" '
            'stroke-linejoin="round"/>',
            INK,
            INK,
        )
    return format_html(
        '<path class="h-off" d="M2 23 24 5l22 18z" fill="#fff" stroke="{}" stroke-width="2" '
        'stroke-dasharray="4 3" stroke-linejoin="round"/>',
        SOFT,
    )


def house(roof: bool = False, wall: int | None = None, paint: str = "teal") -> SafeString:
    """A week: its roof is filled when learned, its wall painted when `wall` videos came."""
    return format_html(
        '<svg class="house" viewBox="0 0 48 49" aria-hidden="true">{}{}</svg>',
        _wall(wall, paint),
        _roof(roof),
    )


def paints_of(weeks: Sequence[Week]) -> list[str]:
    """A paint for each week; painted walls take turns, so that neighbours differ."""
    order, turn, paints = ("coral", "blue", "lime", "teal", "yellow"), 0, []
    for week in weeks:
        paints.append(order[turn % len(order)])
        turn += bool(week.uploads)
    return paints


def _arc(css: str, colour: str, whole: int, dashes: str) -> SafeString:
    return format_html(
        '<circle class="{}" cx="32" cy="32" r="25" fill="none" stroke="{}" stroke-width="11" '
        'pathLength="{}" stroke-dasharray="{}" transform="rotate(-90 32 32)"/>',
        css,
        colour,
        whole,
        dashes,
    )


def ring(done: int, total: int, label: str = "") -> SafeString:
    """Done of total as parts of a ring; a tick in its middle when all is done."""
    total, done = max(total, 0), min(max(done, 0), max(total, 0))
    whole, filled = (total, done) if total <= MOST_PARTS else (100, round(100 * done / total))
    gap = 0 if total > MOST_PARTS or total < 2 else 0.22 if total <= 14 else 0.3
    part, rest = _fraction(1 - gap), _fraction(gap)
    track = f"{part} {rest}" if gap else "1 0"
    body = [_arc("ring-t", LINE, whole or 1, track)]
    if filled and gap:
        dashes = " ".join([track] * (filled - 1) + [f"{part} {whole}"])
        body.append(_arc("ring-v", INK, whole, dashes))
    elif filled:
        body.append(_arc("ring-v", INK, whole, f"{filled} {whole}"))
    if total and done == total:
        body.append(
            format_html(
                '<path class="ring-v" d="m22 33 7 7 13-15" fill="none" stroke="{}" '
                'stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>',
                INK,
            )
        )
    heard = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html('<svg class="ring" viewBox="0 0 64 64" {}>{}</svg>', heard, joined(body))


def _fraction(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def segments(done: int, total: int, now: int | None = None) -> SafeString:
    """A course as a row of parts: done ones filled, the present one (from 0) yellow."""
    if total <= 0:
        return SafeString()
    width = 100 / total
    cells = []
    for place in range(total):
        if place == now:
            css, fill = "seg-n", PAINTS["yellow"]
        elif place < done:
            css, fill = "seg-v", INK
        else:
            css, fill = "seg-t", LINE
        cells.append(
            format_html(
                '<rect class="{}" x="{}%" width="{}%" height="8" rx="2" fill="{}"/>',
                css,
                _fraction(place * width),
                _fraction(width * 0.88),
                fill,
            )
        )
    return format_html('<svg class="seg" aria-hidden="true">{}</svg>', joined(cells))


def seats(total: int, left: int, columns: int = 20) -> SafeString:
    """Every seat a small house, taken ones filled; the sentence beside it tells the figures."""
    taken, roofs = total - left, []
    for place in range(total):
        column, row = place % columns, place // columns
        x, y = column * 17 + (8 if column >= columns // 2 else 0), row * 19
        roofs.append(
            format_html(
                '<path class="{}" d="M{} {}l6-5 6 5v8h-12z" {}/>',
                "seat-x" if place < taken else "seat-o",
                x + 1,
                y + 6,
                format_html('fill="{}"', INK)
                if place < taken
                else format_html('fill="none" stroke="{}" stroke-width="1.5"', INK),
            )
        )
    rows = max(-(-total // columns), 1)
    return format_html(
        '<svg class="seats" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>',
        columns * 17 + 6,
        number(rows * 19 - 3),
        joined(roofs),
    )
