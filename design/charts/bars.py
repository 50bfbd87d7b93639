"""A bare bar beside its figure. Its baseline is zero, always."""

from __future__ import annotations

from django.utils.safestring import SafeString

from design.charts.svg import INK, LINE, PAINTS, WELL, number


def bar(percent: float, paint: str = "teal") -> SafeString:
    """A share of 100; its figure stands beside."""
    width = number(min(max(percent, 0), 100))
    return SafeString(
        '<svg class="bar" aria-hidden="true">'
        f'<rect class="bar-t" width="100%" height="100%" rx="3" fill="{WELL}" stroke="{LINE}"/>'
        f'<rect class="bar-v" width="{width}%" height="100%" rx="3" '
        f'fill="{PAINTS.get(paint, PAINTS["teal"])}" stroke="{INK}" stroke-width="1.5"/></svg>'
    )
