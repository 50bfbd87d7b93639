"""A bare bar beside its figure. Its baseline is zero, always."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from design.charts.svg import INK, LINE, PAINTS, WELL, number


def bar(percent: float, paint: str = "teal") -> SafeString:
    """A share of 100; its figure stands beside."""
    return format_html(
        '<svg class="bar" aria-hidden="true"><rect class="bar-t" width="100%" height="100%" rx="3" '
        'fill="{}" stroke="{}"/><rect class="bar-v" width="{}%" height="100%" rx="3" fill="{}" '
        'stroke="{}" stroke-width="1.5"/></svg>',
        WELL,
        LINE,
        number(min(max(percent, 0), 100)),
        PAINTS.get(paint, PAINTS["teal"]),
        INK,
    )
