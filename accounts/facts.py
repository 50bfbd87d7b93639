"""What a file tells of a known person, beside what Kanal knows: who wins, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from django.db.models import Field
from django.utils.translation import gettext as _

from accounts.models import Gender, Profile, Region, User
from accounts.names import normalise_name

#: All that a file tells of a person; `region` stands for two columns.
FIELDS = ("name", "phone", "birth_year", "gender", "region")


class Outcome(StrEnum):
    """What becomes of a field for which a file says something else."""

    FILLED = "filled"
    TAKEN_OVER = "taken over"
    UNCHANGED = "unchanged"
    SAVED_BY_PERSON = "saved by the person"


@dataclass(frozen=True)
class Difference:
    """A field, what is known (empty or None: nothing) and what the file gives."""

    field: str
    known: Any
    given: Any
    outcome: Outcome

    @property
    def is_taken(self) -> bool:
        return self.outcome in (Outcome.FILLED, Outcome.TAKEN_OVER)


def differences(
    user: User, given: Mapping[str, Any], *, update: bool, claimed: bool = True
) -> list[Difference]:
    """Where what is given differs from what is known; empty values say nothing.

    What is empty is filled. What differs stays, or with `update` is taken over, save where the
    person saved the field themself. Nobody has shown that an account which is not `claimed` is
    theirs: whatever stands there gives way.
    """
    found = []
    for field in FIELDS:
        value = given.get(field)
        known = known_value(user, field)
        if value in ("", None) or value == known:
            continue
        saved = field in user.profile.saved_by_person
        found.append(Difference(field, known, value, _outcome(known, saved, update, claimed)))
    return found


def _outcome(known: Any, saved: bool, update: bool, claimed: bool) -> Outcome:
    if not claimed:
        return Outcome.TAKEN_OVER if known else Outcome.FILLED
    if saved:
        return Outcome.SAVED_BY_PERSON
    if not known:
        return Outcome.FILLED
    return Outcome.TAKEN_OVER if update else Outcome.UNCHANGED


def known_value(user: User, field: str) -> Any:
    """What is known of one of FIELDS; for somebody who lives elsewhere, words that say so."""
    if field == "name":
        return user.name
    if field == "region" and user.profile.outside_region:
        return _("lives elsewhere")
    return getattr(user.profile, field)


def take_over(user: User, taken: Iterable[Difference]) -> None:
    """Write these differences down, name and profile in one statement each."""
    values = {one.field: one.given for one in taken}
    if "name" in values:
        user.name = normalise_name(values.pop("name"))
        user.save(update_fields=["name"])
    if "region" in values:
        values["outside_region"] = False
    for field, value in values.items():
        setattr(user.profile, field, value)
    if values:
        user.profile.save(update_fields=[*values])


def answered(cleaned: Mapping[str, Any], changed: Iterable[str]) -> list[str]:
    """Of a form that the person saves: the fields they told or emptied, not those left empty."""
    return [field for field in FIELDS if cleaned.get(field) or field in changed]


def in_words(field: str, value: Any) -> str:
    """A value as a person reads it."""
    if field == "gender":
        return str(Gender(value).label) if value else "–"
    return f"{value} ({value.code})" if isinstance(value, Region) else str(value or "–")


def label(field: str) -> str:
    """The field as forms call it."""
    model = User if field == "name" else Profile
    return str(cast("Field[Any, Any]", model._meta.get_field(field)).verbose_name)
