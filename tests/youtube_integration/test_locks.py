"""Writers who meet at one channel: who need not wait for another, and who has to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.conf import LazySettings
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection, transaction
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.youtube import ChannelConnectionFactory, ChannelFactory
from youtube_integration.connecting import (
    ConnectError,
    connect_by_url,
    disconnect,
    record_answer,
)
from youtube_integration.models import Channel, ChannelConnection
from youtube_integration.retaining import purge
from youtube_integration.views.connect import LOOK_UPS_AN_HOUR, may_look_up

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]
one_writer_at_a_time = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time"
)
SECONDS = 10


@contextmanager
def unfinished(act: Callable[[], object], *, until_awaited: bool = False) -> Iterator[None]:
    """Another thread has done `act`, and commits at the block's end or as soon as somebody waits."""
    done, may_end = Event(), Event()

    def run() -> None:
        try:
            with transaction.atomic():
                act()
                connection.check_constraints()  # as the database does while it commits
                done.set()
                while not may_end.wait(0.01) and not (until_awaited and _somebody_waits()):
                    pass
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    try:
        assert done.wait(SECONDS)
        yield
    finally:
        may_end.set()
        thread.join()


def _somebody_waits() -> bool:
    """Whether another connection waits for this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks "
            "WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone() is not None


@one_writer_at_a_time
def test_an_answer_is_recorded_while_an_import_that_names_the_channel_is_not_done() -> None:
    channel, user, now = ChannelFactory(), UserFactory(), timezone.now()

    with (
        unfinished(lambda: connect_by_url(user=user, channel=channel, now=now)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        record_answer(channel.as_record(), now=now)

    assert channel.connections.open().get().user == user


@one_writer_at_a_time
def test_who_connects_what_is_being_deleted_is_told_to_look_it_up_again() -> None:
    bagus, rina, now = ChannelConnectionFactory(), UserFactory(), timezone.now()

    with (
        unfinished(lambda: disconnect(user=bagus.user, now=now), until_awaited=True),
        pytest.raises(ConnectError) as refused,
    ):
        connect_by_url(user=rina, channel=bagus.channel, now=now)

    assert refused.value.code == "gone"
    assert not ChannelConnection.objects.open().exists()


@one_writer_at_a_time
def test_what_somebody_is_connecting_is_deleted_by_nobody() -> None:
    bagus, rina, siti, now = (
        ChannelConnectionFactory(),
        UserFactory(),
        UserFactory(),
        timezone.now(),
    )
    unclaimed = ChannelFactory(synced_at=now - timedelta(days=9))

    with unfinished(
        lambda: connect_by_url(user=rina, channel=bagus.channel, now=now), until_awaited=True
    ):
        disconnect(user=bagus.user, now=now)
    with unfinished(
        lambda: connect_by_url(user=siti, channel=unclaimed, now=now), until_awaited=True
    ):
        purge(now=now)

    assert set(ChannelConnection.objects.open().values_list("user", "channel")) == {
        (rina.pk, bagus.channel_id),
        (siti.pk, unclaimed.pk),
    }


@one_writer_at_a_time
def test_what_is_looked_up_while_it_is_being_deleted_is_recorded_anew() -> None:
    rina, now = ChannelConnectionFactory(), timezone.now()
    record = rina.channel.as_record()

    with unfinished(lambda: disconnect(user=rina.user, now=now), until_awaited=True):
        record_answer(record, now=now)

    channel = Channel.objects.get()
    assert (channel.pk, channel.views, channel.snapshots.count()) == (record.channel_id, 4310, 1)


class SlowCache(LocMemCache):
    def get(self, *args: object, **kwargs: object) -> object:
        value = super().get(*args, **kwargs)
        time.sleep(0.01)
        return value


def test_look_ups_at_the_same_moment_are_counted_one_by_one(settings: LazySettings) -> None:
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.SlowCache", "LOCATION": "slow"}}
    user, now, tries = UserFactory(), timezone.now(), LOOK_UPS_AN_HOUR + 4
    together = Barrier(tries)

    def look_up(_number: int) -> bool:
        together.wait(SECONDS)
        try:
            return may_look_up(user, now)
        finally:
            connection.close()

    with ThreadPoolExecutor(tries) as people:
        allowed = list(people.map(look_up, range(tries)))

    assert allowed.count(True) == LOOK_UPS_AN_HOUR
