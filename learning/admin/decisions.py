"""What a manager decides about the completion of one enrolment, with a reason."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from cohorts.admin.decisions import enrolment_or_404
from cohorts.admin.enrolments import manager_only
from cohorts.admin.reasons import Destination, Question, reason_view
from learning.completing import complete_by_staff, take_completion_back


@manager_only
def complete_one(request: PersonRequest, pk: int) -> HttpResponse:
    """Completes somebody whatever their lessons say."""
    enrolment = enrolment_or_404(pk)
    words = {"name": enrolment.user, "cohort": enrolment.cohort.name}
    text = _("Let %(name)s complete %(cohort)s, whatever lessons are left? You can take it back.")

    def decide(reason: str) -> str:
        complete_by_staff(
            enrolment=enrolment, reason=reason, actor=request.user, now=timezone.now()
        )
        return _("%(name)s has completed the cohort.") % words

    question = Question(
        enrolment.cohort,
        _("Complete"),
        text % words,
        Destination.LOGGED,
        str(enrolment.user),
        is_serious=False,
    )
    return reason_view(request, question, decide)


@manager_only
def take_completion_back_of_one(request: PersonRequest, pk: int) -> HttpResponse:
    """Lets somebody learn on who was completed."""
    enrolment = enrolment_or_404(pk)
    words = {"name": enrolment.user, "cohort": enrolment.cohort.name}
    text = _("Take back that %(name)s completed %(cohort)s? The seat and what was learned stay.")

    def decide(reason: str) -> str:
        take_completion_back(
            enrolment=enrolment, reason=reason, actor=request.user, now=timezone.now()
        )
        return _("%(name)s learns on.") % words

    question = Question(
        enrolment.cohort,
        _("Take the completion back"),
        text % words,
        Destination.LOGGED,
        str(enrolment.user),
    )
    return reason_view(request, question, decide)
