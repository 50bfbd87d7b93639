"""What moved on a trainee's channel since an enrolment began: one truth for pages and exports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from cohorts.models import Baseline, Enrolment
from youtube_integration.growth import Growth, growth
from youtube_integration.models import Channel, ChannelConnection, ChannelSnapshot, YouTubeSettings

NO_CONNECTION = "none"


class BaselineState(StrEnum):
    """Why there is no baseline to count from; KNOWN where there is one."""

    KNOWN = ""
    NO_CHANNEL = "no_channel"
    NOT_ENROLLED = "not_enrolled"
    WAITING = "waiting"
    EXPIRED = "expired"


@dataclass(frozen=True)
class ChannelProgress:
    """The channel that a trainee has connected now, held against the enrolment's baseline.

    `baseline` is None unless `baseline_state` is KNOWN: it is withheld, even while the row still
    stands, once YouTube's rules no longer let it be kept (a channel by address, after
    `history` days).
    """

    enrolment: Enrolment
    connection: ChannelConnection | None
    baseline: ChannelSnapshot | None
    baseline_state: BaselineState
    baseline_late: bool = False

    @classmethod
    def of(cls, enrolment: Enrolment, *, now: datetime, history: timedelta) -> ChannelProgress:
        """`enrolment` comes from `Enrolment.objects.with_channels()`, which saves the queries."""
        connection, start = enrolment.open_connection, enrolment.baseline
        state = _baseline_state(enrolment, connection, start, oldest=now - history)
        if start is None or state is not BaselineState.KNOWN:
            return cls(enrolment, connection, None, state)
        return cls(enrolment, connection, start.snapshot, state, start.is_late)

    @property
    def channel(self) -> Channel | None:
        return self.connection.channel if self.connection else None

    @property
    def connection_state(self) -> str:
        """none, url, oauth, reconnect or gone."""
        return self.connection.state if self.connection else NO_CONNECTION

    @cached_property
    def growth(self) -> Growth | None:
        """From baseline to the last answer; None without a channel."""
        if self.channel is None:
            return None
        return growth(self.channel.counts, self.baseline.counts if self.baseline else None)

    def gained(self, name: str) -> int | None:
        """The change of one figure of `COUNTS`; None where it is not known."""
        return getattr(self.growth, name).value if self.growth else None


def kept_history() -> timedelta:
    """How long figures are kept without their owner's consent."""
    return timedelta(days=YouTubeSettings.current().history_days)


def _baseline_state(
    enrolment: Enrolment,
    connection: ChannelConnection | None,
    start: Baseline | None,
    *,
    oldest: datetime,
) -> BaselineState:
    if connection is None:
        return BaselineState.NO_CHANNEL
    if enrolment.enrolled_at is None:
        return BaselineState.NOT_ENROLLED
    if start is None or start.channel_id != connection.channel_id:
        return BaselineState.WAITING
    if start.snapshot is None:
        return BaselineState.EXPIRED
    if not connection.is_owned and start.snapshot.fetched_at < oldest:
        return BaselineState.EXPIRED
    return BaselineState.KNOWN
