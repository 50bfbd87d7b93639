"""What every chart shares: the paints, figures without noise, the frame with its two texts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

INK, SOFT, LINE, WELL = "#14213d", "#48546e", "#cbd4d6", "#e6ebe9"
RIM = ' class="c-h" stroke="#fff" stroke-width="5" stroke-linejoin="round" paint-order="stroke"'
PAINTS = {
    "teal": "#3fcfc0",
    "coral": "#ff8f75",
    "blue": "#7db8ff",
    "lime": "#bcdc5a",
    "yellow": "#ffc93c",
}


def number(value: float) -> str:
    """At most one decimal, no trailing zero, no minus before a zero."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def frame(body: SafeString, *, slug: str, title: str, description: str, height: int) -> SafeString:
    """A chart of full width whose texts keep their size; a reader hears title and description."""
    desc = (
        format_html('<desc id="{}-d">{}</desc>', slug, description) if description else SafeString()
    )
    heard = f"{slug}-t {slug}-d" if description else f"{slug}-t"
    return format_html(
        '<svg class="chart" role="img" aria-labelledby="{}" width="100%" height="{}">'
        '<title id="{}-t">{}</title>{}<g aria-hidden="true">{}</g></svg>',
        heard,
        height,
        slug,
        title,
        desc,
        body,
    )


def text(
    words: str,
    *,
    x: float,
    y: float,
    anchor: str = "start",
    dx: int = 0,
    size: int = 14,
    strong: bool = False,
    rim: bool = False,
) -> SafeString:
    """One line of text at `x` per cent of the width and `y` pixels; with a `rim` lines end at it."""
    return format_html(
        '<text{}{} x="{}%" y="{}"{} font-size="{}"{}{} fill="{}">{}</text>',
        SafeString(' class="c-b"') if strong else "",
        SafeString(RIM) if rim else "",
        number(x),
        number(y),
        format_html(' dx="{}"', dx) if dx else "",
        size,
        format_html(' text-anchor="{}"', anchor) if anchor != "start" else "",
        SafeString(' font-weight="700"') if strong else "",
        INK if strong else SOFT,
        words,
    )
