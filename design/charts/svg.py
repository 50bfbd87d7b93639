"""What every chart shares: the colours, figures without noise, the frame with its two texts.

Drawings are joined from strings that this package writes itself; the words of others, and those
of the translations, go through `escape` where they enter: in `frame`, `text` and a mark's label.
"""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString

INK, SOFT, LINE, WELL = "#14213d", "#48546e", "#cbd4d6", "#e6ebe9"
COLOURS = {
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


def frame(body: str, *, slug: str, title: str, description: str, height: int) -> SafeString:
    """A chart of full width whose texts keep their size; a reader hears title and description.

    `body` is markup of this package.
    """
    desc = f'<desc id="{slug}-d">{escape(description)}</desc>' if description else ""
    heard = f"{slug}-t {slug}-d" if description else f"{slug}-t"
    return SafeString(
        f'<svg class="chart" role="img" aria-labelledby="{heard}" width="100%" height="{height}">'
        f'<title id="{slug}-t">{escape(title)}</title>{desc}<g aria-hidden="true">{body}</g></svg>'
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
    css = ' class="c-b"' if strong else ' class="c-h"' if rim else ""
    aside = f' dx="{dx}"' if dx else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    fill = f' fill="{INK}"' if strong else ""  # the others by the stylesheet alone
    weight = ' font-weight="700"' if strong else ""
    return SafeString(
        f'<text{css} x="{number(x)}%" y="{number(y)}"{aside} '
        f'font-size="{size}"{side}{weight}{fill}>{escape(words)}</text>'
    )
