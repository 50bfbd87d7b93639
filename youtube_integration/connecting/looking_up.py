"""Finding the channel that an address names, and recording what YouTube said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction

from design.site_time import site_day
from youtube_integration.addresses import ChannelAddress, same_handle
from youtube_integration.api import MAIN, MAX_IDS, ChannelRecord, YouTubeClient
from youtube_integration.connecting.errors import ConnectError, HandleChanged, UnknownChannel
from youtube_integration.models import (
    Channel,
    ChannelSnapshot,
    QuotaSpend,
    YouTubeSettings,
    reads_sandbox,
)
from youtube_integration.signals import channel_synced

SECONDS_OF_A_DAY = 86_400


class SandboxMixedWithReal(Exception):
    """The database holds channels of the sandbox, and the endpoint is the real YouTube."""


class LedgeredClient(YouTubeClient):
    """A client whose every request stands in the ledger; `units` is what this one sent."""

    def __init__(self, *, now: Callable[[], datetime], reserve: int = 0, **options: Any) -> None:
        super().__init__(spend=self._write_down, now=now, **options)
        self.units: dict[str, int] = {}
        self._reserve = reserve

    def _write_down(self, bucket: str, units: int) -> None:
        # Only the main bucket serves people who wait; video figures have a bucket of their own.
        reserve = self._reserve if bucket == MAIN else 0
        QuotaSpend.objects.spend(bucket, units, self._now(), reserve=reserve)
        self.units[bucket] = self.units.get(bucket, 0) + units


def client(
    *, now: datetime | Callable[[], datetime], interactive: bool = False, **options: Any
) -> LedgeredClient:
    """YouTube with its ledger. `now` is a moment, or a clock for work that lasts.

    Only `interactive` work may spend the reserve that the settings keep for it. Further options
    are YouTubeClient's. Raises SandboxMixedWithReal rather than mix invented channels and real ones.
    """
    if not reads_sandbox() and Channel.objects.filter(sandbox=True).exists():
        raise SandboxMixedWithReal(
            "This database holds channels of the sandbox: use another one with the real YouTube."
        )
    clock = now if callable(now) else partial(_same, now)
    reserve = 0 if interactive else YouTubeSettings.current().reserve
    return LedgeredClient(now=clock, reserve=reserve, **options)


def _same(moment: datetime) -> datetime:
    return moment


def look_up(address: ChannelAddress, *, client: YouTubeClient, now: datetime) -> ChannelRecord:
    """The channel of an address, asked at most once on the site's day; the answer is recorded.

    Raises UnknownChannel, HandleChanged (which carries the record), or the client's YouTubeError
    when YouTube did not answer: that is never the same as an unknown channel.
    """
    record = _answered_today(address, now)
    if record is None:
        record = _fetch(address, client)
        if record is None:
            raise UnknownChannel(address)
        record_answer(record, now=now)
        if address.kind == "username":
            # No channel tells its user name, so what it led to is kept apart.
            cache.set(_cache_key(address, now), record.channel_id, SECONDS_OF_A_DAY)
    _check_handle(address, record)
    return record


def _cache_key(address: ChannelAddress, now: datetime) -> str:
    return f"channel-of-user-name:{site_day(now)}:{address.value.lower()}"


def look_up_many(
    addresses: Iterable[ChannelAddress],
    *,
    client: YouTubeClient,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> dict[ChannelAddress, ChannelRecord | ConnectError]:
    """Many addresses at the least cost: ids 50 a unit, a handle or user name one unit each.

    Each address gets its record, or the ConnectError that look_up would raise. When YouTube stops
    answering, its error is raised; what was answered until then is recorded and costs nothing
    the next time that day. `progress` gets the number of addresses settled so far.
    """
    wanted = list(dict.fromkeys(addresses))
    _fetch_ids([a.value for a in wanted if a.kind == "id"], client=client, now=now)
    found: dict[ChannelAddress, ChannelRecord | ConnectError] = {}
    for address in wanted:
        try:
            if address.kind == "id":
                found[address] = _known_id(address, now)
            else:
                found[address] = look_up(address, client=client, now=now)
        except ConnectError as error:
            found[address] = error
        if progress:
            progress(len(found))
    return found


def _known_id(address: ChannelAddress, now: datetime) -> ChannelRecord:
    record = _answered_today(address, now)
    if record is None:
        raise UnknownChannel(address)
    return record


def _fetch_ids(ids: list[str], *, client: YouTubeClient, now: datetime) -> None:
    """Record today's answer for each of these ids that has none yet."""
    today = site_day(now)
    for start in range(0, len(ids), MAX_IDS):
        batch = ids[start : start + MAX_IDS]
        answered = Channel.objects.answered_on(today).filter(pk__in=batch)
        known = set(answered.values_list("pk", flat=True))
        for record in client.channels_by_id([pk for pk in batch if pk not in known]):
            record_answer(record, now=now)


def _answered_today(address: ChannelAddress, now: datetime) -> ChannelRecord | None:
    answered = Channel.objects.answered_on(site_day(now))
    if address.kind == "id":
        channel = answered.filter(pk=address.value).first()
    elif address.kind == "handle":
        channel = answered.called(address.value).first()
    else:
        channel = answered.filter(pk=cache.get(_cache_key(address, now))).first()
    return channel.as_record() if channel else None


def _fetch(address: ChannelAddress, client: YouTubeClient) -> ChannelRecord | None:
    if address.kind == "id":
        return next(iter(client.channels_by_id([address.value])), None)
    if address.kind == "handle":
        return client.channel_by_handle(address.value)
    return client.channel_by_username(address.value)


def _check_handle(address: ChannelAddress, record: ChannelRecord) -> None:
    if address.kind != "handle" or not record.handle:
        return
    if not same_handle(address.value, record.handle):
        raise HandleChanged(address.value, record.handle, record)


@transaction.atomic
def record_answer(record: ChannelRecord, *, now: datetime) -> Channel:
    """What YouTube said becomes the channel of today; the day's first answer is its snapshot.

    Only a sync makes a channel done for the day (`syncing.channels`).
    """
    channel = _locked(record.channel_id, now=now)
    channel.take_over(record, now=now)
    channel.save()
    write_snapshot(channel, now=now)
    return channel


def _locked(channel_id: str, *, now: datetime) -> Channel:
    """The channel's row, locked; made where there is none, or where it has just been deleted."""
    # `no_key`: somebody may be naming the channel in a long import, and neither has to wait.
    rows = Channel.objects.select_for_update(of=("self",), no_key=True).filter(pk=channel_id)
    while (channel := rows.first()) is None:
        new = {"created_at": now, "sandbox": reads_sandbox()}
        Channel.objects.get_or_create(pk=channel_id, defaults=new)
    return channel


def write_snapshot(channel: Channel, *, now: datetime) -> ChannelSnapshot:
    """The day's snapshot, announced where it is new."""
    snapshot, is_new = ChannelSnapshot.objects.write(channel, now=now)
    if is_new:
        channel_synced.send(sender=Channel, channel=channel, snapshot=snapshot, now=now)
    return snapshot
