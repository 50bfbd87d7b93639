"""Accounts that staff make for others, and the mail that lets their owners in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.urls import reverse

from accounts.invitations import parts_for
from accounts.links import days_of_links
from accounts.mailing import hand_over, letter_to
from accounts.models import Profile, Region, User
from accounts.names import normalise_name


@transaction.atomic
def create_imported_person(
    *,
    email: str,
    name: str = "",
    now: datetime,
    phone: str = "",
    birth_year: int | None = None,
    gender: str = "",
    region: Region | None = None,
) -> tuple[User, bool]:
    """The account of an address, and whether it is new; what is empty here changes nothing.

    The address counts as its owner's: verified, without a password, so that a reset link is the
    only way in. Values must be normalised already; broken ones raise IntegrityError.
    """
    told = {"phone": phone, "birth_year": birth_year, "gender": gender, "region": region}
    known = {name: value for name, value in told.items() if value not in ("", None)}
    user = User.objects.by_email(email).select_related("profile").first()
    if user is None:
        user = User.objects.create_user(email, name, now=now, profile=known)
        user.emailaddress_set.create(email=user.email, primary=True, verified=True)
        return user, True
    if name and user.name != normalise_name(name):
        user.name = normalise_name(name)
        user.save(update_fields=["name"])
    _own_address(user)
    _learn(user.profile, known)
    return user, False


def _own_address(user: User) -> None:
    address, is_new = user.emailaddress_set.get_or_create(
        email=user.email, defaults={"primary": True, "verified": True}
    )
    if (is_new or not address.verified) and user.has_usable_password():
        # Whoever signed up with this address never showed that it is theirs: that password
        # must not open the account of the person whom staff named.
        user.set_unusable_password()
        user.save(update_fields=["password"])
    if not address.verified:
        address.verified = address.primary = True
        address.save(update_fields=["verified", "primary"])


def _learn(profile: Profile, known: dict[str, object]) -> None:
    if "region" in known:
        known["outside_region"] = False
    changed = [name for name, value in known.items() if getattr(profile, name) != value]
    for name in changed:
        setattr(profile, name, known[name])
    if changed:
        profile.save(update_fields=changed)


def invite(*, users: Iterable[User], now: datetime, request_host: str | None = None) -> int:
    """Send each open account a link to set a password; returns how many mails are on their way.

    `request_host` replaces the site's own address in the links.
    """
    people = list(users)
    prefetch_related_objects(people, "profile")
    parts = parts_for(people, now)
    return hand_over(
        letter_to(
            person=user,
            template="email/invitation",
            context={
                "password_reset_url": password_link(user, request_host),
                "days": days_of_links(user),
                "parts": parts.get(user.pk, []),
            },
        )
        for user in people
    )


def password_link(user: User, host: str | None = None) -> str:
    """The address where the owner of the mailbox sets a password; good once and for a while."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
    base = f"{settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL}://{host}" if host else settings.SITE_URL
    return f"{base}{path}"
