"""Mails about seats: which cohort, when and where; one line on top."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.people import invite
from cohorts import notifying
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_a_name_of_two_lines_makes_a_subject_of_one() -> None:
    enrolment = EnrolmentFactory(cohort=CohortFactory(name="Kawi\r\nBcc: semua@contoh.example"))
    notifying.notify_seat_given(enrolment)
    (letter,) = mail.outbox
    assert "Kawi Bcc: semua@contoh.example" in letter.subject
    assert letter.recipients() == [enrolment.user.email]


KAWI = {
    "name": "Kawi <satu> & 'dua'",
    "starts_on": date(2026, 11, 1),
    "ends_on": date(2027, 1, 30),
    "venue": "Balai RW 05 & sekitarnya",
}
FACTS = """
Angkatan: Kawi <satu> & 'dua'
Kapan: 1 Nov 2026 sampai 30 Jan 2027
Di mana: Balai RW 05 & sekitarnya
"""


@pytest.mark.parametrize(
    ("notify", "state"),
    [(notifying.notify_seat_given, {}), (notifying.notify_queued, {"waiting": True})],
)
def test_mails_about_a_seat_name_cohort_dates_and_place(notify: object, state: dict) -> None:
    person = UserFactory(name="Siti Aminah")
    notify(EnrolmentFactory(user=person, cohort=CohortFactory(**KAWI), **state))
    (letter,) = mail.outbox
    assert letter.body.startswith("Hai Siti,\n\n")
    assert FACTS in letter.body


def test_a_mail_is_in_its_receivers_language_whoever_gave_the_seat() -> None:
    person = UserFactory(profile={"language": "en"})
    notifying.notify_seat_given(EnrolmentFactory(user=person, cohort=CohortFactory(venue="")))
    (letter,) = mail.outbox
    assert letter.subject.startswith("A seat in")
    assert "Where:" not in letter.body


def test_an_invitation_names_each_cohort_that_still_waits_for_the_person() -> None:
    person, now = UserFactory(imported=True), timezone.now()
    today = now.date()
    for name, days in (("Kawi", 30), ("Lewat", -3)):
        cohort = CohortFactory(
            name=name, starts_on=today - timedelta(days=40), ends_on=today + timedelta(days=days)
        )
        EnrolmentFactory(user=person, cohort=cohort)
    EnrolmentFactory(user=person, withdrawn=True, cohort=CohortFactory(name="Mundur"))
    invite(users=[person, UserFactory(imported=True)], now=now)
    named = ["Angkatan: " in letter.body for letter in mail.outbox]
    assert named == [True, False]
    assert "Angkatan: Kawi\n" in mail.outbox[0].body
    assert not [name for name in ("Lewat", "Mundur") if name in mail.outbox[0].body]


def test_inviting_many_asks_for_nothing_of_ours_person_by_person(
    django_assert_max_num_queries: object,
) -> None:
    cohort = CohortFactory()
    people = [EnrolmentFactory(cohort=cohort).user for _number in range(12)]
    # Two for each are allauth's about the person's addresses, two about what they may do: both
    # decide how the link is made.
    with django_assert_max_num_queries(2 + 4 * 12):
        invite(users=people, now=timezone.now())
    assert len(mail.outbox) == 12
