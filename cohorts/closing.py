"""Ending what is still open: of closed accounts, and of a list on which nobody moves up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from cohorts import notifying
from cohorts.enrolling import take_off_list, withdraw_all
from cohorts.models import Cohort, Enrolment, IntendedEnrolment


@transaction.atomic
def leave_all_cohorts(*, users: Iterable[User], now: datetime) -> list[Enrolment]:
    """Withdraw closed accounts from everything open; seats go to those who wait.

    What they completed stays completed. Opening an account again brings nothing back.
    """
    IntendedEnrolment.objects.filter(user__in=users).delete()
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The account was closed.")
    # In one order for everybody: each takes its cohort's lock and keeps it to the end.
    open_to_them = Enrolment.objects.open().filter(user__in=users)
    cohorts = Cohort.objects.filter(pk__in=open_to_them.values("cohort")).order_by("pk")
    return [
        row
        for cohort in list(cohorts)
        for row in withdraw_all(users=users, cohort=cohort, reason=reason, now=now)
    ]


@transaction.atomic
def close_waiting_list(*, cohort: Cohort, reason: str, now: datetime) -> list[Enrolment]:
    """Send everybody who applied or waits away, with one mail each that gives the reason.

    Seats that are free stay free meanwhile: nobody moves up from a list that is being closed.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    people = cohort.enrolments.select_related("cohort", "user__profile")
    closed = [*people.applied(), *people.waiting()]
    take_off_list(closed, reason=reason, now=now)
    notifying.notify_turned_down(*closed, reason=reason)
    return closed
