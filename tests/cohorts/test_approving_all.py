"""Approving everybody who applied, in one act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cohorts.enrolling import EnrolmentError, approve_applicants
from cohorts.models import Cohort, Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.youtube import ChannelConnectionFactory, ChannelSnapshotFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def applicants(cohort: Cohort, number: int) -> list[Enrolment]:
    return [EnrolmentFactory(cohort=cohort, applied=True) for _number in range(number)]


def test_seats_go_in_order_of_application_and_the_rest_queue_up_each_told_once() -> None:
    cohort = CohortFactory(seats=3, by_approval=True)
    applied = applicants(cohort, 5)
    applied[0].applied_at += timedelta(days=1)
    applied[0].save()
    approve_applicants(cohort=cohort, now=timezone.now())
    for row in applied:
        row.refresh_from_db()
    cohort.refresh_from_db()
    assert [row.is_seated for row in applied] == [False, True, True, True, False]
    assert (cohort.seats_taken, applied[4].position, applied[0].position) == (3, 1, 2)
    assert len(mail.outbox) == 5
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert "urutan ke-1" in letters[applied[4].user.email].body
    assert "urutan ke-2" in letters[applied[0].user.email].body
    assert "Kamu punya kursi" in letters[applied[1].user.email].body


def test_nobody_passes_those_who_wait_already() -> None:
    cohort = CohortFactory(seats=9, by_approval=True)
    waiting = EnrolmentFactory(cohort=cohort, waiting=True)
    (applied,) = applicants(cohort, 1)
    approve_applicants(cohort=cohort, now=timezone.now())
    applied.refresh_from_db()
    assert (waiting.position, applied.position) == (1, 2)


def test_a_second_press_changes_nothing_and_writes_to_nobody() -> None:
    cohort = CohortFactory(seats=1, by_approval=True)
    applicants(cohort, 2)
    now = timezone.now()
    assert len(approve_applicants(cohort=cohort, now=now)) == 2
    assert approve_applicants(cohort=cohort, now=now) == []
    assert len(mail.outbox) == 2


def test_closed_accounts_get_no_seat_and_an_ended_cohort_gives_none() -> None:
    closed = EnrolmentFactory(
        user=UserFactory(is_active=False), cohort=CohortFactory(by_approval=True), applied=True
    )
    assert approve_applicants(cohort=closed.cohort, now=timezone.now()) == []
    later = timezone.now() + timedelta(days=2000)
    with pytest.raises(EnrolmentError):
        approve_applicants(cohort=closed.cohort, now=later)


def test_whoever_connected_before_has_the_baseline_of_one_approved_alone() -> None:
    (applied,) = applicants(CohortFactory(by_approval=True), 1)
    channel = ChannelConnectionFactory(user=applied.user).channel
    ChannelSnapshotFactory(channel=channel)
    approve_applicants(cohort=applied.cohort, now=timezone.now())
    applied.refresh_from_db()
    assert applied.baseline.channel == channel


def test_many_cost_no_more_statements_than_a_few(settings: object) -> None:
    settings.EMAIL_BACKEND = "config.mail.queueing.QueueingBackend"

    def statements(number: int) -> int:
        cohort = CohortFactory(seats=number // 2, by_approval=True)
        applicants(cohort, number)
        with CaptureQueriesContext(connection) as queries:
            approve_applicants(cohort=cohort, now=timezone.now())
        return len(queries)

    assert statements(4) == statements(24)
