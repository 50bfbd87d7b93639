"""Giving and taking back consent, one purpose at a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import DateTimeField, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from accounts.models import Consent, User
from accounts.purposes import Purpose, find_purpose, required_purposes

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ConsentError(Exception):
    """A consent that cannot be taken back; carries a sentence for the person."""


@transaction.atomic
def give_consent(*, user: User, purpose: str, wording: StrOrPromise, now: datetime) -> Consent:
    """Record that the person agreed to these words; an open consent is kept as it is."""
    consent, _new = Consent.objects.open().get_or_create(
        user=user, purpose=purpose, defaults={"wording": str(wording), "given_at": now}
    )
    return consent


@transaction.atomic
def withdraw_consent(*, user: User, purpose: str, now: datetime) -> bool:
    """Close the open consent; False where none was open, ConsentError for a required one."""
    declared = find_purpose(purpose)
    if declared is not None and declared.required:
        raise ConsentError(
            _("Without this consent you cannot take part. Write to us if you want to leave.")
        )
    # Two machines' clocks differ: nothing is withdrawn before it was given.
    not_before = Greatest("given_at", Value(now, output_field=DateTimeField()))
    return bool(user.consents.open().for_purpose(purpose).update(withdrawn_at=not_before))


def missing_consents(user: User) -> list[Purpose]:
    """The required purposes that the person has not agreed to yet."""
    given = set(user.consents.open().values_list("purpose", flat=True))
    return [purpose for purpose in required_purposes() if purpose.slug not in given]
