"""What consent may be asked for: every app tells its purposes by the hook `register_purposes`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail import hooks

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


def purposes() -> list[Purpose]:
    """All of them. A hook is a function that returns a list of purposes."""
    return [each for declare in hooks.get_hooks("register_purposes") for each in declare()]


def find_purpose(slug: str) -> Purpose | None:
    return next((purpose for purpose in purposes() if purpose.slug == slug), None)


def declared_purpose(slug: str) -> Purpose:
    """As `find_purpose`, for one that an app relies on: LookupError where none declares it."""
    if (purpose := find_purpose(slug)) is None:
        raise LookupError(f"No app declares the purpose {slug}.")
    return purpose


def required_purposes() -> list[Purpose]:
    """Those without which nobody takes part, in order of declaration."""
    return [purpose for purpose in purposes() if purpose.required]
