"""Seats, approvals, waiting lists and baselines, act by act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cohorts.enrolling import (
    EnrolmentError,
    approve,
    enrol,
    promote_waiting,
    seat_imported,
    withdraw,
)
from cohorts.models import Cohort, Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
)
from youtube_integration.connecting import connect_by_url
from youtube_integration.models import Channel

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def applicant(cohort: Cohort) -> Enrolment:
    return enrol(user=UserFactory(), cohort=cohort, now=timezone.now())


def test_nobody_overtakes_the_waiting_list_when_a_seat_is_added() -> None:
    cohort = CohortFactory(seats=0)
    first = applicant(cohort)
    Cohort.objects.update(seats=1)
    second = applicant(cohort)
    assert second.status == "waitlisted"
    assert promote_waiting(cohort=cohort, now=timezone.now()) == [first]


def test_a_cohort_that_is_over_moves_nobody_up() -> None:
    cohort = CohortFactory(over=True, seats=3)
    EnrolmentFactory(cohort=cohort, waiting=True)
    assert promote_waiting(cohort=cohort, now=timezone.now()) == []


def test_a_seat_by_approval_goes_to_the_first_application_and_then_to_the_list(
    django_capture_on_commit_callbacks: object,
) -> None:
    cohort = CohortFactory(by_approval=True, seats=1)
    rows = [applicant(cohort) for _n in range(3)]
    assert {row.status for row in rows} == {"applied"}
    with django_capture_on_commit_callbacks(execute=True):
        states = [approve(enrolment=row, now=timezone.now()).status for row in rows]
    assert states == ["active", "waitlisted", "waitlisted"]
    assert [row.position for row in cohort.enrolments.waiting()] == [1, 2]
    assert len(mail.outbox) == 3
    assert approve(enrolment=rows[0], now=timezone.now()).status == "active"


def test_an_applicant_does_not_overtake_who_waits_though_a_seat_is_free() -> None:
    cohort = CohortFactory(by_approval=True, seats=0)
    first, second = applicant(cohort), applicant(cohort)
    assert approve(enrolment=first, now=timezone.now()).status == "waitlisted"
    Cohort.objects.update(seats=5)
    assert approve(enrolment=second, now=timezone.now()).status == "waitlisted"
    again = approve(enrolment=first, now=timezone.now())
    assert (again.status, again.position) == ("waitlisted", 1)


def test_who_left_the_list_has_no_number_any_more() -> None:
    row = applicant(CohortFactory(seats=0))
    assert withdraw(enrolment=row, now=timezone.now()).queue_number is None


def test_who_comes_back_keeps_the_first_day_and_has_the_day_of_return() -> None:
    row = applicant(CohortFactory())
    first, later = row.enrolled_at, timezone.now() + timedelta(days=3)
    withdraw(enrolment=row, reason="Sakit", now=first + timedelta(days=1))
    again = enrol(user=row.user, cohort=row.cohort, now=later)

    assert (again.pk, again.enrolled_at, again.returned_at) == (row.pk, first, later)
    assert (again.withdrawn_at, again.withdrawal_reason) == (None, "")


def test_only_an_applicant_can_be_approved() -> None:
    row = EnrolmentFactory(withdrawn=True)
    with pytest.raises(EnrolmentError):
        approve(enrolment=row, now=timezone.now())


def test_a_closed_enrolment_refuses_newcomers_and_keeps_those_inside() -> None:
    cohort = CohortFactory(closed=True)
    with pytest.raises(EnrolmentError):
        applicant(cohort)
    inside = EnrolmentFactory(cohort=cohort)
    assert enrol(user=inside.user, cohort=cohort, now=timezone.now()) == inside


def test_leaving_the_waiting_list_moves_nobody_and_closes_the_gap() -> None:
    cohort = CohortFactory(seats=0)
    first, second = applicant(cohort), applicant(cohort)
    withdraw(enrolment=first, now=timezone.now())
    second.refresh_from_db()
    assert (second.status, second.position) == ("waitlisted", 1)
    withdraw(enrolment=first, now=timezone.now())
    cohort.refresh_from_db()
    assert cohort.seats_taken == 0


def test_an_import_seats_past_the_closing_but_not_past_the_seats() -> None:
    cohort = CohortFactory(by_approval=True, closed=True, seats=1)
    sari, umi = UserFactory(), UserFactory()
    assert seat_imported(user=sari, cohort=cohort, now=timezone.now())[1]
    assert not seat_imported(user=sari, cohort=cohort, now=timezone.now())[1]
    with pytest.raises(EnrolmentError, match=cohort.name):
        seat_imported(user=umi, cohort=cohort, now=timezone.now())


def test_an_import_does_not_undo_a_withdrawal() -> None:
    row = EnrolmentFactory(withdrawn=True)
    again, is_new = seat_imported(user=row.user, cohort=row.cohort, now=timezone.now())
    assert (again.status, is_new) == ("withdrawn", False)


def with_snapshots(*days_ago: int) -> Channel:
    channel = ChannelFactory()
    for ago in days_ago:
        day = timezone.localdate() - timedelta(days=ago)
        ChannelSnapshotFactory(channel=channel, day=day, subscribers=ago)
    return channel


@pytest.mark.parametrize(
    ("days_ago", "chosen", "late"),
    [
        ((16, 12), 16, False),
        ((21, 13), 21, False),
        ((22, 13), 13, False),
        ((22, 12), 12, True),
        ((14, 13), 14, False),
    ],
    ids=["before", "a week before", "too old, a day after", "too old, late", "the day itself"],
)
def test_the_baseline_is_the_newest_up_to_the_day_else_the_first_after_it(
    days_ago: tuple[int, ...], chosen: int, late: bool
) -> None:
    enrolment = EnrolmentFactory(enrolled_at=timezone.now() - timedelta(days=14))
    channel = with_snapshots(*days_ago)
    connect_by_url(user=_grown(enrolment), channel=channel, now=timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.baseline.snapshot.subscribers == chosen
    assert enrolment.baseline.is_late is late


def _grown(enrolment: Enrolment) -> object:
    type(enrolment.user.profile).objects.update(birth_year=1990)
    enrolment.user.profile.refresh_from_db()
    return enrolment.user


def test_a_baseline_is_frozen() -> None:
    enrolment = EnrolmentFactory(enrolled_at=timezone.now() - timedelta(days=14))
    connect_by_url(user=_grown(enrolment), channel=with_snapshots(10), now=timezone.now())
    enrolment.refresh_from_db()
    first = enrolment.baseline
    channel = Channel.objects.get()
    ChannelSnapshotFactory(channel=channel, day=timezone.localdate() - timedelta(days=14))
    connect_by_url(user=enrolment.user, channel=channel, now=timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.baseline == first


def test_another_channel_takes_a_new_and_late_baseline() -> None:
    enrolment = EnrolmentFactory(enrolled_at=timezone.now())
    connect_by_url(user=_grown(enrolment), channel=with_snapshots(0), now=timezone.now())
    other = with_snapshots(1)
    connect_by_url(user=enrolment.user, channel=other, now=timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.baseline.channel == other
    assert enrolment.baseline.is_late
    assert enrolment.baselines.count() == 2


def test_whoever_gets_a_seat_with_a_channel_has_the_baseline_at_once() -> None:
    channel = with_snapshots(0)
    sari = ChannelConnectionFactory(channel=channel).user
    enrolment = enrol(user=sari, cohort=CohortFactory(), now=timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.baseline.snapshot == channel.snapshots.get()
    assert not enrolment.baseline.is_late


def test_who_has_left_keeps_the_first_day_and_reason() -> None:
    enrolment, now = EnrolmentFactory(), timezone.now()
    withdraw(enrolment=enrolment, reason="Pindah kota.", now=now)
    withdraw(enrolment=enrolment, reason="Ditekan lagi.", now=now + timedelta(hours=1))
    enrolment.refresh_from_db()
    assert (enrolment.withdrawn_at, enrolment.withdrawal_reason) == (now, "Pindah kota.")
