"""What a manager decides about one enrolment, or about a whole list, each with a reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.admin.enrolments import manager_only
from cohorts.admin.reasons import Destination, Question, reason_view
from cohorts.closing import close_waiting_list
from cohorts.enrolling import withdraw
from cohorts.models import Cohort, Enrolment


def enrolment_or_404(pk: int) -> Enrolment:
    return get_object_or_404(Enrolment.objects.select_related("cohort", "user"), pk=pk)


@manager_only
def withdraw_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the person out; a free seat goes to the next who waits."""
    enrolment = enrolment_or_404(pk)
    words = {"name": enrolment.user, "cohort": enrolment.cohort.name}
    text = _(
        "Take %(name)s out of %(cohort)s? What was learned stays. A seat that comes free goes to "
        "the first who waits."
    )

    def decide(reason: str) -> str:
        withdraw(enrolment=enrolment, reason=reason, now=timezone.now())
        return _("%(name)s is withdrawn.") % words

    question = Question(
        enrolment.cohort, _("Withdraw"), text % words, Destination.STORED, str(enrolment.user)
    )
    return reason_view(request, question, decide)


@manager_only
def close_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends everybody who applied or waits away, in one act."""
    cohort = get_object_or_404(Cohort, pk=pk)
    text = _(
        "Turn down everybody who applied to %(cohort)s or waits for a seat? Each gets one mail, "
        "with the reason that you write here."
    ) % {"cohort": cohort.name}

    def decide(reason: str) -> str:
        closed = close_waiting_list(cohort=cohort, reason=reason, now=timezone.now())
        sentence = ngettext("%(n)d person was told.", "%(n)d people were told.", len(closed))
        return sentence % {"n": len(closed)}

    question = Question(cohort, _("Close the list"), text, Destination.MAILED)
    return reason_view(request, question, decide)
