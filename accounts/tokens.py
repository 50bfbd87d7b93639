"""What makes a link to set a password good for one use and for a while.

Named in ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR; allauth's forms import this module.
"""

from __future__ import annotations

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from django.utils.http import base36_to_int

from accounts.links import life_of_links
from accounts.models import User


class LinkTokens(EmailAwarePasswordResetTokenGenerator):
    """allauth's, with a shorter life for staff, asked when the link is used."""

    def check_token(self, user: User | None, token: str | None) -> bool:
        if user is None or token is None or not super().check_token(user, token):
            return False
        made = base36_to_int(token.partition("-")[0])
        return self._num_seconds(self._now()) - made <= life_of_links(user).total_seconds()
