"""Mails about seats, in the transaction that gives them: a promise taken back is never sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from accounts.invitations import Part
from accounts.mailing import write_to
from accounts.models import User
from accounts.site_time import site_day
from courses.models import Enrolment


def tell_seat_given(enrolment: Enrolment) -> None:
    _write(enrolment, "seat_given")


def tell_queued(enrolment: Enrolment) -> None:
    _write(enrolment, "queued")


def tell_turned_down(enrolment: Enrolment, *, reason: str) -> None:
    """No seat came of it; `reason` is what staff wrote, or empty."""
    _write(enrolment, "turned_down", reason=reason)


def cohorts_of_the_invited(users: Collection[User], now: datetime) -> dict[int, list[Part]]:
    """The cohorts that wait for each of them with a seat: name, dates and place."""
    seats = Enrolment.objects.seated().filter(
        user__in=[user.pk for user in users], cohort__ends_on__gte=site_day(now)
    )
    found: dict[int, list[Part]] = {}
    for seat in seats.select_related("cohort").order_by("cohort__starts_on", "cohort__name"):
        part = Part("email/courses/cohort.txt", seat.cohort)
        found.setdefault(seat.user_id, []).append(part)
    return found


def _write(enrolment: Enrolment, kind: str, **more: str) -> None:
    write_to(
        person=enrolment.user,
        template=f"email/courses/{kind}",
        context={"enrolment": enrolment, "cohort": enrolment.cohort, **more},
    )
