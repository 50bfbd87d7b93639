"""Mails about seats, in the transaction that gives them: a promise taken back is never sent."""

from __future__ import annotations

from accounts.mailing import write_to
from courses.models import Enrolment


def tell_seat_given(enrolment: Enrolment) -> None:
    _write(enrolment, "seat_given")


def tell_queued(enrolment: Enrolment) -> None:
    _write(enrolment, "queued")


def _write(enrolment: Enrolment, kind: str) -> None:
    write_to(
        person=enrolment.user,
        template=f"email/courses/{kind}",
        context={"enrolment": enrolment, "cohort": enrolment.cohort},
    )
