"""Addresses that somebody typed and nobody has confirmed: claims, which prove nothing.

An account holds its address in `User.email` only once it is confirmed; until then it has a
placeholder there, so that any number of people may claim one address and none is in another's
way. The first who types the code from its mailbox has it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.models.users import PLACEHOLDER_DOMAIN

#: An account whose address nobody confirmed goes after so long.
LIFETIME = timedelta(days=7)
#: In the state of a code that is on its way: the row of the claim it was sent for.
CLAIM = "claim"


def placeholder() -> str:
    """What stands in `User.email` while nothing is confirmed: unique, and nobody's."""
    return f"{uuid4().hex}@{PLACEHOLDER_DOMAIN}"


def has_owner(email: str, *, besides: User | None = None) -> bool:
    """Whether somebody (but this person) has confirmed the address, or staff vouched for it."""
    confirmed = EmailAddress.objects.filter(email=email, verified=True)
    return confirmed.exclude(user=besides).exists() if besides else confirmed.exists()


@transaction.atomic
def give_up_for(owner: User, email: str) -> None:
    """The address is confirmed as this person's: everybody else's claim to it proves nothing more.

    The claims stay until they are forgotten by age: whoever made one gets the answers of before,
    and learns from none of them that the owner has come. As new rows, so that no code of before
    belongs to them (`is_of_current_claim`).
    """
    others = EmailAddress.objects.filter(email=email, verified=False).exclude(user=owner)
    for user in User.objects.filter(email=email).exclude(pk=owner.pk):
        user.email = placeholder()
        user.save(update_fields=["email"])
    claims = list(others.order_by("pk"))
    others.delete()
    for claim in claims:
        claim.pk = None
    EmailAddress.objects.bulk_create(claims)


def is_of_current_claim(state: dict[str, Any]) -> bool:
    """Whether a code on its way (its session's state) was sent for the claim as it stands."""
    claim = state.get(CLAIM)
    return claim is None or EmailAddress.objects.filter(pk=claim).exists()


def forgotten(now: datetime) -> QuerySet[User]:
    """Accounts that were never confirmed and have waited long enough."""
    # Who has come in once and lost the address to its owner has an account with something in it.
    waiting = User.objects.filter(email__endswith=f"@{PLACEHOLDER_DOMAIN}", last_login=None)
    return waiting.filter(date_joined__lt=now - LIFETIME)


def forget_claims(*, now: datetime) -> int:
    """Delete them; returns how many there were."""
    return forgotten(now).delete()[1].get(User._meta.label, 0)
