"""What moved on a trainee's channel since an enrolment began: one truth for pages and exports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from operator import itemgetter

from accounts.models import User
from cms import content_version
from cohorts.models import Baseline, Enrolment
from cohorts.models.channel_standing import NO_CONNECTION
from youtube_integration.growth import Growth, growth
from youtube_integration.models import Channel, ChannelConnection, ChannelSnapshot, YouTubeSettings


class BaselineState(StrEnum):
    """Why there is no baseline to count from; KNOWN where there is one."""

    KNOWN = ""
    NO_CHANNEL = "no_channel"
    NOT_ENROLLED = "not_enrolled"
    WAITING = "waiting"
    EXPIRED = "expired"


COUNTED_FROM_OLDEST = (BaselineState.EXPIRED, BaselineState.NOT_ENROLLED)


@dataclass(frozen=True)
class ChannelProgress:
    """The channel that a trainee has connected now, held against the enrolment's baseline.

    `baseline` is None unless `baseline_state` is KNOWN: it is withheld, even while the row still
    stands, once YouTube's rules no longer let it be kept (a channel by address, fetched before
    `oldest`).
    """

    enrolment: Enrolment
    connection: ChannelConnection | None
    baseline: ChannelSnapshot | None
    baseline_state: BaselineState
    #: Figures fetched before it are kept only where their owner lets them be.
    oldest: datetime
    baseline_late: bool = False

    @classmethod
    def of(cls, enrolment: Enrolment, *, now: datetime, history: timedelta) -> ChannelProgress:
        """`enrolment` comes from `Enrolment.objects.with_channels()`, which saves the queries."""
        connection = enrolment.open_connection
        start = enrolment.baseline if connection else None
        oldest = now - history
        state = _baseline_state(enrolment, connection, start, oldest=oldest)
        if start is None or state is not BaselineState.KNOWN:
            return cls(enrolment, connection, None, state, oldest)
        return cls(enrolment, connection, start.snapshot, state, oldest, start.is_late)

    @property
    def channel(self) -> Channel | None:
        return self.connection.channel if self.connection else None

    @property
    def connection_state(self) -> str:
        """none, url, oauth, reconnect or gone."""
        return self.connection.state if self.connection else NO_CONNECTION

    @property
    def shown_since(self) -> datetime | None:
        """No figure fetched before it is shown; None: all are.

        Older ones may stand there still: before a purge, or because their owner lets them.
        """
        return None if self.connection and self.connection.is_owned else self.oldest

    @cached_property
    def start(self) -> ChannelSnapshot | None:
        """What the person's own pages count from: the baseline or, where it may not be kept or no
        cohort took them in, the oldest snapshot that may be (one query then).
        """
        if self.channel is None or self.baseline_state not in COUNTED_FROM_OLDEST:
            return self.baseline
        snapshots = self.channel.snapshots.filter(fetched_at__gte=self.oldest)
        return snapshots.order_by("day").first()

    @cached_property
    def growth(self) -> Growth | None:
        """From baseline to the last answer; None without a channel."""
        if self.channel is None:
            return None
        return growth(self.channel.counts, self.baseline.counts if self.baseline else None)

    def gained(self, name: str) -> int | None:
        """The change of one figure of `COUNTS`; None where it is not known."""
        return getattr(self.growth, name).value if self.growth else None


def main_enrolment(enrolments: Iterable[Enrolment], user: User) -> Enrolment:
    """The enrolment that the person's growth is counted from: seated before left, newest first.

    Somebody never accepted gets an unsaved one, so that the channel can still be shown.
    """
    accepted = [(each.enrolled_at, each) for each in enrolments if each.enrolled_at is not None]
    seated = [(moment, each) for moment, each in accepted if each.is_seated]
    _moment, newest = max(seated or accepted, key=itemgetter(0), default=(None, None))
    return newest or Enrolment(user=user)


def retention_period(*, now: datetime) -> timedelta:
    """How long figures are kept without their owner's consent."""
    days = content_version.remember(
        "history days", lambda: YouTubeSettings.current().history_days, now=now
    )
    return timedelta(days=days)


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
