"""Recording answers, connecting a channel, and taking it off again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Consent, User
from tests.factories.accounts import UserFactory
from tests.factories.youtube import (
    ChannelConnectionFactory,
    ChannelFactory,
    ChannelSnapshotFactory,
    VideoFactory,
)
from youtube_integration import signals
from youtube_integration.api import ChannelRecord
from youtube_integration.connecting import (
    HISTORY,
    ConnectError,
    check_age,
    connect_by_url,
    connect_owned,
    disconnect,
    record_answer,
)
from youtube_integration.counts import Counts
from youtube_integration.models import (
    Channel,
    ChannelConnection,
    ChannelSnapshot,
    Video,
)

NOW = timezone.make_aware(datetime(2026, 8, 10, 9, 0))
DAY = date(2026, 8, 10)
DAPUR = {"id": "UCdapur00000000000000000", "handle": "dapur.bu-nari_01", "title": "Dapur Bu Nari"}


# --- answers ---


def test_an_answer_by_a_connect_does_not_make_a_channel_done_for_the_day(db: None) -> None:
    record = ChannelRecord(
        channel_id=DAPUR["id"], title="Dapur", counts=Counts(views=10, videos=1, subscribers=2)
    )

    channel = record_answer(record, now=NOW)

    assert (channel.synced_on, channel.synced_at) == (None, NOW)
    assert ChannelSnapshot.objects.count() == 1


def test_a_later_answer_of_the_day_updates_the_channel_alone(db: None) -> None:
    record_answer(ChannelRecord(DAPUR["id"], counts=Counts(views=10, subscribers=5)), now=NOW)
    later = ChannelRecord(DAPUR["id"], counts=Counts(views=12, subscribers_hidden=True))

    channel = record_answer(later, now=NOW + timedelta(hours=3))

    assert (channel.views, channel.subscribers) == (12, None)
    snapshot = channel.snapshots.get()
    assert (snapshot.views, snapshot.subscribers, snapshot.fetched_at) == (10, 5, NOW)


def test_names_longer_than_any_column_are_cut(db: None) -> None:
    channel = record_answer(
        ChannelRecord(DAPUR["id"], title="a" * 900, handle="b" * 900, country="c" * 90), now=NOW
    )

    assert (len(channel.title), len(channel.handle), len(channel.country)) == (200, 200, 10)


# --- connecting ---


def test_naming_a_channel_opens_a_connection_and_says_so(db: None) -> None:
    rina, channel = UserFactory(), ChannelFactory()
    heard: list[ChannelConnection] = []

    def hear(sender: object, connection: ChannelConnection, **kwargs: object) -> None:
        heard.append(connection)

    signals.channel_connected.connect(hear)
    try:
        connection = connect_by_url(user=rina, channel=channel, now=NOW)
        again = connect_by_url(user=rina, channel=channel, now=NOW + timedelta(days=1))
    finally:
        signals.channel_connected.disconnect(hear)

    assert (connection.state, connection.connected_at) == ("url", NOW)
    assert again == connection
    assert heard == [connection]
    assert not Consent.objects.filter(user=rina, purpose=HISTORY).exists()


def test_two_people_may_name_one_channel(db: None) -> None:
    channel = ChannelFactory()

    for person in (UserFactory(), UserFactory()):
        connect_by_url(user=person, channel=channel, now=NOW)

    assert channel.connections.open().count() == 2
    assert Channel.objects.connected().count() == 1


def test_another_channel_takes_the_place_of_the_first(db: None) -> None:
    rina, first, second = UserFactory(), ChannelFactory(), ChannelFactory()
    connect_by_url(user=rina, channel=first, now=NOW)

    connect_by_url(user=rina, channel=second, now=NOW + timedelta(days=1))

    assert rina.channel_connections.open().get().channel == second
    assert not Channel.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ({"birth_year": 2011}, "under_age"),
        ({"birth_year": 2009}, "guardian"),
    ],
)
def test_an_age_that_does_not_allow_a_channel_is_refused(
    db: None, profile: dict[str, int], code: str
) -> None:
    rina = UserFactory(profile=profile)

    for connect in (connect_by_url, connect_owned):
        with pytest.raises(ConnectError) as refused:
            connect(user=rina, channel=ChannelFactory(), now=NOW)
        assert refused.value.code == code
    assert not rina.channel_connections.exists()


def test_sixteen_with_a_guardian_may_connect(db: None) -> None:
    values = {"birth_year": 2009, "guardian_name": "Bu Sri", "guardian_consent_on": DAY}
    rina = UserFactory(profile=values)

    assert connect_by_url(user=rina, channel=ChannelFactory(), now=NOW)


def test_an_unknown_year_of_birth_hinders_only_who_can_be_asked(db: None) -> None:
    rina = UserFactory()

    check_age(rina, today=DAY)
    with pytest.raises(ConnectError) as refused:
        check_age(rina, today=DAY, birth_year_needed=True)

    assert refused.value.code == "birth_year"


def test_an_owner_gives_consent_by_connecting(db: None) -> None:
    rina = UserFactory()

    connection = connect_owned(user=rina, channel=ChannelFactory(), now=NOW)

    assert (connection.state, connection.verified_at) == ("oauth", NOW)
    consent = rina.consents.open().get(purpose=HISTORY)
    assert consent.given_at == NOW
    assert consent.wording


def test_a_channel_by_address_becomes_owned_in_place(db: None) -> None:
    rina, channel = UserFactory(), ChannelFactory()
    named = connect_by_url(user=rina, channel=channel, now=NOW)

    owned = connect_owned(user=rina, channel=channel, now=NOW + timedelta(days=1))

    assert owned.pk == named.pk
    assert (owned.kind, owned.connected_at) == ("oauth", NOW)


def test_only_one_person_is_connected_as_owner(db: None) -> None:
    channel = ChannelFactory()
    connect_owned(user=UserFactory(), channel=channel, now=NOW)
    other = UserFactory()

    with pytest.raises(ConnectError) as refused:
        connect_owned(user=other, channel=channel, now=NOW)

    assert refused.value.code == "owned"
    assert not other.consents.filter(purpose=HISTORY).exists()


def test_a_refused_owner_comes_back_by_connecting_again(db: None) -> None:
    connection = ChannelConnectionFactory(owned=True, needs_reconnect_since=NOW)
    assert connection.state == "reconnect"

    connect_owned(user=connection.user, channel=connection.channel, now=NOW)

    connection.refresh_from_db()
    assert connection.state == "oauth"


# --- disconnecting ---


def test_disconnecting_deletes_the_channels_data_at_once(db: None) -> None:
    rina, channel = UserFactory(), ChannelFactory()
    connect_owned(user=rina, channel=channel, now=NOW)
    ChannelSnapshotFactory(channel=channel)
    VideoFactory(channel=channel)
    heard: list[tuple[User, str]] = []

    def hear(sender: object, user: User, channel: Channel, **kwargs: object) -> None:
        heard.append((user, channel.pk))

    signals.channel_disconnected.connect(hear)
    try:
        done = disconnect(user=rina, now=NOW + timedelta(days=2))
    finally:
        signals.channel_disconnected.disconnect(hear)

    assert done
    assert heard == [(rina, channel.pk)]
    for model in (Channel, ChannelSnapshot, Video, ChannelConnection):
        assert not model.objects.exists()
    assert rina.consents.get(purpose=HISTORY).withdrawn_at == NOW + timedelta(days=2)
    assert not disconnect(user=rina, now=NOW)


def test_what_another_person_connected_too_stays_for_them(db: None) -> None:
    channel = ChannelFactory()
    rina, bagus = UserFactory(), UserFactory()
    for person in (rina, bagus):
        connect_by_url(user=person, channel=channel, now=NOW)
    ChannelSnapshotFactory(channel=channel)

    disconnect(user=rina, now=NOW)

    assert channel.snapshots.count() == 1
    assert not rina.channel_connections.open().exists()
    assert bagus.channel_connections.open().exists()


def test_a_channel_that_went_between_look_up_and_connect_is_to_be_looked_up_again(db: None) -> None:
    channel = ChannelFactory()
    Channel.objects.filter(pk=channel.pk).delete()

    with pytest.raises(ConnectError) as caught:
        connect_by_url(user=UserFactory(), channel=channel, now=NOW)

    assert caught.value.code == "gone"
    assert not ChannelConnection.objects.exists()
