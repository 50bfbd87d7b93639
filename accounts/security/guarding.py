"""The part of allauth's adapter that counts and notes wrong passwords."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from accounts.models import User, normalise_email
from accounts.security.browsers import known_browser
from accounts.security.log import record


class GuardedAccountAdapter(DefaultAccountAdapter):
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            account = User.objects.by_email(credentials.get("email", "")).first()
            record("login_locked", account=account, request=request)
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong passwords are counted by: the account, and apart a browser it knows.

        allauth's counts by the Host that a request brings as well, and so from anew for each port
        that somebody thinks up.
        """
        email = normalise_email(credentials.get("email", ""))
        return f"{email} {known_browser(request, email)}".strip()

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        record("password_reset_asked", account=user)
        super().send_password_reset_mail(user, email, context)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        record("login_closed", account=user, request=request)
        return super().respond_user_inactive(request, user)
