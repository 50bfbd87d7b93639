"""How a person's channel stands to an enrolment, in SQL, so that lists are narrowed and ordered by it.

One row's answer is `ChannelProgress` (`cohorts.channel_progress`); a test holds them together.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from cohorts.models.baselines import Baseline
from youtube_integration.models import ChannelConnection, ChannelSnapshot

#: The state of somebody who has no channel connected.
NO_CONNECTION = "none"


def open_link() -> FilteredRelation:
    """The person's open connection; the expressions below ask for it as `link`."""
    mine = Q(user__channel_connections__disconnected_at__isnull=True)
    return FilteredRelation("user__channel_connections", condition=mine)


def open_start() -> FilteredRelation:
    """The baseline that counts now; the expressions below ask for it as `start`."""
    counted = Q(baselines__ended_at__isnull=True, baselines__source=Baseline.Source.YOUTUBE)
    return FilteredRelation("baselines", condition=counted)


def connection_states() -> dict[str, Q]:
    """Each state of `ChannelProgress.connection_state`: gone before reconnect before the kind."""
    there = Q(link__channel__gone_at__isnull=True)
    good = there & Q(link__needs_reconnect_since__isnull=True)
    return {
        # Of the column that joins: PostgreSQL then knows how many are left, and plans for them.
        NO_CONNECTION: Q(link__user__isnull=True),
        "gone": Q(link__channel__gone_at__isnull=False),
        "reconnect": there & Q(link__needs_reconnect_since__isnull=False),
        **{kind.value: good & Q(link__kind=kind) for kind in ChannelConnection.Kind},
    }


def connection_state() -> Case:
    """The state itself, to be ordered by and shown."""
    states = (When(rule, then=Value(state)) for state, rule in connection_states().items())
    return Case(*states, output_field=CharField())


def is_counted(oldest: datetime) -> Q:
    """`BaselineState.KNOWN`: a baseline of the channel connected now that may still be kept."""
    return _begun() & (_owned() | Q(start__snapshot__fetched_at__gte=oldest))


def gained(field: str, *, oldest: datetime) -> Case:
    """`ChannelProgress.gained`: the change of a figure of COUNTS; unknown is NULL.

    The start is looked up by its key: to join it, a long list would read all days of all channels.
    """
    latest, start = F(f"link__channel__{field}"), ChannelSnapshot.objects.values(field)
    start = start.order_by().filter(pk=OuterRef("start__snapshot"))
    return Case(
        When(_begun() & _owned(), then=latest - Subquery(start)),
        When(_begun(), then=latest - Subquery(start.filter(fetched_at__gte=oldest))),
        output_field=BigIntegerField(),
    )


def _begun() -> Q:
    return Q(start__channel=F("link__channel"), enrolled_at__isnull=False)


def _owned() -> Q:
    return Q(link__kind=ChannelConnection.Kind.OAUTH)
