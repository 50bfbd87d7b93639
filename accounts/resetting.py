"""Asking for a new password: what is done for an address without an account."""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import default_token_generator
from django.core.mail import get_connection
from django.db import transaction

from accounts.mailing import message_to
from accounts.models import Profile, User


@transaction.atomic
def pretend_to_write(email: str, *, now: datetime) -> None:
    """Take as long as a mail with a link takes, and send none: nobody learns from the clock
    whether an address has an account.
    """
    nobody = User(pk=0, email=email, last_login=now)
    nobody.password = "!"
    nobody.profile = Profile(user=nobody)
    link = default_token_generator.make_token(nobody)
    template = "account/email/password_reset_key"
    message = message_to(person=nobody, template=template, context={"password_reset_url": link})
    connection = get_connection()
    # What cannot be taken back is not begun: mail in memory, or on its way to a server.
    if message is not None and getattr(connection, "is_undone_with_transaction", False):
        connection.send_messages([message])
    transaction.set_rollback(True)
