"""Numbers and moments as people here read them: 1.234, ≈ 1.230, +41, 24 Nov 2026, 05.12 WIB."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import get_language

from design.site_time import site_time

UNKNOWN = "–"
# From here up YouTube tells three significant figures only.
EXACT_BELOW = 1000
# The sign of approximation never stands at the end of a line, away from its figure.
NO_BREAK = "\u00a0"

Number = int | float | Decimal


def count(value: Number | None, decimals: int | None = None) -> str:
    """A figure grouped as the active language does; unknown is a dash, never a zero."""
    if value is None or value == "":
        return UNKNOWN
    if decimals is not None:
        # Django's own formatting cuts decimals off; people round them.
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if decimals == 0 or (decimals is None and isinstance(value, int)):
        # As `number_format` writes it; a table has hundreds, and that takes five times as long.
        return f"{int(value):,}".replace(",", get_format("THOUSAND_SEPARATOR", use_l10n=True))
    return number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def approx(value: Number | None) -> str:
    """A public YouTube count: from 1,000 up it is known in steps, and the sign says so."""
    if value is None or value == "" or -EXACT_BELOW < value < EXACT_BELOW:
        return count(value)
    return f"≈{NO_BREAK}{count(value)}"


def signed(value: Number | None, step: int | None = 1) -> str:
    """A change with its sign; `step` above 1 (what the counts are rounded to) puts ≈ before it."""
    if value is None or value == "":
        return UNKNOWN
    sign = "+" if value > 0 else "−" if value < 0 else ""
    about = f"≈{NO_BREAK}" if step and step > 1 else ""
    return f"{about}{sign}{count(-value if value < 0 else value)}"


def day(value: date | datetime | None, with_year: bool = True) -> str:
    """24 Nov 2026, in the site's zone when a moment is given."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, datetime):
        value = (site_time(value) if timezone.is_aware(value) else value).date()
    return _written(value, "j M Y" if with_year else "j M", get_language())


def days(first: date, last: date) -> str:
    """9–15 Nov 2026, 30 Nov – 6 Dec 2026; a single day as such."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first, with_year=first.year != last.year)} – {day(last)}"


@lru_cache(maxsize=2048)
def _written(value: date, pattern: str, language: str | None) -> str:
    """A page writes the same days again and again; `language` is the active one."""
    return date_format(value, pattern)


def moment(value: datetime | None) -> str:
    """24 Nov 2026, 05.12 WIB: the day and the clock of the site's zone, named."""
    if value is None or value == "":
        return UNKNOWN
    local = site_time(value) if timezone.is_aware(value) else value
    zone = local.tzname() or ""
    return f"{day(local)}, {date_format(local, 'H.i')} {zone}".rstrip()
