"""Asking again for a confirmation mail, also while logged out and days later."""

from __future__ import annotations

import hashlib
import math
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import normalise_email

COOLDOWN = timedelta(seconds=60)


class TooSoon(Exception):
    """Asked again within the cooldown; `seconds` are left."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class TooOften(Exception):
    """Asked too many times today, by this address or from this connection."""


def note_sent(email: str, now: datetime) -> None:
    cache.set(_key(email), now, COOLDOWN.total_seconds())


def seconds_left(email: str, now: datetime) -> int:
    """Whole seconds until a confirmation mail may go to this address again; 0 means now."""
    sent_at = cache.get(_key(email))
    if sent_at is None:
        return 0
    return max(0, math.ceil((sent_at + COOLDOWN - now).total_seconds()))


def send_again(*, email: str, request: HttpRequest, now: datetime) -> None:
    """Send what helps the owner of the address: a fresh link, or how to log in.

    An unknown address gets nothing, and the caller cannot tell, so that nobody learns here who
    has an account. Raises TooSoon or TooOften.
    """
    address = normalise_email(email)
    if wait := seconds_left(address, now):
        raise TooSoon(wait)
    if not ratelimit.consume(request, action="resend_confirmation", key=address):
        raise TooOften
    note_sent(address, now)
    known = EmailAddress.objects.filter(email=address).order_by("verified").first()
    if known is None:
        return
    if known.verified:
        get_adapter(request).send_account_already_exists_mail(address)
    else:
        known.send_confirmation(request, signup=True)


def address_of_old_link(key: str) -> EmailAddress | None:
    """Whose confirmation link this was, however old; None for a forged or cut one."""
    try:
        return EmailAddress.objects.filter(pk=signing.loads(key, salt="account")).first()
    except signing.BadSignature:
        return None


def _key(email: str) -> str:
    # Hashed, so that no address can be read in the cache's table.
    return "confirmation-sent:" + hashlib.sha256(email.encode()).hexdigest()
