"""A bare bar beside its figure. Its baseline is zero, always."""

from __future__ import annotations

from django.utils.safestring import SafeString

from design.charts.svg import COLOURS, number


def bar(percent: float, colour: str = "teal") -> SafeString:
    """A share of 100; its figure stands beside."""
    width = number(min(max(percent, 0), 100))
    return SafeString(
        '<svg class="bar" aria-hidden="true"><rect class="bar-t"/>'
        f'<rect class="bar-v" width="{width}%" fill="{COLOURS.get(colour, COLOURS["teal"])}"/></svg>'
    )
