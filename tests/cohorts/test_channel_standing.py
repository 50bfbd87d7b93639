"""What lists are narrowed and ordered by says of each person what their own page says."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from cohorts.channel_progress import BaselineState, ChannelProgress
from cohorts.models import Enrolment
from cohorts.models.channel_standing import connection_state, gained
from tests.factories.courses import BaselineFactory, CohortFactory, EnrolmentFactory
from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
)
from youtube_integration.counts import COUNTS, Counts
from youtube_integration.models import Channel, ChannelSnapshot
from youtube_integration.models.counted import columns_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HISTORY = timedelta(days=30)
NOW = timezone.make_aware(datetime(2026, 11, 20, 9, 0))
STANDING = ("connection", *(f"{name}_gained" for name in COUNTS))
STATES = {"none", "url", "oauth", "reconnect", "gone"}


def random_counts(draw: Random) -> dict[str, Any]:
    """Each known or not, small or beyond 32 bits, the subscribers sometimes hidden."""
    values = {name: draw.choice([None, 0, 7, 999, 3 * 10**9]) for name in COUNTS}
    return columns_of(Counts(**values, subscribers_hidden=draw.random() < 0.2))


def channel(draw: Random) -> Channel:
    return ChannelFactory(synced_at=NOW, gone=draw.random() < 0.2, **random_counts(draw))


def snapshot(draw: Random, of: Channel) -> ChannelSnapshot:
    at = NOW - draw.choice([timedelta(days=1), HISTORY, HISTORY + timedelta(seconds=1)])
    day = timezone.localdate(at) - timedelta(days=of.snapshots.count())
    return ChannelSnapshotFactory(channel=of, day=day, fetched_at=at, **random_counts(draw))


def connect(draw: Random, enrolment: Enrolment, to: Channel, *, ended: bool) -> None:
    owned = draw.random() < 0.5
    at = NOW - timedelta(days=40)
    ChannelConnectionFactory(
        user=enrolment.user,
        channel=to,
        owned=owned,
        connected_at=at,
        disconnected_at=NOW if ended else None,
        needs_reconnect_since=at if owned and draw.random() < 0.4 else None,
    )


def history(draw: Random, cohort: Any) -> None:
    """A person with up to one open and one ended channel and baseline, whole or half forgotten."""
    seated = {"enrolled_at": NOW - timedelta(days=35)}
    kind = draw.choice([seated, seated, {"applied": True}])
    enrolment = EnrolmentFactory(cohort=cohort, **kind)
    mine, former = channel(draw), channel(draw)
    if draw.random() < 0.5:
        connect(draw, enrolment, former, ended=True)
        BaselineFactory(enrolment=enrolment, snapshot=snapshot(draw, former), ended_at=NOW)
    if draw.random() < 0.8:
        connect(draw, enrolment, mine, ended=False)
    if draw.random() < 0.8:
        start = BaselineFactory(
            enrolment=enrolment, snapshot=snapshot(draw, draw.choice([mine, mine, former]))
        )
        if draw.random() < 0.2:
            start.snapshot.delete()


def test_sql_and_page_agree_on_every_history() -> None:
    draw, cohort = Random(0), CohortFactory()
    for _ in range(160):
        history(draw, cohort)
    expected = {
        row["pk"]: row
        for row in Enrolment.objects.with_channel_standing()
        .annotate(
            connection=connection_state(),
            **{f"{name}_gained": gained(name, oldest=NOW - HISTORY) for name in COUNTS},
        )
        .values("pk", *STANDING)
    }
    for state in STATES:
        narrowed = Enrolment.objects.with_channel_standing().connected_as(state)
        keys = {key for key, row in expected.items() if row["connection"] == state}
        assert set(narrowed.values_list("pk", flat=True)) == keys
    met, known = set(), set()
    for enrolment in Enrolment.objects.with_channels():
        page = ChannelProgress.of(enrolment, now=NOW, history=HISTORY)
        row = expected.pop(enrolment.pk)
        assert row["connection"] == page.connection_state
        for name in COUNTS:
            assert row[f"{name}_gained"] == page.gained(name), (enrolment.pk, name)
        met.add(row["connection"])
        known.add(page.baseline_state)
    assert not expected
    assert met == STATES
    assert known == set(BaselineState)
