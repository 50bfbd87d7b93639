"""Writers who meet at one channel: who names it and who reads it do not wait for each other."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.youtube import ChannelFactory
from youtube_integration.connecting import connect_by_url, record_answer

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]


def test_an_answer_is_recorded_while_an_import_that_names_the_channel_is_not_done() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    channel, user, now = ChannelFactory(), UserFactory(), timezone.now()
    named, may_end = Event(), Event()

    def name() -> None:
        try:
            with transaction.atomic():
                connect_by_url(user=user, channel=channel, now=now)
                connection.check_constraints()  # as the database does while it commits
                named.set()
                may_end.wait(20)
        finally:
            connection.close()

    importing = Thread(target=name)
    importing.start()
    try:
        assert named.wait(10)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            record_answer(channel.as_record(), now=now)
    finally:
        may_end.set()
        importing.join()
    assert channel.connections.open().get().user == user
