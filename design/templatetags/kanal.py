"""`{% load kanal %}`: icons, charts, form controls, numbers and times."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.conf import settings
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    NumberInput,
    RadioSelect,
    Widget,
)
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from design import charts, formats, tables

register = template.Library()

SPRITE = "design/img/icons.svg"


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """A symbol of the sprite; without a label it is decoration and read by nobody."""
    return _icon(name, css, str(label))


@lru_cache(maxsize=256)
def _icon(name: str, css: str, label: str) -> SafeString:
    heard = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="{}" {}><use href="{}#i-{}"/></svg>',
        f"i {css}".strip(),
        heard,
        static(SPRITE),
        name,
    )


@register.simple_tag
def content_lang() -> SafeString:
    """` lang="id"` around what editors wrote, where the page around it speaks another language."""
    language = settings.WAGTAIL_CONTENT_LANGUAGES[0][0]
    return format_html(' lang="{}"', language) if get_language() != language else SafeString()


@register.simple_tag
def week_icon(roof: bool = False, wall: int | None = None, colour: str = "teal") -> SafeString:
    return charts.week_icon(bool(roof), wall, colour)


@register.simple_tag
def ring(done: int, total: int, label: str = "") -> SafeString:
    return charts.ring(done, total, label)


@register.simple_tag
def segments(done: int, total: int, now: int | None = None) -> SafeString:
    return charts.segments(done, total, now)


@register.simple_tag
def bar(percent: float, colour: str = "teal") -> SafeString:
    return charts.bar(percent, colour)


@register.simple_tag
def seats(total: int, left: int) -> SafeString:
    return charts.seats(total, left)


@register.simple_tag
def table_rows(rows: Sequence[tables.Row]) -> SafeString:
    return tables.body(rows)


@register.inclusion_tag("components/week_strip.html")
def week_strip(weeks: Sequence[charts.Week]) -> dict[str, object]:
    """The weeks in a row, each readable as a sentence."""
    colours = zip(weeks, charts.pictograms.colours_of(weeks), strict=True)
    return {"weeks": [_week(week, colour, get_language()) for week, colour in colours]}


@lru_cache(maxsize=2048)
def _week(week: charts.Week, colour: str, language: str | None) -> SafeString:
    """Most weeks look like somebody else's; `language` is the active one."""
    icon = charts.week_icon(week.learned, week.uploads, colour)
    return render_to_string("components/week.html", {"week": week, "icon": icon})


@register.filter
def count(value: formats.Number | None, decimals: int | None = None) -> str:
    return formats.count(value, decimals)


@register.filter
def approx(value: formats.Number | None) -> str:
    return formats.approx(value)


@register.filter
def day(value: date | datetime | None) -> str:
    return formats.day(value)


@register.filter
def short_day(value: date | datetime | None) -> str:
    return formats.day(value, with_year=False)


@register.filter
def wib(value: datetime | None) -> str:
    """Day and clock in the site's zone, with its name: 24 Nov 2026, 05.12 WIB."""
    return formats.moment(value)


@register.simple_tag
def control(field: BoundField, css: str = "") -> SafeString:
    """The field's widget as a well of the design; aria attributes are Django's own."""
    widget = _as_typed(field.field.widget)
    own = widget.attrs.get("class", "")
    if kind(field) == "text":
        own = f"in {own}"
    attrs: dict[str, str | bool] | None = {"class": f"{own} {css}".strip()} if own or css else None
    return field.as_widget(widget, attrs=attrs)


def _as_typed(widget: Widget) -> Widget:
    """A number's well takes any text: browsers empty `type=number` when what came back is none."""
    if not isinstance(widget, NumberInput):
        return widget
    widget = copy(widget)
    widget.input_type = "text"
    left_out = {"min", "max", "step"}
    widget.attrs = {k: v for k, v in widget.attrs.items() if k not in left_out}
    widget.attrs.setdefault("inputmode", "numeric")
    return widget


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: check, choices or text."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, CheckboxInput) else "text"
