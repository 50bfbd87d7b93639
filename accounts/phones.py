"""Phone numbers in one stored form: E.164, Indonesian where no country is named."""

from __future__ import annotations

import re

import phonenumbers
from django.utils.translation import gettext as _

from accounts.text import cleaned

HOME = "ID"
# A spreadsheet's number format: the digits behind the rounding are gone for good.
SCIENTIFIC = re.compile(r"^[+-]?\d+([.,]\d+)?E[+-]?\d+$", re.IGNORECASE)
# A number that a spreadsheet counts with: the zero after the point is no digit of it.
COUNTED = re.compile(r"^(\d{8,15})[.,]0+$", re.ASCII)
SEVERAL = re.compile(r"[/;,]|\b(atau|dan|or|and)\b", re.IGNORECASE)


def normalise_phone(text: str | None) -> str:
    """The number as "+6281234567890"; "" for blank text.

    Takes 0812…, 812…, 62812… and +62 812… with any blanks, dots, dashes and brackets, and the
    apostrophe by which spreadsheets keep a leading zero. Raises ValueError with a reason in the
    reader's language for anything else; several numbers at once are never guessed at.
    """
    typed = COUNTED.sub(r"\1", cleaned(text or "").lstrip("'’").strip())
    if not typed:
        return ""
    if SCIENTIFIC.match(typed):
        raise ValueError(
            _(
                "The spreadsheet shortened this number and lost its digits. Format the column as text."
            )
        )
    if SEVERAL.search(typed):
        raise ValueError(_("One phone number only, please."))
    return phonenumbers.format_number(_parse(typed), phonenumbers.PhoneNumberFormat.E164)


def _parse(typed: str) -> phonenumbers.PhoneNumber:
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException as error:
        raise ValueError(_not_a_number()) from error
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise ValueError(_not_a_number())
    return number


def _not_a_number() -> str:
    return _("This is not a phone number we know. Write it like 0812 3456 7890.")
