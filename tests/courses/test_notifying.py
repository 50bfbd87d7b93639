"""Mails about seats: one line on top, and nobody's address in the log."""

from __future__ import annotations

import logging
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from courses import notifying
from tests.factories.courses import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_a_name_of_two_lines_makes_a_subject_of_one(
    django_capture_on_commit_callbacks: object,
) -> None:
    enrolment = EnrolmentFactory(cohort=CohortFactory(name="Kawi\r\nBcc: semua@contoh.example"))
    with django_capture_on_commit_callbacks(execute=True):
        notifying.on_commit_seat_given(enrolment)
    (letter,) = mail.outbox
    assert "Kawi Bcc: semua@contoh.example" in letter.subject
    assert letter.recipients() == [enrolment.user.email]


def test_a_mail_that_nobody_takes_is_noted_without_the_address(
    django_capture_on_commit_callbacks: object,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    enrolment = EnrolmentFactory()

    def refuse(*args: object, **kwargs: object) -> None:
        raise SMTPRecipientsRefused({enrolment.user.email: (550, b"unknown")})

    monkeypatch.setattr(notifying, "send_mail", refuse)
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        notifying.on_commit_seat_given(enrolment)
    assert "SMTPRecipientsRefused" in caplog.text
    assert enrolment.user.email not in caplog.text
