"""Ending what is still open: of a closed account, and of a list on which nobody moves up."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from courses import notifying
from courses.enrolling import withdraw
from courses.models import Cohort, Enrolment

Status = Enrolment.Status
#: What may still become a seat, or is one that lessons are to be done for.
OPEN = (Status.APPLIED, Status.WAITLISTED, Status.ACTIVE)


@transaction.atomic
def leave_all_cohorts(*, user: User, now: datetime) -> list[Enrolment]:
    """Withdraw a closed account from everything open; seats go to those who wait.

    What it completed stays completed.
    """
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The account was closed.")
    # In one order for everybody: each takes its cohort's lock and keeps it to the end.
    rows = user.enrolments.filter(status__in=OPEN).select_related("cohort").order_by("cohort")
    return [withdraw(enrolment=row, reason=reason, now=now) for row in rows]


@transaction.atomic
def close_waiting_list(*, cohort: Cohort, reason: str, now: datetime) -> list[Enrolment]:
    """Send everybody who applied or waits away, with one mail each that gives the reason."""
    rows = cohort.enrolments.filter(status__in=[Status.APPLIED, Status.WAITLISTED])
    # Applicants first, then the end of the list: nobody moves up while it is being closed.
    order = ("status", "-queue_number", "pk")
    closed = []
    for row in rows.select_related("cohort", "user__profile").order_by(*order):
        closed.append(withdraw(enrolment=row, reason=reason, now=now))
        notifying.tell_turned_down(row, reason=reason)
    return closed
