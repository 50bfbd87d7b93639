"""An account is closed or deleted while somebody gives it a seat: no order of the two leaves one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from cohorts import closing, enrolling
from cohorts.importing import COLUMNS, import_people, writing
from cohorts.models import Cohort, CohortSettings, Enrolment
from courses.models import LessonPage
from learning.completing import CompletionError, finish_cohort, take_completion_back
from learning.models import LessonProgress
from tests.cohorts.test_seats_at_once import open_cohort
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory
from youtube_integration.connecting import client

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]

#: So long an act may run in its own thread before the one beside it goes on.
AHEAD_SECONDS = 0.7

Act = Callable[[], object]
Start = Callable[[Act], Future]


@pytest.fixture
def meanwhile() -> Iterator[Start]:
    """Runs an act in a thread until it is over, or waits for what this one holds."""
    CohortSettings.current()
    with ThreadPoolExecutor() as pool:

        def start(act: Act) -> Future:
            def run() -> object:
                try:
                    return act()
                finally:
                    connection.close()

            future = pool.submit(run)
            wait([future], timeout=AHEAD_SECONDS)
            return future

        yield start


def before_the_first(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, act: Callable[[], Future]
) -> list[Future]:
    """The first call of the module's function finds this act begun."""
    called, begun = getattr(module, name), []

    def beginning(*args: Any, **options: Any) -> object:
        if not begun:
            begun.append(None)
            begun[0] = act()
        return called(*args, **options)

    monkeypatch.setattr(module, name, beginning)
    return begun


def close(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def bring_in(person: User, cohort: Cohort) -> None:
    now = timezone.now()
    youtube = client(now=lambda: now, interactive=True)
    row = f"{person.email},{person.name},,,,,{cohort.slug},"
    data = "\n".join([",".join(COLUMNS), row]).encode()
    import_people(data, actor=None, client=youtube, create_cohorts=False, now=now)


def test_an_import_and_a_closing_wait_for_each_other_and_both_end(
    monkeypatch: pytest.MonkeyPatch, meanwhile: Start
) -> None:
    waits = EnrolmentFactory(cohort=open_cohort(), waiting=True)
    closed = before_the_first(
        monkeypatch,
        writing,
        "create_imported_person",
        lambda: meanwhile(lambda: close(waits.user)),
    )

    bring_in(waits.user, waits.cohort)

    closed[0].result()
    assert Enrolment.objects.get().status == "withdrawn"
    assert Cohort.objects.get().seats_taken == 0


def test_a_seat_given_while_the_account_is_being_closed_waits_and_is_refused(
    meanwhile: Start,
) -> None:
    person, cohort = UserFactory(), open_cohort()

    def seat() -> None:
        enrolling.seat_imported(user=person, cohort=cohort, now=timezone.now())

    with transaction.atomic():
        close(person)
        seated = meanwhile(seat)

    with pytest.raises(enrolling.EnrolmentError):
        seated.result()
    assert not Enrolment.objects.exists()


def test_a_completion_taken_back_while_the_account_is_being_closed_waits_and_is_refused(
    meanwhile: Start,
) -> None:
    row, boss = EnrolmentFactory(cohort=open_cohort(), completed=True), UserFactory(superuser=True)

    def take_back() -> None:
        take_completion_back(enrolment=row, reason="", actor=boss, now=timezone.now())

    with transaction.atomic():
        close(row.user)
        taken = meanwhile(take_back)

    with pytest.raises(CompletionError):
        taken.result()
    assert Enrolment.objects.get().status == "completed"


def test_who_finishes_in_that_moment_does_not_keep_the_account_open(
    monkeypatch: pytest.MonkeyPatch, meanwhile: Start
) -> None:
    row = EnrolmentFactory(cohort=open_cohort(courses=[CourseFactory(lessons=(1,))]))
    done = dict.fromkeys(["started_at", "last_at", "completed_at"], timezone.now())
    lesson = LessonPage.objects.get()
    LessonProgress.objects.create(user=row.user, lesson=lesson, completed_by="self", **done)

    def finish() -> None:
        # Where the closing has the only lock on writing, it came first.
        with suppress(CompletionError):
            finish_cohort(enrolment=row, now=timezone.now())

    finished = before_the_first(monkeypatch, closing, "withdraw_all", lambda: meanwhile(finish))
    close(row.user)

    finished[0].result()
    assert not User.objects.get(pk=row.user_id).is_active
    assert not Enrolment.objects.open().exists()


def test_who_asks_for_a_seat_while_the_account_is_being_deleted_stops_neither(
    monkeypatch: pytest.MonkeyPatch, meanwhile: Start
) -> None:
    row = EnrolmentFactory(cohort=open_cohort())
    deleted = before_the_first(
        monkeypatch,
        enrolling,
        "_locked",
        lambda: meanwhile(lambda: User.objects.get(pk=row.user_id).delete()),
    )

    enrolling.enrol(user=row.user, cohort=row.cohort, now=timezone.now())

    deleted[0].result()
    assert not Enrolment.objects.exists()
    assert Cohort.objects.get().seats_taken == 0
