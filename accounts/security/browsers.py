"""Browsers that an account has signed in with before: strangers' wrong passwords do not lock them.

OWASP's device cookies. Such a browser has a count of its own; everybody else shares one by account.
A new password makes strangers of all of them.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

SALT = "accounts.security.browsers"
HALF_A_YEAR = 180 * 24 * 3600
#: In class people share phones; of more than these the first is forgotten.
MOST_ACCOUNTS = 5


def remember_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    known = _known(request)
    name = known.pop(str(user.pk), (secrets.token_urlsafe(12), ""))[0]
    accounts = [*known.items(), (str(user.pk), (name, _mark(user)))][-MOST_ACCOUNTS:]
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps(dict(accounts), salt=SALT),
        max_age=HALF_A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_browser(request: HttpRequest, email: str) -> str:
    """This browser's name among those that the address's account has signed in with, else ""."""
    known = _known(request)
    user = User.objects.by_email(email).first() if known else None
    if user is None:
        return ""
    name, mark = known.get(str(user.pk), ("", ""))
    return name if constant_time_compare(mark, _mark(user)) else ""


def _known(request: HttpRequest) -> dict[str, tuple[str, str]]:
    cookie = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, "")
    try:
        return signing.loads(cookie, salt=SALT, max_age=HALF_A_YEAR)
    except signing.BadSignature:
        return {}


def _mark(user: User) -> str:
    return salted_hmac(SALT, f"{user.pk} {user.password}", algorithm="sha256").hexdigest()[:32]
