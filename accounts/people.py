"""Accounts that staff make for others, and the mail that lets their owners in."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Profile, Region, User
from accounts.names import normalise_name

logger = logging.getLogger(__name__)

#: So many mails refused on end, and the server counts as down: each may take its whole time-out.
FAILURES_ON_END = 3


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
    """Send each active person a link to set a password; returns how many mails went out.

    `request_host` replaces the site's own address in the links. All go over one connection. A mail
    that cannot be handed over is logged without the address, and the others still go, until
    FAILURES_ON_END of them failed one after the other.
    """
    sent = failures = 0
    connection = get_connection()
    for user in users:
        if not user.is_active:
            continue
        context = {
            "user": user,
            "password_reset_url": password_link(user, request_host),
            "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        }
        try:
            connection.open()
            get_adapter().deliver("email/invitation", user.email, context, connection=connection)
            sent, failures = sent + 1, 0
        except (SMTPException, OSError) as error:
            logger.error("An invitation could not be sent: %s", type(error).__name__)
            _close(connection)
            failures += 1
        if failures == FAILURES_ON_END:
            break
    _close(connection)
    return sent


def _close(connection: BaseEmailBackend) -> None:
    with suppress(SMTPException, OSError):
        connection.close()


def not_all_sent(sent: int, wanted: int) -> str:
    """What staff are told when the mail server did not take every invitation."""
    text = _(
        "%(sent)d of %(wanted)d invitations were sent: the mail server did not take the others."
    )
    return f"{text % {'sent': sent, 'wanted': wanted}} {_('Try again later.')}"


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
