"""Signing in by address and password."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress

from accounts.models import User, normalise_email

#: Of wishes for one address only the newest are tried: each costs the time of a password's hash.
WISHES_TRIED = 3


class AddressBackend(AuthenticationBackend):
    """The owner of a confirmed address alone; where nobody owns it, who wished for it last."""

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        rows = EmailAddress.objects.filter(email=normalise_email(email)).select_related("user")
        owners = list(rows.filter(verified=True))
        wishes = list(rows.order_by("-pk")[:WISHES_TRIED]) if not owners else []
        for row in owners or wishes:
            if self._check_password(row.user, password):
                return row.user
        return None
