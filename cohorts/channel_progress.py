"""What moved on a trainee's channel since an enrolment began: one truth for pages and exports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from cohorts.models.enrolments import Enrolment
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

    @classmethod
    def of(cls, enrolment: Enrolment, *, now: datetime, history: timedelta) -> ChannelProgress:
        """`enrolment` comes from `Enrolment.objects.with_channels()`, which saves the queries."""
        connection = enrolment.open_connection
        state = _baseline_state(enrolment, connection, oldest=now - history)
        baseline = enrolment.baseline if state is BaselineState.KNOWN else None
        return cls(enrolment, connection, baseline, state)

    @property
    def channel(self) -> Channel | None:
        return self.connection.channel if self.connection else None

    @property
    def connection_state(self) -> str:
        """none, url, oauth, reconnect or gone."""
        return self.connection.state if self.connection else NO_CONNECTION

    @property
    def baseline_late(self) -> bool:
        return self.baseline is not None and self.enrolment.baseline_late

    @cached_property
    def growth(self) -> Growth | None:
        """From baseline to the last answer; None without a channel."""
        return growth(self.channel, self.baseline) if self.channel else None

    @property
    def subscribers_gained(self) -> int | None:
        return self.growth.subscribers.value if self.growth else None

    @property
    def views_gained(self) -> int | None:
        return self.growth.views.value if self.growth else None

    @property
    def videos_gained(self) -> int | None:
        return self.growth.videos.value if self.growth else None


def kept_history() -> timedelta:
    """How long figures are kept without their owner's consent."""
    return timedelta(days=YouTubeSettings.current().history_days)


def _baseline_state(
    enrolment: Enrolment, connection: ChannelConnection | None, *, oldest: datetime
) -> BaselineState:
    if connection is None:
        return BaselineState.NO_CHANNEL
    if enrolment.enrolled_at is None:
        return BaselineState.NOT_ENROLLED
    if enrolment.baseline_day is None or enrolment.baseline_channel_id != connection.channel_id:
        return BaselineState.WAITING
    if enrolment.baseline is None:
        return BaselineState.EXPIRED
    if not connection.is_owned and enrolment.baseline.fetched_at < oldest:
        return BaselineState.EXPIRED
    return BaselineState.KNOWN
