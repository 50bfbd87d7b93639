"""What one cell may hold, and its stored form. Each rule raises ValueError with the reason."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext as _

from accounts.facts import FIELDS
from accounts.models import Region, User, normalise_region_code
from accounts.models.profiles import EARLIEST_BIRTH_YEAR
from accounts.names import normalise_email, normalise_name
from accounts.phones import normalise_phone
from accounts.spreadsheets import unguarded
from cohorts.importing.reading import Row
from cohorts.models import Cohort, FormerSlug
from youtube_integration.addresses import AddressError, ChannelAddress, parse_channel_address

LONGEST_NAME = 150
LONGEST_EMAIL = MaxLengthValidator(User._meta.get_field("email").max_length)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Excel writes a code such as mar-2026 back as one of these.
DATE_LIKE = re.compile(
    r"(\d{1,2}-)?[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}-\d{4}"
    r"|\d{1,4}[/.-]\d{1,2}([/.-]\d{1,4})?|\d{5}"
)
#: What offices write before a kelurahan's name.
BEFORE_A_KELURAHAN = re.compile(r"(kelurahan|kel|desa)\b\.?\s*", re.IGNORECASE)
GENDERS = {
    "f": "F",
    "p": "F",
    "w": "F",
    "perempuan": "F",
    "wanita": "F",
    "female": "F",
    "m": "M",
    "l": "M",
    "laki-laki": "M",
    "laki laki": "M",
    "lelaki": "M",
    "pria": "M",
    "male": "M",
}


@dataclass(frozen=True)
class Cells:
    """A row whose cells were read: their stored forms, and what is wrong, one reason a cell."""

    line: int
    values: Mapping[str, Any]
    reasons: tuple[str, ...]

    def get(self, column: str) -> Any:
        """The stored form; None also where the cell could not be read."""
        return self.values.get(column)

    @property
    def email(self) -> str:
        return self.values.get("email", "")

    @property
    def given(self) -> dict[str, Any]:
        """What the row tells of the person, by the names of `accounts.facts.FIELDS`."""
        return {field: self.get(column_of(field)) for field in FIELDS}


def column_of(field: str) -> str:
    """In the file columns are called as other systems call them."""
    return "region_code" if field == "region" else field


def read_cells(row: Row, rules: CellRules) -> Cells:
    values, reasons = {}, []
    for column, rule in rules.by_column().items():
        try:
            values[column] = rule(row.cells.get(column, ""))
        except ValueError as error:
            reasons.append(f"{column}: {error}")
    return Cells(row.line, values, tuple(reasons))


class CellRules:
    """The rules by column; regions and cohorts are read once."""

    def __init__(self, *, create_cohorts: bool, today: date) -> None:
        self.today = today
        self.create_cohorts = create_cohorts
        self.regions = Region.objects.in_bulk()
        self.named: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions.values():
            self.named[_folded(region.kelurahan)].append(region)
            self.named[_folded(str(region))].append(region)
        self.cohorts = cohorts_by_slug()

    def by_column(self) -> Mapping[str, Callable[[str], object]]:
        return {
            "email": email,
            "name": name,
            "region_code": self.region,
            "birth_year": self.birth_year,
            "gender": gender,
            "phone": normalise_phone,
            "cohort": self.cohort,
            "channel": channel,
        }

    def region(self, text: str) -> Region | None:
        """By its code, "kelurahan, kecamatan", or a kelurahan's name that only one has."""
        if not text:
            return None
        if (region := self.regions.get(normalise_region_code(text))) is not None:
            return region
        # Only of names: a code holds no such word.
        wanted = _folded(BEFORE_A_KELURAHAN.sub("", text, count=1))
        found = self.named.get(wanted, [])
        if len(found) == 1:
            return found[0]
        near = found or self._near(wanted)
        values = {"text": text, "regions": "; ".join(f"{one.code} {one}" for one in near)}
        if found:
            raise ValueError(_("“%(text)s” is several: write the code: %(regions)s") % values)
        if near:
            raise ValueError(_("“%(text)s” is no known kelurahan; near it: %(regions)s") % values)
        raise ValueError(_("“%(text)s” is no known region code, such as 35.73.05.1006") % values)

    def _near(self, wanted: str) -> list[Region]:
        close = difflib.get_close_matches(wanted, self.named, n=2, cutoff=0.8)
        return list(dict.fromkeys(one for name in close for one in self.named[name]))

    def birth_year(self, text: str) -> int | None:
        if not text:
            return None
        # ASCII alone: int() reads the digits of other scripts, too.
        if not re.fullmatch(r"\d{4}", text, re.ASCII) or not (
            EARLIEST_BIRTH_YEAR <= int(text) <= self.today.year
        ):
            raise ValueError(_("“%(text)s” is no year of birth, such as 1998") % {"text": text})
        return int(text)

    def cohort(self, text: str) -> str:
        """Today's slug of the cohort, also where the file knows a former one."""
        if not text or text in self.cohorts:
            return self.cohorts[text].slug if text else ""
        if DATE_LIKE.fullmatch(text):
            raise ValueError(
                _(
                    "“%(text)s” looks like a date that Excel made of the cohort's code: format "
                    "the column as text and write the code anew"
                )
                % {"text": text}
            )
        if not SLUG.fullmatch(text) or len(text) > 60:
            raise ValueError(
                _("“%(text)s” is no cohort code: small letters, digits and hyphens only")
                % {"text": text}
            )
        if not self.create_cohorts:
            raise ValueError(_("there is no cohort “%(text)s”") % {"text": text})
        return text


def cohorts_by_slug() -> dict[str, Cohort]:
    """Every cohort by its slug, and by what it was called before where no other has that now."""
    former = FormerSlug.objects.select_related("cohort")
    # Today's names come last and so win: a code that was given away leads to its new cohort.
    return {one.slug: one.cohort for one in former} | {
        one.slug: one for one in Cohort.objects.all()
    }


def _folded(text: str) -> str:
    return re.sub(r"\s*,\s*", ", ", normalise_name(text)).casefold()


def email(text: str) -> str:
    address = normalise_email(text)
    if not address:
        raise ValueError(_("the address is missing"))
    try:
        validate_email(address)
        LONGEST_EMAIL(address)
    except ValidationError as error:
        raise ValueError(_("“%(text)s” is no e-mail address") % {"text": text}) from error
    if not address.partition("@")[0].isascii():
        # Django's check lets ı pass for i: two people whose addresses look the same.
        raise ValueError(
            _("“%(text)s” holds a letter before the @ that no mailbox has") % {"text": text}
        )
    return address


def name(text: str) -> str:
    # Our own exports put a sign before what a spreadsheet would run; it comes back with the file.
    found = normalise_name(unguarded(text))
    if len(found) > LONGEST_NAME:
        raise ValueError(_("longer than %(most)d letters") % {"most": LONGEST_NAME})
    return found


def gender(text: str) -> str:
    if not text:
        return ""
    if text.casefold() not in GENDERS:
        raise ValueError(_("“%(text)s” is not one of F, M, P, L") % {"text": text})
    return GENDERS[text.casefold()]


def channel(text: str) -> ChannelAddress | None:
    if not text:
        return None
    try:
        return parse_channel_address(text)
    except AddressError as error:
        raise ValueError(str(error)) from error
