"""Mails about seats: one line on top, and nothing that was taken back."""

from __future__ import annotations

import pytest
from django.core import mail

from courses import notifying
from tests.factories.courses import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_a_name_of_two_lines_makes_a_subject_of_one() -> None:
    enrolment = EnrolmentFactory(cohort=CohortFactory(name="Kawi\r\nBcc: semua@contoh.example"))
    notifying.tell_seat_given(enrolment)
    (letter,) = mail.outbox
    assert "Kawi Bcc: semua@contoh.example" in letter.subject
    assert letter.recipients() == [enrolment.user.email]
