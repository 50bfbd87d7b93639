"""Mails about seats, in the transaction that gives them: a promise taken back is never sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage

from accounts.invitations import Part
from accounts.mailing import message_to, send_all
from accounts.models import User
from cohorts.models import Enrolment
from design.site_time import site_day


def notify_seat_given(*enrolments: Enrolment) -> None:
    send_all(_message(enrolment, "seat_given") for enrolment in enrolments)


def notify_queued(*enrolments: Enrolment) -> None:
    """Who came onto one waiting list one after the other, in that order."""
    if enrolments:
        first = enrolments[0].position or 1
        send_all(
            _message(enrolment, "queued", position=position)
            for position, enrolment in enumerate(enrolments, start=first)
        )


def notify_turned_down(*enrolments: Enrolment, reason: str) -> None:
    """No seat came of it; `reason` is what staff wrote, or empty."""
    send_all(_message(enrolment, "turned_down", reason=reason) for enrolment in enrolments)


def cohorts_of_the_invited(users: Collection[User], now: datetime) -> dict[int, list[Part]]:
    """The cohorts that wait for each of them with a seat: name, dates and place."""
    seats = Enrolment.objects.seated().filter(
        user__in=[user.pk for user in users], cohort__ends_on__gte=site_day(now)
    )
    found: dict[int, list[Part]] = {}
    for seat in seats.select_related("cohort").order_by("cohort__starts_on", "cohort__name_sort"):
        part = Part("email/cohorts/cohort.txt", seat.cohort)
        found.setdefault(seat.user_id, []).append(part)
    return found


def _message(enrolment: Enrolment, kind: str, **more: Any) -> EmailMessage | None:
    return message_to(
        person=enrolment.user,
        template=f"email/cohorts/{kind}",
        context={"enrolment": enrolment, "cohort": enrolment.cohort, **more},
    )
