"""What follows for seats and baselines when people or channels go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import models
from django.utils import timezone

from accounts.models import User
from cohorts.channel_progress import BaselineState, ChannelProgress
from cohorts.models import Cohort, Enrolment
from design.site_time import site_day
from tests.factories.accounts import UserFactory
from tests.factories.courses import BaselineFactory, CohortFactory, EnrolmentFactory
from tests.factories.youtube import ChannelFactory, ChannelSnapshotFactory
from youtube_integration.connecting import connect_by_url, disconnect
from youtube_integration.models import Channel

pytestmark = pytest.mark.django_db


def adult() -> User:
    user = UserFactory()
    user.profile.birth_year = 1990
    user.profile.save()
    return user


def shared_channel() -> tuple[Enrolment, Channel]:
    """A trainee's channel, with a baseline of today, that somebody else has named too."""
    enrolment = EnrolmentFactory(user=adult(), enrolled_at=timezone.now())
    channel = ChannelSnapshotFactory(channel=ChannelFactory()).channel
    for user in (enrolment.user, adult()):
        connect_by_url(user=user, channel=channel, now=timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.baseline is not None
    return enrolment, channel


def test_who_disconnects_loses_the_baseline_though_somebody_else_keeps_the_channel() -> None:
    enrolment, channel = shared_channel()
    disconnect(user=enrolment.user, now=timezone.now())
    assert Channel.objects.filter(pk=channel.pk).exists()
    assert enrolment.baseline is None
    forgotten = enrolment.baselines.get()
    assert (forgotten.channel, forgotten.snapshot) == (None, None)
    assert forgotten.day == site_day(timezone.now())


def test_the_other_person_keeps_the_baseline() -> None:
    leaving, channel = shared_channel()
    other = channel.connections.exclude(user=leaving.user).get().user
    staying = EnrolmentFactory(user=other)
    BaselineFactory(enrolment=staying, snapshot=channel.snapshots.get())
    disconnect(user=leaving.user, now=timezone.now())
    assert staying.baseline.snapshot == channel.snapshots.get()


def test_who_comes_back_to_that_channel_counts_from_a_new_and_late_start() -> None:
    enrolment, channel = shared_channel()
    disconnect(user=enrolment.user, now=timezone.now())
    connect_by_url(user=enrolment.user, channel=channel, now=timezone.now())
    row = Enrolment.objects.with_channels().get(pk=enrolment.pk)
    found = ChannelProgress.of(row, now=timezone.now(), history=timedelta(days=30))
    assert found.baseline_state is BaselineState.KNOWN
    assert row.baseline.is_late


def full_cohort(waiting: int) -> tuple[Cohort, Enrolment, list[Enrolment]]:
    cohort = CohortFactory(seats=1)
    seated = EnrolmentFactory(cohort=cohort)
    return cohort, seated, EnrolmentFactory.create_batch(waiting, cohort=cohort, waiting=True)


def test_a_deleted_account_gives_its_seat_to_the_first_who_waits(
    django_capture_on_commit_callbacks: object,
) -> None:
    cohort, seated, (first, second) = full_cohort(waiting=2)
    with django_capture_on_commit_callbacks(execute=True):
        seated.user.delete()
    cohort.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert cohort.seats_taken == 1
    assert (first.status, second.status) == ("active", "waitlisted")
    assert [letter.to for letter in mail.outbox] == [[first.user.email]]


def test_an_account_without_a_seat_gives_none_back() -> None:
    cohort, _seated, (waiting,) = full_cohort(waiting=1)
    waiting.user.delete()
    cohort.refresh_from_db()
    assert cohort.seats_taken == 1


def test_accounts_deleted_together_move_up_nobody_of_their_own(
    django_capture_on_commit_callbacks: object,
) -> None:
    cohort, seated, (first, second) = full_cohort(waiting=2)
    with django_capture_on_commit_callbacks(execute=True):
        User.objects.filter(pk__in=[seated.user_id, first.user_id]).delete()
    cohort.refresh_from_db()
    second.refresh_from_db()
    assert (cohort.seats_taken, second.status) == (1, "active")
    assert [letter.to for letter in mail.outbox] == [[second.user.email]]


def test_seats_and_people_agree_after_two_of_one_cohort_are_deleted_at_once() -> None:
    cohort = CohortFactory(seats=5)
    for row in EnrolmentFactory.create_batch(3, cohort=cohort)[:2]:
        row.refresh_from_db()
    people = cohort.enrolments.order_by("pk").values("user")[:2]
    User.objects.filter(pk__in=[row["user"] for row in people]).delete()
    cohort.refresh_from_db()
    assert cohort.seats_taken == cohort.enrolments.seated().count() == 1


def test_a_snapshot_that_no_enrolment_waits_for_costs_one_query(
    django_assert_num_queries: object,
) -> None:
    from cohorts.signal_handlers import take_baseline_at_snapshot

    _enrolment, channel = shared_channel()
    with django_assert_num_queries(1):
        take_baseline_at_snapshot(sender=models.Model, channel=channel, now=timezone.now())
