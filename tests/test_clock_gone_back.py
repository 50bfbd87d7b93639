"""A clock that goes back, or lags behind another machine's, ends nothing before it began."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, DateField, F, Model, Q

from accounts import consenting, erasing
from accounts.models import User
from design.site_time import site_moment
from learning import completing
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory, LessonFactory
from tests.factories.youtube import ChannelFactory
from youtube_integration.connecting import HISTORY, claiming, client
from youtube_integration.models import ChannelConnection, SyncRun
from youtube_integration.syncing import sync_channels
from youtube_integration.syncing.run import give_up_abandoned

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = site_moment(date(2026, 11, 20), time(9))
BACK = NOW - timedelta(days=1)
APPS = {"accounts", "cms", "cohorts", "courses", "learning", "youtube_integration", "reports"}


def compared(condition: Q) -> Iterator[tuple[str, str]]:
    """Each `a__gte=F("b")` or the like of the condition, as the two columns' names."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from compared(child)
        elif isinstance(child[1], F):
            yield child[0].split("__")[0], child[1].name


def orders_moments() -> dict[str, tuple[str, str]]:
    """Every constraint of ours between two days or moments, with its two columns."""
    return {
        constraint.name: columns
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
        for columns in compared(constraint.condition)
        if all(isinstance(model._meta.get_field(name), DateField) for name in columns)
    }


def consent_withdrawn() -> Model:
    person = UserFactory()
    consent = consenting.give_consent(user=person, purpose=HISTORY, wording="Ya.", now=NOW)
    assert consenting.withdraw_consent(user=person, purpose=HISTORY, now=BACK)
    return consent


def requested_erasure() -> Model:
    return erasing.request_erasure(person=UserFactory(), now=BACK)[0]


def connected(person: User) -> ChannelConnection:
    """To a channel that somebody else has, too: it would be deleted with its last connection."""
    channel = ChannelFactory()
    for user in (UserFactory(), person):
        connection = claiming.connect_by_url(user=user, channel=channel, now=NOW)
    return connection


def channel_disconnected() -> Model:
    person = UserFactory()
    connection = connected(person)
    claiming.disconnect(user=person, now=BACK)
    return connection


def channel_replaced() -> Model:
    person = UserFactory()
    connection = connected(person)
    claiming.connect_by_url(user=person, channel=ChannelFactory(), now=BACK)
    return connection


def sync_finished() -> Model:
    clock = iter([NOW])
    sync_channels(client=client(now=lambda: NOW), now=lambda: next(clock, BACK))
    return SyncRun.objects.get()


def sync_given_up() -> Model:
    # Beyond any process id.
    run = SyncRun.objects.create(started_at=NOW, host=socket.gethostname(), pid=2**22 + 1)
    assert give_up_abandoned(now=BACK) == 1
    return run


def lesson_completed() -> Model:
    person, lesson = UserFactory(), LessonFactory()
    completing.begin_lesson(user=person, lesson=lesson, now=NOW)
    return completing.complete_lesson(user=person, lesson=lesson, now=BACK)


#: Name of the constraint: the acts that write its later moment, each run on a clock gone back.
ACTS: dict[str, list[Callable[[], Model]]] = {
    "consent_withdrawn_after_given": [consent_withdrawn],
    "erasure_due_after_request": [requested_erasure],
    "connection_ends_after_it_began": [channel_disconnected, channel_replaced],
    "run_finishes_after_it_began": [sync_finished, sync_given_up],
    "lesson_completed_after_it_started": [lesson_completed],
}
#: Both days are typed by a person, whom the form tells; no clock has a part in it.
TYPED = {"cohort_ends_after_it_starts"}


def test_every_order_of_two_moments_has_an_act_tried_on_a_clock_gone_back() -> None:
    assert orders_moments().keys() == ACTS.keys() | TYPED


@pytest.mark.parametrize(
    ("name", "act"),
    [(name, act) for name, acts in ACTS.items() for act in acts],
    ids=[act.__name__ for acts in ACTS.values() for act in acts],
)
def test_nothing_is_refused_and_nothing_ends_before_it_began(
    name: str, act: Callable[[], Model]
) -> None:
    row = act()
    row.refresh_from_db()
    later, earlier = orders_moments()[name]
    assert getattr(row, later) >= getattr(row, earlier)


def test_nobody_is_through_before_they_had_a_seat() -> None:
    lesson = LessonFactory()
    cohort = CohortFactory(courses=[lesson.course], starts_on=BACK.date())
    seat = EnrolmentFactory(cohort=cohort, applied_at=NOW, enrolled_at=NOW)
    completing.complete_lesson(user=seat.user, lesson=lesson, now=BACK)
    seat.refresh_from_db()
    assert seat.completed_at == NOW
