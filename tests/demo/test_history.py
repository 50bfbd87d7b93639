"""The demo's days, lived through one by one, end as its stories tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.models import User
from cohorts.models import Cohort, Enrolment
from demo.cohorts import COHORTS, MANAGER, add_cohort, add_staff
from demo.featured_people import HENDRO, UMI
from demo.featured_people_first import LASTRI, YUDI
from demo.history import History
from demo.learning import plan
from demo.pages import Teaching
from demo.people import PEOPLE
from demo.person import Person
from demo.world import channels, epoch_of
from tests.demo.conftest import SINCE
from tests.sandbox import Sandbox
from youtube_integration.models import Channel, ChannelSnapshot

TODAY = date(2026, 11, 26)


@pytest.fixture
def history(courses: Teaching, db: None, sandbox: Sandbox) -> Callable[..., History]:
    """A history of the people given, in cohorts whose courses are there, on the world's first day."""
    manager = add_staff(MANAGER, now=SINCE)
    for cohort in COHORTS:
        add_cohort(cohort, today=TODAY, teacher=courses.instructors[0])

    def of(*people: Person) -> History:
        sandbox.reset(epoch=epoch_of(TODAY))
        sandbox.add_channels(channels(people, epoch_of(TODAY)))
        return History(people, TODAY, manager)

    return of


def live_through(history: History, *days: range) -> None:
    for day in sorted({day for some in days for day in some}):
        history.live(day)


def enrolment(person: Person) -> Enrolment:
    return Enrolment.objects.get(user__email=person.email)


def test_hendro_loses_his_channel_and_withdraws_with_his_reason(
    history: Callable[..., History],
) -> None:
    live_through(history(HENDRO), range(-119, -110), range(-70, -56))

    channel = Channel.objects.get()
    assert channel.gone_at is not None
    assert channel.uploads.filter(gone_at__isnull=False).exists()
    hendro = enrolment(HENDRO)
    assert (hendro.status, hendro.withdrawal_reason) == ("withdrawn", HENDRO.reason)
    assert hendro.baseline.snapshot.videos == 1


def test_figures_by_address_are_forgotten_and_those_of_an_owner_stay(
    history: Callable[..., History],
) -> None:
    live_through(history(YUDI, LASTRI), range(-119, -110), range(-75, -73))

    snapshots = dict.fromkeys(ChannelSnapshot.objects.values_list("channel__handle", "day"))
    oldest = TODAY - timedelta(days=112)
    assert (LASTRI.handle, oldest) in snapshots
    assert (YUDI.handle, oldest) not in snapshots
    baseline = enrolment(YUDI).baseline
    assert baseline.snapshot is None
    assert baseline.day == oldest


def test_lastri_has_to_reconnect_since_her_token_was_refused(
    history: Callable[..., History],
) -> None:
    live_through(history(LASTRI), range(-119, -110), range(-20, -19))

    connection = User.objects.get(email=LASTRI.email).channel_connections.open().get()
    assert connection.state == "reconnect"


def test_umi_moves_up_when_candra_leaves_and_two_still_wait(
    history: Callable[..., History],
) -> None:
    brantas = [replace(p, channel=None) for p in PEOPLE if p.cohort == "brantas"]
    lived = history(*brantas)
    live_through(lived, range(-48, -20))
    assert enrolment(UMI).position == 1

    live_through(lived, range(-20, -19))

    assert enrolment(UMI).status == "active"
    cohort = Cohort.objects.get(slug="brantas")
    assert (cohort.seats_taken, cohort.enrolments.waiting().count()) == (20, 2)


def test_a_plan_is_the_same_at_every_loading_and_completes_in_order() -> None:
    events = plan(YUDI, first_day=-112, lessons=27)
    assert events == plan(YUDI, first_day=-112, lessons=27)
    completed = [event.lesson for event in events if event.completes]
    assert completed == [0, 1, 2, 3, 4]
    assert events[-1].day == YUDI.last_day
    assert (events[-1].lesson, events[-1].completes) == (5, False)
