"""Horizontal bars. Their baseline is zero, always; a missing value draws no bar and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from design.charts.svg import INK, LINE, PAINTS, WELL, frame, joined, number, share, text
from design.formats import count

ROW = 48
# What fits beside a figure at 320 px of width in 14 px condensed letters; the table has it whole.
LONGEST_LABEL = 32
SEGMENT_PAINTS = ("teal", "yellow", "blue", "coral")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `note` follows its figure, as "dari 120"."""

    label: str
    value: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """One row of parts, in the order of the chart's names."""

    label: str
    values: tuple[float, ...]


def bar(percent: float, paint: str = "teal", mark: float | None = None) -> SafeString:
    """A share of 100 as a bare bar; `mark` is a target on the same scale. Its figure stands beside."""
    target = SafeString()
    if mark is not None:
        target = format_html(
            '<line class="bar-m" x1="{0}%" x2="{0}%" y1="-4" y2="120%" stroke="{1}" stroke-width="3"/>',
            number(min(max(mark, 0), 100)),
            INK,
        )
    return format_html(
        '<svg class="bar" aria-hidden="true"><rect class="bar-t" width="100%" height="100%" rx="3" '
        'fill="{}" stroke="{}"/><rect class="bar-v" width="{}%" height="100%" rx="3" fill="{}" '
        'stroke="{}" stroke-width="1.5"/>{}</svg>',
        WELL,
        LINE,
        number(min(max(percent, 0), 100)),
        PAINTS.get(paint, PAINTS["teal"]),
        INK,
        target,
    )


def bars(
    rows: Sequence[Bar],
    *,
    slug: str,
    title: str,
    description: str = "",
    whole: float | None = None,
    paint: str = "lime",
) -> SafeString:
    """One bar a row, its label and figure above it; `whole` is what 100 % is, else the largest."""
    known = [row.value for row in rows if row.value is not None]
    largest = whole if whole is not None else max(known, default=0)
    body = []
    for place, row in enumerate(rows):
        top = place * ROW
        said = f"{count(row.value)} {row.note}".strip()
        body += [_label(row.label, top), text(said, x=100, y=top + 15, anchor="end", strong=True)]
        body.append(_box(0, 100, top, "bar-t", WELL, LINE))
        if row.value is not None:
            fill = PAINTS.get(paint, PAINTS["lime"])
            body.append(_box(0, share(row.value, largest), top, "bar-v", fill, INK))
    return frame(
        joined(body),
        slug=slug,
        title=title,
        description=description,
        height=max(len(rows), 1) * ROW,
    )


def stacked(
    rows: Sequence[Stack],
    names: Sequence[str],
    *,
    slug: str,
    title: str,
    description: str = "",
) -> SafeString:
    """Rows of up to four parts on one scale. Every second part is hatched, so grey print tells them."""
    if len(names) > len(SEGMENT_PAINTS):
        raise ValueError(f"at most {len(SEGMENT_PAINTS)} parts, not {len(names)}")
    largest = max((sum(row.values) for row in rows), default=0)
    body = [_hatch(slug)]
    for place, row in enumerate(rows):
        top, start = place * ROW, 0.0
        body.append(_label(row.label, top))
        body.append(text(count(sum(row.values)), x=100, y=top + 15, anchor="end", strong=True))
        for part, value in enumerate(row.values):
            width = share(value, largest)
            body.append(_segment(slug, part, start, width, top))
            start += width
    foot = len(rows) * ROW
    for part, name in enumerate(names):
        y = foot + part * 24
        body.append(
            format_html(
                '<svg y="{}" width="16" height="16">{}</svg>',
                y + 2,
                _segment(slug, part, 0, 100, -22),
            )
        )
        body.append(text(name, x=0, y=y + 15, dx=24))
    height = max(foot + len(names) * 24, ROW)
    return frame(joined(body), slug=slug, title=title, description=description, height=height)


def _label(words: str, top: int) -> SafeString:
    short = words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"
    return text(short, x=0, y=top + 15)


def _box(x: float, width: float, top: int, css: str, fill: str, stroke: str) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}%" y="{}" width="{}%" height="16" rx="3" fill="{}" stroke="{}"/>',
        css,
        number(x),
        top + 22,
        number(width),
        fill,
        stroke,
    )


def _segment(slug: str, part: int, x: float, width: float, top: int) -> SafeString:
    if not width:
        return SafeString()
    box = _box(x, width, top, "bar-v", PAINTS[SEGMENT_PAINTS[part]], INK)
    if part % 2 == 0:
        return box
    return joined([box, _box(x, width, top, "bar-h", f"url(#{slug}-h)", "none")])


def _hatch(slug: str) -> SafeString:
    return format_html(
        '<defs><pattern id="{}-h" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M0 0V6" stroke="{}" stroke-width="2.5"/>'
        "</pattern></defs>",
        slug,
        INK,
    )
