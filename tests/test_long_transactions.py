"""No long loop inside a write transaction: many rows cost no more statements than a few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.erasing import erase_due
from accounts.models import ErasureRequest, Region, User
from accounts.privacy import erase_person
from cohorts.closing import close_waiting_list, leave_all_cohorts
from cohorts.enrolling import approve_applicants, promote_waiting
from learning.models import LessonProgress
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory
from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelSnapshotFactory,
    VideoFactory,
)
from tests.transactions import statements_by_transaction

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FEW, MANY, ROWS_A_STATEMENT = 5, 50, 15
Act = Callable[[], object]


def approving(rows: int) -> Act:
    cohort = CohortFactory(by_approval=True, seats=rows // 2)
    EnrolmentFactory.create_batch(rows, cohort=cohort, applied=True)
    return lambda: approve_applicants(cohort=cohort, now=timezone.now())


def promoting(rows: int) -> Act:
    cohort = CohortFactory(seats=rows)
    EnrolmentFactory.create_batch(rows, cohort=cohort, waiting=True)
    return lambda: promote_waiting(cohort=cohort, now=timezone.now())


def closing_a_list(rows: int) -> Act:
    cohort = CohortFactory(seats=0)
    EnrolmentFactory.create_batch(rows, cohort=cohort, waiting=True)
    return lambda: close_waiting_list(cohort=cohort, reason="Penuh.", now=timezone.now())


def closing_accounts(rows: int) -> Act:
    cohort = CohortFactory(seats=rows)
    people = [row.user for row in EnrolmentFactory.create_batch(rows, cohort=cohort)]
    EnrolmentFactory.create_batch(rows, cohort=cohort, waiting=True)
    User.objects.filter(pk__in=[person.pk for person in people]).update(is_active=False)
    return lambda: leave_all_cohorts(users=people, now=timezone.now())


def erasing_who_learned_and_filmed_much(rows: int) -> Act:
    person, now = EnrolmentFactory().user, timezone.now()
    LessonProgress.objects.bulk_create(
        LessonProgress(user=person, lesson=lesson, started_at=now, last_at=now)
        for lesson in CourseFactory(lessons=(rows,)).lessons
    )
    channel = ChannelConnectionFactory(user=person).channel
    for number in range(rows):
        ChannelSnapshotFactory(channel=channel, day=timezone.localdate() - timedelta(number))
    VideoFactory.create_batch(rows, channel=channel)
    return lambda: erase_person(person, timezone.now())


ACTS = [
    approving,
    promoting,
    closing_a_list,
    closing_accounts,
    erasing_who_learned_and_filmed_much,
]


def longest(act: Act) -> int:
    with statements_by_transaction() as counts:
        act()
    return max(counts)


@pytest.mark.parametrize("act", ACTS)
def test_many_people_hold_the_database_for_as_many_statements_as_a_few(
    act: Callable[[int], Act], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "config.mail.queueing.QueueingBackend"
    # Django cuts what it writes of many rows into portions; one more is no loop.
    assert longest(act(MANY)) - longest(act(FEW)) <= (MANY - FEW) // ROWS_A_STATEMENT


def test_who_is_due_is_erased_in_transactions_of_their_own() -> None:
    now = timezone.now()

    def due(rows: int) -> Act:
        for _number in range(rows):
            ErasureRequest.objects.create(person=UserFactory(), requested_at=now, due_at=now)
        return lambda: erase_due(now=now)

    # The first finds what the process keeps in memory empty.
    longest(due(1))
    assert longest(due(2)) == longest(due(6))


def test_a_loop_is_counted_and_short_transactions_are_not_added_up() -> None:
    def loop() -> None:
        for _number in range(7):
            Region.objects.filter(pk="0").update(kecamatan="Klojen")

    def apart() -> None:
        for _number in range(7):
            with transaction.atomic():
                Region.objects.filter(pk="0").update(kecamatan="Klojen")

    assert longest(transaction.atomic(loop)) - longest(apart) == 6
