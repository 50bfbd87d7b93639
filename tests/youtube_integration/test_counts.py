"""A figure more of YouTube is forgotten nowhere: read, kept, handed out and let go of like the others."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from accounts.privacy import export_person
from tests.factories.youtube import ChannelConnectionFactory, ChannelSnapshotFactory
from youtube_integration.api import ChannelRecord
from youtube_integration.counts import COUNTS, HIDEABLE, ROUNDED, STATISTICS, Counts
from youtube_integration.models import Channel, ChannelSnapshot
from youtube_integration.models.counted import COUNTED_FIELDS, Counted
from youtube_integration.retaining import purge

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=60)
#: Columns of a channel that outlast YouTube's 30 days: its id, what follows from it, and what
#: Kanal itself wrote down (when it asked, what it owes); the two of uploads follow the kept videos.
#: Whatever is not here has to be forgotten.
OURS = {
    "channel_id",
    "uploads_playlist_id",
    "sandbox",
    "created_at",
    "synced_at",
    "synced_on",
    "missing_on",
    "gone_at",
    "titles_read_at",
    "uploads_read_at",
    "uploads_due",
    "lease_until",
    "lease_run",
    "known_uploads",
    "last_upload_at",
    "regular_from",
}


def anything(field: models.Field) -> Any:
    """A value of the column that is not its default."""
    if isinstance(field, models.BooleanField):
        return not field.get_default()
    if isinstance(field, models.DateTimeField):
        return LONG_AGO
    if isinstance(field, models.DateField):
        return date(2020, 1, 1)
    return 7 if isinstance(field, models.IntegerField) else "x"


def test_each_figure_is_known_wherever_figures_are() -> None:
    assert {field.name for field in fields(Counts)} == set(COUNTED_FIELDS)
    assert set(STATISTICS) == set(COUNTS)
    assert set(COUNTS) >= ROUNDED | HIDEABLE
    assert {field.name for field in Counted._meta.local_fields} == set(COUNTED_FIELDS)


def test_each_figure_of_an_answer_is_read() -> None:
    statistics = {word: str(number) for number, word in enumerate(STATISTICS.values(), start=5)}
    counts = ChannelRecord.from_json({"id": "UCx", "statistics": statistics}).counts
    assert [value for _name, value in counts.items()] == list(range(5, 5 + len(COUNTS)))


@pytest.mark.django_db
@pytest.mark.parametrize("field", Channel._meta.concrete_fields, ids=lambda field: field.name)
def test_what_youtube_told_of_a_channel_is_forgotten_after_its_days(field: models.Field) -> None:
    if field.name in OURS:
        return
    connection = ChannelConnectionFactory(connected_at=LONG_AGO)
    channels = Channel.objects.filter(pk=connection.channel_id)
    # A hidden count is not known.
    beside = {"subscribers": None} if field.name == "subscribers_hidden" else {}
    channels.update(synced_at=LONG_AGO, **beside, **{field.attname: anything(field)})

    purge(now=NOW)

    left = channels.values_list(field.attname, flat=True).get()
    assert left == (None if field.null else field.get_default())


def test_no_column_is_said_to_be_ours_that_is_not_there() -> None:
    assert {field.name for field in Channel._meta.concrete_fields} >= OURS


@pytest.mark.django_db
def test_each_figure_is_handed_out_of_channel_and_days() -> None:
    connection = ChannelConnectionFactory()
    ChannelSnapshotFactory(channel=connection.channel)
    counts = {name: number for number, name in enumerate(COUNTS, start=11)}
    Channel.objects.update(**counts)
    ChannelSnapshot.objects.update(**counts)

    (exported,) = export_person(connection.user)["youtube_integration"]["channels"]

    assert counts.items() <= exported.items()
    assert [counts.items() <= day.items() for day in exported["days"]] == [True]
