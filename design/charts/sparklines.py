"""The shape of a series, small enough for a table's cell."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from design.charts.svg import INK, number


def sparkline(values: Sequence[float | None], *, label: str) -> SafeString:
    """The shape of a series in the height of a text line; None leaves a gap."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    span = (high - low) or 1
    across = 92 / max(len(values) - 1, 1)
    path, pen, last = "", False, None
    for place, value in enumerate(values):
        if value is None:
            pen = False
            continue
        last = (2 + place * across, 25 - (value - low) / span * 22)
        path += f"{'L' if pen else 'M'}{number(last[0])} {number(last[1])}"
        pen = True
    dot = SafeString()
    if last:
        dot = format_html(
            '<circle class="c-tick" cx="{}" cy="{}" r="2.5" fill="{}"/>',
            number(last[0]),
            number(last[1]),
            INK,
        )
    return format_html(
        '<svg class="spark" role="img" aria-label="{}" viewBox="0 0 96 28">'
        '<path class="c-line" d="{}" fill="none" stroke="{}" stroke-width="2" '
        'stroke-linejoin="round" stroke-linecap="round"/>{}</svg>',
        label,
        path,
        INK,
        dot,
    )
