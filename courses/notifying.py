"""Mails about seats: written in the person's language, sent once the promise is committed."""

from __future__ import annotations

import logging
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from courses.models import Enrolment

logger = logging.getLogger(__name__)


def on_commit_seat_given(enrolment: Enrolment) -> None:
    transaction.on_commit(partial(_send, enrolment.pk, "seat_given"))


def on_commit_queued(enrolment: Enrolment) -> None:
    transaction.on_commit(partial(_send, enrolment.pk, "queued"))


def _send(enrolment_id: int, message: str) -> None:
    rows = Enrolment.objects.select_related("user__profile", "cohort").filter(pk=enrolment_id)
    enrolment = rows.first()
    if enrolment is None:
        return
    context = {"enrolment": enrolment, "cohort": enrolment.cohort, "site_url": settings.SITE_URL}
    with translation.override(enrolment.user.profile.language or settings.LANGUAGE_CODE):
        subject = render_to_string(f"email/courses/{message}_subject.txt", context)
        body = render_to_string(f"email/courses/{message}.txt", context)
    try:
        send_mail(" ".join(subject.split()), body, None, [enrolment.user.email])
    except (SMTPException, OSError) as error:
        # The seat stands whether or not the mail server answers; the dashboard says it too. The
        # error itself may name the address.
        reason = type(error).__name__
        logger.error("mail %s about enrolment %s was not sent: %s", message, enrolment_id, reason)
