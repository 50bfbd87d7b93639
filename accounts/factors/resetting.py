"""Taking a second factor away from somebody whose phone is lost."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.mailing import write_to
from accounts.models import User
from accounts.permissions import may_reset_factor
from accounts.security.log import record_on_commit
from accounts.sessions import forget_sessions

RESET = "accounts.reset_factor"


class FactorError(Exception):
    """Why it was not done, for whoever asked."""


def reset_second_factor(*, person: User, actor: User | None) -> None:
    """Delete app, keys and recovery codes, end the person's sessions, and tell them by mail.

    `actor` is None for the operator at the command line. FactorError when the actor may not, or
    when there is nothing to take away.
    """
    if actor is not None and not may_reset_factor(actor, person):
        raise FactorError(_("You may not do this for this person."))
    with transaction.atomic():
        deleted, _rows = Authenticator.objects.filter(user=person).delete()
        if not deleted:
            raise FactorError(_("This person has no second step."))
        log(instance=person, action=RESET, user=actor)
        record_on_commit("second_factor_reset", account=person.pk)
        write_to(person=person, template="email/factor_reset", context={})
    # A lost phone may still be signed in. Every session is read for that: not inside of it.
    forget_sessions(person)
