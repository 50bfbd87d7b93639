"""Signing in by address and password."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress

from accounts.models import User, normalise_email
from accounts.models.users import PLACEHOLDER_DOMAIN

#: Of claims for one address only the newest are tried: each costs the time of a password's hash.
CLAIMS_TRIED = 3


class AddressBackend(AuthenticationBackend):
    """The owner of a confirmed address, or else who signed up with it last.

    The latter comes no further than to the page that asks for the code. Claims count beside an
    owner, too, and an owner who is not there costs as much time: otherwise signing up with an
    address and then in would tell whether somebody has it.
    """

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        rows = EmailAddress.objects.filter(email=normalise_email(email)).select_related("user")
        owners = list(rows.filter(verified=True))
        if not owners:
            self._mitigate_timing_attack(password)
            self._did_check_password = True
        unproven = rows.filter(verified=False, user__email__endswith=f"@{PLACEHOLDER_DOMAIN}")
        for row in [*owners, *unproven.order_by("-pk")[:CLAIMS_TRIED]]:
            if self._check_password(row.user, password):
                return row.user
        return None
