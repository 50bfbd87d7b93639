"""A channel held against an enrolment's baseline: known, late, withheld, or not there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.channel_progress import BaselineState, ChannelProgress
from cohorts.models import Enrolment
from tests.factories.courses import BaselineFactory, EnrolmentFactory
from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
)
from youtube_integration.counts import COUNTS

pytestmark = pytest.mark.django_db
HISTORY = timedelta(days=30)


def with_channel(*, days_ago: int = 10, kind: str = "url", **channel: object) -> Enrolment:
    """Enrolled with a channel whose baseline is `days_ago` old: 86 subscribers then."""
    day = timezone.localdate() - timedelta(days=days_ago)
    youtube = ChannelFactory(**{"subscribers": 127, "views": 9000, "videos": 7, **channel})
    baseline = ChannelSnapshotFactory(channel=youtube, day=day)
    enrolment = BaselineFactory(snapshot=baseline).enrolment
    ChannelConnectionFactory(user=enrolment.user, channel=youtube, kind=kind)
    return enrolment


def progress(enrolment: Enrolment) -> ChannelProgress:
    row = Enrolment.objects.with_channels().get(pk=enrolment.pk)
    return ChannelProgress.of(row, now=timezone.now(), history=HISTORY)


def test_what_moved_is_counted_from_the_baseline() -> None:
    found = progress(with_channel())
    assert [found.gained(name) for name in COUNTS] == [41, 4690, 3]
    assert found.connection_state == "url"


def test_a_loss_stays_a_loss() -> None:
    assert progress(with_channel(subscribers=80)).gained("subscribers") == -6


def test_hidden_subscribers_are_unknown_and_the_rest_is_not() -> None:
    found = progress(with_channel(subscribers=None, subscribers_hidden=True))
    assert found.gained("subscribers") is None
    assert found.gained("videos") == 3


def test_a_channel_by_address_loses_its_baseline_after_thirty_days() -> None:
    found = progress(with_channel(days_ago=32))
    assert found.baseline is None
    assert found.baseline_state is BaselineState.EXPIRED
    assert found.gained("subscribers") is None


def test_an_owned_channel_keeps_it() -> None:
    assert progress(with_channel(days_ago=90, kind="oauth")).gained("subscribers") == 41


def test_a_baseline_that_retention_took_is_expired_not_waited_for() -> None:
    enrolment = with_channel()
    enrolment.baseline.snapshot.delete()
    assert progress(enrolment).baseline_state is BaselineState.EXPIRED


def test_another_channel_does_not_inherit_the_baseline() -> None:
    enrolment = with_channel()
    enrolment.user.channel_connections.update(disconnected_at=timezone.now())
    ChannelConnectionFactory(user=enrolment.user)
    found = progress(enrolment)
    assert found.baseline_state is BaselineState.WAITING
    assert found.growth.subscribers.value is None


def test_without_a_channel_nothing_is_known() -> None:
    found = progress(EnrolmentFactory())
    assert found.connection_state == "none"
    assert found.growth is None
    assert found.gained("views") is None


def test_an_applicant_has_no_baseline_yet() -> None:
    enrolment = EnrolmentFactory(applied=True)
    ChannelConnectionFactory(user=enrolment.user)
    assert progress(enrolment).baseline_state is BaselineState.NOT_ENROLLED


@pytest.mark.parametrize("number", [1, 12])
def test_rows_with_channels_take_three_queries_however_many(
    number: int, django_assert_num_queries: object
) -> None:
    for _n in range(number):
        with_channel()
    with django_assert_num_queries(3):
        rows = list(Enrolment.objects.with_channels())
        found = [ChannelProgress.of(row, now=timezone.now(), history=HISTORY) for row in rows]
        assert [each.gained("subscribers") for each in found] == [41] * number


def test_a_baseline_is_kept_to_the_very_end_of_the_history() -> None:
    enrolment = with_channel()
    taken = enrolment.baseline.snapshot.fetched_at
    row = Enrolment.objects.with_channels().get(pk=enrolment.pk)

    last = ChannelProgress.of(row, now=taken + HISTORY, history=HISTORY)
    over = ChannelProgress.of(row, now=taken + HISTORY + timedelta(seconds=1), history=HISTORY)

    assert last.baseline_state is BaselineState.KNOWN
    assert over.baseline_state is BaselineState.EXPIRED
