"""Registry of what consent may be asked for; each app declares its purposes in `ready()`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PARTICIPATION = "participation"


@dataclass(frozen=True)
class Purpose:
    """`wording` is the sentence a person agrees to; `required` ones cannot be withdrawn."""

    slug: str
    label: StrOrPromise
    wording: StrOrPromise
    required: bool = False


_purposes: dict[str, Purpose] = {}


def register_purpose(
    slug: str, label: StrOrPromise, wording: StrOrPromise, required: bool = False
) -> Purpose:
    """Declare a purpose; declaring the same slug again replaces it."""
    purpose = Purpose(slug, label, wording, required)
    _purposes[slug] = purpose
    return purpose


def find_purpose(slug: str) -> Purpose | None:
    return _purposes.get(slug)


def required_purposes() -> list[Purpose]:
    """Those without which nobody takes part, in order of declaration."""
    return [purpose for purpose in _purposes.values() if purpose.required]
