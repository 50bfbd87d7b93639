"""Accounts that staff make for others, and the mail that lets their owners in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import connection, transaction
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import claims
from accounts.facts import FIELDS, Difference, differences, take_over
from accounts.invitations import parts_for
from accounts.links import days_of_links
from accounts.mailing import message_to, send_all
from accounts.models import User
from accounts.names import normalise_email, normalise_name
from accounts.permissions import may_edit_person
from accounts.sessions import forget_sessions


class PersonRefused(Exception):
    """An account that a file may not touch; `str()` is a sentence for the clerk."""


@dataclass(frozen=True)
class ImportedPerson:
    """An account after its row; `is_claimed`: nobody had shown before that it is theirs."""

    user: User
    is_new: bool
    is_claimed: bool = False
    differences: tuple[Difference, ...] = ()


@transaction.atomic
def create_imported_person(
    *,
    email: str,
    actor: User | None,
    now: datetime,
    update: bool = False,
    invites: bool = True,
    **given: Any,
) -> ImportedPerson:
    """The account of an address: made, or filled where something was empty.

    `given` has the person's values by the names of `facts.FIELDS`; TypeError for others.

    What differs from what is known stays, or is taken over with `update` (see `differences`).
    The address counts as its owner's: verified, without a password, so that a reset link is the
    only way in. Who had never shown that it is theirs is invited anew, unless the caller does it
    (`invites` False), once it is known to which cohorts. `actor` None is the operator, who may edit everybody. Values must be normalised
    already; broken ones raise IntegrityError. Raises PersonRefused for a closed account and for
    one that the actor may not edit.
    """
    if strange := given.keys() - {*FIELDS}:
        raise TypeError(f"No file tells {', '.join(sorted(strange))}.")
    user = _locked_person(email)
    if user is None:
        known = {field: value for field, value in given.items() if value not in ("", None)}
        name = known.pop("name", "")
        user = User.objects.create_user(email, name, now=now, profile=known)
        claims.give_up_for(user, user.email)
        user.emailaddress_set.create(email=user.email, primary=True, verified=True)
        return ImportedPerson(user, is_new=True)
    if (
        reason := refusal(user, may_edit=actor is None or may_edit_person(actor, user))
    ) is not None:
        raise PersonRefused(reason)
    given["name"] = normalise_name(given.get("name", ""))
    claimed = user.has_shown_address()
    found = differences(user, given, update=update, claimed=claimed)
    if not claimed:
        _claim(user)
        if invites:
            invite(users=[user], now=now)
    take_over(user, [one for one in found if one.is_taken])
    return ImportedPerson(user, is_new=False, is_claimed=not claimed, differences=tuple(found))


def _locked_person(email: str) -> User | None:
    """With the profile, locked: what the person saves at this moment is waited for and seen."""
    people = User.objects.locked_in_order().by_email(email)
    return people.select_related("profile").first()


def lock_people(emails: Iterable[str]) -> None:
    """Lock the accounts of these addresses until the transaction ends, in one order."""
    if connection.features.has_select_for_update:
        people = User.objects.locked_in_order().filter(email__in={*emails})
        list(people.values_list("pk"))


def refusal(user: User, *, may_edit: bool) -> str | None:
    """Why no file may touch this account."""
    if not may_edit:
        return _(
            "this account belongs to staff whom you may not edit: take the row out, or ask an "
            "administrator to import it"
        )
    if not user.is_active:
        return _("this account is closed: take the row out, or open the account again first")
    return None


def _claim(user: User) -> None:
    """Staff say whose address it is; what was set up without showing that, opens nothing more."""
    _shut_out(user, user.email)
    user.profile.saved_by_person = []
    user.profile.save(update_fields=["saved_by_person"])


@transaction.atomic
def give_new_address(*, person: User, email: str, now: datetime) -> None:
    """Staff say where this person reads mail: whoever had the account before is shut out.

    Password, sessions, second factors and older links end, and the person is invited anew.
    """
    _shut_out(person, email)
    invite(users=[person], now=now)


def _shut_out(person: User, email: str) -> None:
    person.email = normalise_email(email)
    person.set_unusable_password()
    person.save(update_fields=["email", "password"])
    person.emailaddress_set.all().delete()
    claims.give_up_for(person, person.email)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    person.authenticator_set.all().delete()
    forget_sessions(person)


def invite(*, users: Iterable[User], now: datetime) -> int:
    """Send each open account a link to set a password; returns how many mails are on their way."""
    people = list(users)
    prefetch_related_objects(people, "profile")
    parts = parts_for(people, now)
    return send_all(
        message_to(
            person=user,
            template="email/invitation",
            context={
                "password_reset_url": password_link(user),
                "days": days_of_links(user),
                "parts": parts.get(user.pk, []),
            },
        )
        for user in people
    )


def password_link(user: User) -> str:
    """The address where the owner of the mailbox sets a password; good once and for a while."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
    return f"{settings.SITE_URL}{path}"
