"""Channels: 50 a unit, asked against answered, and what their counts say is left to read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from zlib import crc32

from django.db import transaction

from design.site_time import site_day
from youtube_integration.api import MAX_IDS, ChannelRecord
from youtube_integration.models import Channel, ChannelSnapshot
from youtube_integration.signals import channel_synced
from youtube_integration.syncing.work import Work, each_alone

#: The monthly sweep comes this many days after the last one, by an offset of the channel's id, so
#: that no day has them all and a missed night or two still falls within 30 days.
SWEEP_AFTER = timedelta(days=20)
SWEEP_SPREAD_DAYS = 9


def read_channels(work: Work) -> None:
    """Ask for every channel of the run that no sync has answered for today."""
    waiting = Channel.objects.unanswered(work.moment)
    keys = list(work.scope)
    for start in range(0, len(keys), MAX_IDS):
        mine = waiting.claim(keys[start : start + MAX_IDS], run=work.run, now=work.clock())
        if not mine:
            continue
        records = work.call(partial(work.client.channels_by_id, mine), about=mine)
        if records is not None:
            _record(work, mine, {record.channel_id: record for record in records})
        Channel.objects.filter(pk__in=mine, lease_run=work.run).release()


def _record(work: Work, ids: list[str], answered: dict[str, ChannelRecord]) -> None:
    now = work.clock()
    each_alone(
        lambda keys: _write(keys, answered, now=now),
        ids,
        on_failure=lambda key: work.leave([key]),
    )
    owing = Channel.objects.filter(pk__in=ids, uploads_due=True).count()
    work.step(len(ids) - owing)


@transaction.atomic
def _write(keys: list[str], answered: dict[str, ChannelRecord], *, now: datetime) -> None:
    today = site_day(now)
    # In the order of the ids, so that two writers never wait for each other in a circle.
    rows = (
        Channel.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=keys)
        .order_by("pk")
    )
    updated = []
    for channel in rows:
        record = answered.get(channel.pk)
        if record is None:
            _note_missing(channel, today=today, now=now)
        else:
            channel.take_over(record, now=now)
            _note_owed(channel, today=today, now=now)
            updated.append(channel)
        channel.synced_on = today
        channel.lease_until = channel.lease_run = None
        channel.save()
    for snapshot in ChannelSnapshot.objects.write_many(updated, now=now):
        channel_synced.send(sender=Channel, channel=snapshot.channel, snapshot=snapshot, now=now)


def _note_missing(channel: Channel, *, today: date, now: datetime) -> None:
    """Left out of the answer: missing at first, gone when that happens on another day again."""
    channel.uploads_due = False
    if channel.missing_on is None:
        channel.missing_on = today
    elif channel.missing_on != today and channel.gone_at is None:
        channel.gone_at = now


def _note_owed(channel: Channel, *, today: date, now: datetime) -> None:
    """Whether the list of uploads has to be read, and titles refreshed."""
    if channel.videos is None:
        # Unknown is not zero: nothing says that the list has changed.
        pass
    elif channel.videos == 0:
        _note_no_uploads(channel, now=now)
    elif channel.videos != channel.uploads_counted:
        channel.uploads_due = True
    if channel.titles_read_at is None:
        if channel.videos is not None:
            channel.titles_read_at = now
    elif today >= sweep_day(channel.pk, channel.titles_read_at):
        channel.uploads.filter(gone_at__isnull=True).update(read_due=True)
        channel.uploads_due = channel.uploads_due or bool(channel.videos)
        channel.titles_read_at = now


def _note_no_uploads(channel: Channel, *, now: datetime) -> None:
    """YouTube has no list for a channel without public video (404): it is never asked for."""
    if channel.uploads_counted != 0:
        channel.uploads.filter(gone_at__isnull=True).update(read_due=True)
        channel.uploads_counted = 0
        channel.uploads_read_at = now
    channel.uploads_due = False


def sweep_day(key: str, read_at: datetime) -> date:
    """The day from which stored titles and the list's first page are due again."""
    offset = timedelta(days=crc32(key.encode()) % SWEEP_SPREAD_DAYS)
    return site_day(read_at) + SWEEP_AFTER + offset
