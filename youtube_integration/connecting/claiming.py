"""Who claims a channel: each act is one transaction with the person's row locked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db import connection as database
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.consenting import give_consent, withdraw_consent
from accounts.models import AgeSettings, User
from accounts.purposes import declared_purpose
from design.site_time import site_day
from youtube_integration.addresses import ChannelAddress
from youtube_integration.connecting.errors import ChoiceMade, ConnectError, ReplacesChannel
from youtube_integration.models import Channel, ChannelChoice, ChannelConnection
from youtube_integration.signals import channel_connected, channel_disconnected

#: Purpose of the consent under which an owner's history is kept for longer than 30 days.
HISTORY = "youtube_history"

HINDRANCES = {
    "birth_year": _("Tell us the year you were born first: a channel needs a minimum age."),
    "under_age": _(
        "YouTube accounts are for people from {age} years on. You can take every lesson without "
        "a channel."
    ),
    "guardian": _(
        "At your age a parent or guardian has to agree first. Ask your programme's team to record "
        "their consent, then come back."
    ),
}


def check_age(
    user: User,
    *,
    today: date,
    birth_year_needed: bool = False,
    ages: AgeSettings | None = None,
) -> None:
    """Raises ConnectError where the person may not have a channel connected (yet).

    An unknown year of birth is only refused where somebody is there to be asked. `ages` saves
    asking for the settings.
    """
    ages = ages or AgeSettings.current()
    hindrance = user.profile.channel_hindrance(today, ages)
    if hindrance is None or (hindrance == "birth_year" and not birth_year_needed):
        return
    raise ConnectError(format_lazy(HINDRANCES[hindrance], age=ages.channel_age), hindrance)


@transaction.atomic
def connect_by_url(
    *, user: User, channel: Channel, now: datetime, address: ChannelAddress | None = None
) -> ChannelConnection:
    """Name a channel as one's own; it proves nothing. The same channel again changes nothing.

    `address` is what led to it, and is remembered. Another channel takes the place of the one
    before. Raises ConnectError for an age that does not allow it.
    """
    check_age(user, today=site_day(now))
    current = _open_connection(user)
    _remember_choice(user, now)
    if current is not None and current.channel_id == channel.pk:
        _remember_address(current, address)
        return current
    if current is not None:
        _close(current, now=now)
    return _open(user, channel, kind=ChannelConnection.Kind.URL, address=address, now=now)


@transaction.atomic
def connect_by_file(
    *,
    user: User,
    channel: Channel,
    address: ChannelAddress,
    ages: AgeSettings,
    now: datetime,
    newcomer: bool = False,
) -> bool:
    """Name a channel for somebody, as staff do in a file; False where it was theirs already.

    `address` is what led to it, and is remembered. A `newcomer`'s account was made in this
    transaction: there is nothing of theirs to look for. Raises ChoiceMade where the person has
    chosen for themself, ReplacesChannel where they have another channel, ConnectError for the age.
    """
    check_age(user, today=site_day(now), ages=ages)
    current = None if newcomer else _open_connection(user)
    if current is not None and current.channel_id == channel.pk:
        _remember_address(current, address)
        return False
    if not newcomer and ChannelChoice.objects.filter(user=user).exists():
        raise ChoiceMade(current.channel if current else None)
    if current is not None:
        raise ReplacesChannel(current.channel, str(address))
    _open(user, channel, kind=ChannelConnection.Kind.URL, address=address, now=now)
    return True


def remember_addresses(addresses: Mapping[int, ChannelAddress]) -> None:
    """Note what a file calls the channel of each of these connections that has no address yet."""
    for connection in ChannelConnection.objects.open().filter(pk__in=addresses, asked_as=""):
        _remember_address(connection, addresses[connection.pk])


@transaction.atomic
def connect_owned(*, user: User, channel: Channel, now: datetime) -> ChannelConnection:
    """Connect a channel that the person has proven to own, with the consent to keep its history.

    Raises ConnectError where somebody else is connected as its owner, or for the age.
    """
    check_age(user, today=site_day(now))
    purpose = declared_purpose(HISTORY)
    current = _open_connection(user)
    _remember_choice(user, now)
    if current is not None and current.channel_id != channel.pk:
        # Closed first: one open connection a person is a rule of the database.
        _close(current, now=now)
        current = None
    if current is None:
        current = _open(user, channel, kind=ChannelConnection.Kind.OAUTH, now=now)
    elif not current.is_owned or current.needs_reconnect_since:
        current.kind = ChannelConnection.Kind.OAUTH
        current.needs_reconnect_since = None
        _save_or_refuse(current)
    give_consent(user=user, purpose=HISTORY, wording=str(purpose.wording), now=now)
    current.verified_at = now
    current.save(update_fields=["verified_at"])
    return current


@transaction.atomic
def disconnect(*, user: User, now: datetime) -> bool:
    """Take the person's channel off and delete its data at once; False where none was connected.

    What another person has connected too stays for them.
    """
    current = _open_connection(user)
    if current is None:
        return False
    _remember_choice(user, now)
    _close(current, now=now)
    return True


def _remember_choice(user: User, now: datetime) -> None:
    ChannelChoice.objects.update_or_create(user=user, defaults={"made_at": now})


def _open_connection(user: User) -> ChannelConnection | None:
    """The person's open connection, with the person locked so that no second one is opened."""
    # The person and not the connection: where there is none yet, there is no row to wait for.
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    return user.channel_connections.open().select_related("channel").first()


def _remember_address(connection: ChannelConnection, address: ChannelAddress | None) -> None:
    """The first address that led here stays: the file that named it may come again."""
    if address is not None and not connection.asked_as:
        connection.asked_as = address.key
        connection.save(update_fields=["asked_as"])


def _open(
    user: User,
    channel: Channel,
    *,
    kind: str,
    now: datetime,
    address: ChannelAddress | None = None,
) -> ChannelConnection:
    _check_is_there(channel)
    connection = ChannelConnection(
        user=user,
        channel=channel,
        kind=kind,
        asked_as=address.key if address else "",
        connected_at=now,
    )
    _save_or_refuse(connection)
    channel_connected.send(
        sender=ChannelConnection, connection=connection, channel=channel, now=now
    )
    return connection


def _check_is_there(channel: Channel) -> None:
    """It was looked up; whoever had it alone may have taken it off since, or retention."""
    if not Channel.objects.filter(pk=channel.pk).exists():
        raise ConnectError(_("Please look the channel up once more."), "gone")


def _save_or_refuse(connection: ChannelConnection) -> None:
    try:
        # Its own savepoint: after a refused row PostgreSQL would answer no further question.
        with transaction.atomic():
            connection.save()
            if database.features.has_select_for_update:
                # The foreign key would wait for the commit, and the channel may be being deleted.
                database.check_constraints()
    except IntegrityError as error:
        _check_is_there(connection.channel)
        raise ConnectError(
            _("This channel is already connected by its owner. Ask your programme's team."),
            "owned",
        ) from error


def _close(connection: ChannelConnection, *, now: datetime) -> None:
    user, channel = connection.user, connection.channel
    # Two machines' clocks differ: nothing ends before it began.
    connection.disconnected_at = max(now, connection.connected_at)
    # It answers for open connections only, and a handle is a name.
    connection.asked_as = ""
    connection.save(update_fields=["disconnected_at", "asked_as"])
    if connection.is_owned:
        withdraw_consent(user=user, purpose=HISTORY, now=now)
    channel_disconnected.send(sender=ChannelConnection, user=user, channel=channel, now=now)
    # Locked, so that nobody connects it between the question and the deleting.
    Channel.objects.select_for_update(of=("self",)).filter(pk=channel.pk).first()
    if not channel.connections.open().exists():
        channel.delete()
