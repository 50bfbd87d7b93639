"""Thirty people press "join" at the same moment; five seats are left."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from cohorts.enrolling import EnrolmentError, enrol, withdraw
from cohorts.models import Cohort, Enrolment
from courses.models import LessonPage
from learning.completing import complete_lesson
from learning.models import LessonProgress
from tests.factories.courses import CohortFactory, LessonFactory

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Run the acts in threads that all start together, each with a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def people(number: int) -> list[User]:
    now = timezone.now()
    return [
        User.objects.create_user(f"warga{index:02}@contoh.example", f"Warga {index}", now=now)
        for index in range(number)
    ]


def open_cohort(**fields: object) -> Cohort:
    today = timezone.localdate()
    dates = {"starts_on": today, "ends_on": today + timedelta(weeks=8)}
    return CohortFactory(**{"enrolment": Cohort.EnrolmentMode.OPEN, **dates, **fields})


def test_of_thirty_at_once_exactly_five_get_the_last_five_seats() -> None:
    cohort = open_cohort(seats=5)
    warga = people(30)
    at_once(
        [lambda user=user: enrol(user=user, cohort=cohort, now=timezone.now()) for user in warga]
    )

    cohort.refresh_from_db()
    waiting = list(cohort.enrolments.waiting())
    assert cohort.seats_taken == 5
    assert cohort.enrolments.seated().count() == 5
    assert [row.queue_number for row in waiting] == list(range(1, 26))
    assert [row.position for row in waiting] == list(range(1, 26))
    assert [row.pk for row in waiting] == sorted(row.pk for row in waiting)


def test_one_person_joining_twenty_times_at_once_takes_one_seat() -> None:
    cohort = open_cohort(seats=5)
    [sari] = people(1)
    at_once([lambda: enrol(user=sari, cohort=cohort, now=timezone.now())] * 20)
    cohort.refresh_from_db()
    assert Enrolment.objects.count() == 1
    assert cohort.seats_taken == 1


def test_two_leaving_at_once_move_exactly_two_up() -> None:
    cohort = open_cohort(seats=2)
    enrolments = [enrol(user=user, cohort=cohort, now=timezone.now()) for user in people(6)]
    at_once([lambda row=row: withdraw(enrolment=row, now=timezone.now()) for row in enrolments[:2]])
    cohort.refresh_from_db()
    assert cohort.seats_taken == 2
    assert {row.user_id for row in cohort.enrolments.seated()} == {
        row.user_id for row in enrolments[2:4]
    }
    assert [row.user_id for row in cohort.enrolments.waiting()] == [
        row.user_id for row in enrolments[4:]
    ]


def test_marking_a_lesson_done_twenty_times_at_once_makes_one_row_and_keeps_the_first_time() -> (
    None
):
    lesson: LessonPage = LessonFactory()
    [sari] = people(1)
    first = timezone.now()
    complete_lesson(user=sari, lesson=lesson, now=first)
    later = first + timedelta(minutes=5)
    at_once([lambda: complete_lesson(user=sari, lesson=lesson, now=later)] * 20)
    progress = LessonProgress.objects.get()
    assert progress.completed_at == first
    assert sari.learning_days.count() == len({timezone.localdate(first), timezone.localdate(later)})


def test_the_database_itself_refuses_a_seat_too_many() -> None:
    from django.db import IntegrityError

    cohort = open_cohort(seats=1, starts_on=date(2026, 1, 1))
    with pytest.raises(IntegrityError, match="cohort_seats_never_oversold|CHECK"):
        Cohort.objects.filter(pk=cohort.pk).update(seats_taken=2)


def test_a_seat_asked_for_while_the_account_is_being_closed_does_not_remain() -> None:
    cohort = open_cohort(seats=9)
    warga = people(8)

    def apply(user: User) -> None:
        with suppress(EnrolmentError):
            enrol(user=user, cohort=cohort, now=timezone.now())

    def close(user: User) -> None:
        User.objects.filter(pk=user.pk).update(is_active=False)

    at_once([partial(act, user) for user in warga for act in (apply, close)])
    assert not Enrolment.objects.open().exists()
    assert Cohort.objects.get().seats_taken == 0


def test_people_of_two_cohorts_closed_at_once_end_well() -> None:
    first, second = open_cohort(), open_cohort()
    warga = people(4)
    groups = warga[:2], warga[2:]
    for group in groups:
        for user, cohorts in zip(group, ([first, second], [second, first]), strict=True):
            for cohort in cohorts:
                enrol(user=user, cohort=cohort, now=timezone.now())

    def close(group: list[User]) -> None:
        User.objects.filter(pk__in=[user.pk for user in group]).update(is_active=False)

    at_once([partial(close, group) for group in groups])
    assert not Enrolment.objects.open().exists()
