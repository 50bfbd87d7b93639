"""What moved on a channel, in words: the finding, was and is, and what has to be said about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from unicodedata import bidirectional

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cohorts.channel_progress import BaselineState, ChannelProgress, kept_history
from cohorts.models import Enrolment
from design.formats import count, day, signed
from design.site_time import site_day
from youtube_integration.growth import Change, Growth, Reason, growth
from youtube_integration.models import Channel, ChannelSnapshot

RIGHT_TO_LEFT = ("R", "AL", "AN")
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Move:
    """A figure: now, and where it began; `why` is said where one of them is unknown.

    `exact` is False for counts that YouTube rounds.
    """

    label: str
    now: int | None
    was: int | None
    why: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """Parameters of `components/notice.html`."""

    tone: str
    heading: str
    text: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class ChannelStory:
    """A person's channel for the screen.

    `start` is the snapshot that growth is counted from: the baseline, or, where that may not be
    kept, the oldest one that may. No figure fetched before `shown_since` is shown; None: all are.
    """

    progress: ChannelProgress
    channel: Channel
    start: ChannelSnapshot | None
    growth: Growth
    notices: list[Notice]
    shown_since: datetime | None

    @property
    def title(self) -> SafeString:
        return isolated(self.channel.title or self.channel.channel_id)

    @property
    def handle(self) -> str:
        return isolated_word(self.channel.handle)

    @property
    def counts_from_baseline(self) -> bool:
        return self.progress.baseline is not None

    @cached_property
    def new_videos(self) -> int | None:
        """Public videos published since `start`; None while the channel's list was never read."""
        if self.start is None or self.channel.uploads_read_at is None:
            return None
        return self.channel.uploads.public().published_since(self.start.fetched_at).count()

    @property
    def headline(self) -> str:
        return headline(self)

    @property
    def moves(self) -> list[Move]:
        return moves(self)


def isolated(text: str) -> SafeString:
    """Words of others, which may run from right to left, kept from turning what stands beside."""
    return format_html("<bdi>{}</bdi>", text)


def isolated_word(text: str) -> str:
    """The same for places that take no markup: with invisible signs, only where it is needed."""
    if not any(bidirectional(letter) in RIGHT_TO_LEFT for letter in text):
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def main_of(enrolments: Iterable[Enrolment], user: User) -> Enrolment:
    """The enrolment that the person's growth is counted from: seated before left, newest first.

    Somebody never accepted gets an unsaved one, so that the channel can still be shown.
    """
    accepted = [each for each in enrolments if each.enrolled_at is not None]
    seated = [each for each in accepted if each.is_seated]
    newest = max(seated or accepted, key=lambda each: each.enrolled_at, default=None)
    return newest or Enrolment(user=user)


def story_of(enrolment: Enrolment, *, now: datetime) -> ChannelStory | None:
    """None where no channel is connected."""
    history = kept_history()
    progress = ChannelProgress.of(enrolment, now=now, history=history)
    channel = progress.channel
    if channel is None:
        return None
    start = progress.baseline
    if progress.baseline_state in (BaselineState.EXPIRED, BaselineState.NOT_ENROLLED):
        start = oldest_kept(channel, since=now - history)
    return ChannelStory(
        progress=progress,
        channel=channel,
        start=start,
        growth=growth(channel.counts, start.counts if start else None),
        notices=notices(progress, now=now, history=history),
        # Older ones may stand there still: before a purge, or because their owner lets them.
        shown_since=None if progress.connection.is_owned else now - history,
    )


def oldest_kept(channel: Channel, *, since: datetime) -> ChannelSnapshot | None:
    """The oldest snapshot of the days for which figures may be kept without consent."""
    kept = channel.snapshots.filter(fetched_at__gte=since)
    return kept.order_by("day").first()


def since_words(story: ChannelStory) -> str:
    if story.counts_from_baseline:
        return _("since you began")
    return _("since %(day)s") % {"day": day(story.start.day)} if story.start else ""


def headline(story: ChannelStory) -> str:
    """ "3 new videos, +41 subscribers since you began", as far as it is known."""
    if story.start is None:
        return _("Your channel is connected. Your starting point is being recorded.")
    parts = [_videos(story.growth.videos, story.new_videos), _subscribers(story.growth.subscribers)]
    known = [part for part in parts if part]
    if not known:
        return _("Your channel is connected")
    return f"{', '.join(known)} {since_words(story)}"


def _videos(moved: Change, new: int | None) -> str:
    """What came counts first: with as many taken down, the channel's own count stands still."""
    number = new or moved.value
    if number is None:
        return ""
    if number == 0:
        return _("no new video")
    if number < 0:
        fewer = -number
        return ngettext("%(n)s video fewer", "%(n)s videos fewer", fewer) % {"n": count(fewer)}
    return ngettext("%(n)s new video", "%(n)s new videos", number) % {"n": count(number)}


def _subscribers(moved: Change) -> str:
    if moved.value is None:
        return ""
    if moved.value == 0:
        return _("as many subscribers as before")
    words = {"n": signed(moved.value, moved.step)}
    return ngettext("%(n)s subscriber", "%(n)s subscribers", abs(moved.value)) % words


def moves(story: ChannelStory) -> list[Move]:
    """Videos, subscribers, views: is and was."""
    channel, start, moved = story.channel, story.start, story.growth
    return [
        Move(_("Videos"), channel.videos, start and start.videos, why(moved.videos)),
        Move(
            _("Subscribers"),
            channel.subscribers,
            start and start.subscribers,
            why(moved.subscribers),
            exact=False,
        ),
        Move(_("Views"), channel.views, start and start.views, why(moved.views)),
    ]


def why(moved: Change) -> str:
    """Why a change is unknown; "" where it is known."""
    return {
        Reason.HIDDEN: _("hidden by you"),
        Reason.NOT_TOLD: _("YouTube does not say"),
        Reason.NO_BASELINE: _("start not known"),
    }.get(moved.reason, "")


def notices(progress: ChannelProgress, *, now: datetime, history: timedelta) -> list[Notice]:
    """What has to be said before the figures are read, the gravest first."""
    found = [_state_notice(progress), _stale_notice(progress.channel, now=now)]
    found += [_baseline_notice(progress, history=history), _hidden_notice(progress.channel)]
    return [notice for notice in found if notice]


def _state_notice(progress: ChannelProgress) -> Notice | None:
    channel = progress.channel
    if progress.connection_state == "gone":
        return Notice(
            "bad",
            _("YouTube does not know this channel any more"),
            _(
                "It was not found on two different days. If you have another channel now, connect "
                "that one; what you reached is kept."
            ),
            reverse("channel_connect"),
            _("Connect another channel"),
        )
    if progress.connection_state == "reconnect":
        return Notice(
            "warn",
            _("Connect your channel again"),
            _(
                "Google no longer lets us read it since %(day)s. Without a new connection its "
                "figures are deleted within 30 days."
            )
            % {"day": day(progress.connection.needs_reconnect_since)},
            reverse("channel_connect"),
            _("Connect again"),
        )
    if channel.missing_on is not None:
        return Notice(
            "warn",
            _("YouTube left your channel out"),
            _("Missing since %(day)s. We ask again tomorrow; nothing is deleted.")
            % {"day": day(channel.missing_on)},
        )
    return None


def _stale_notice(channel: Channel, *, now: datetime) -> Notice | None:
    if channel.gone_at or channel.missing_on or channel.synced_at is None:
        return None
    if not channel.is_stale(now):
        return None
    return Notice(
        "info",
        _("These figures are some days old"),
        _("YouTube last answered on %(day)s. New ones come with the next night that works.")
        % {"day": day(channel.synced_at)},
    )


def _baseline_notice(progress: ChannelProgress, *, history: timedelta) -> Notice | None:
    state = progress.baseline_state
    if state is BaselineState.EXPIRED:
        return Notice(
            "info",
            _("We may show the last %(n)s days only") % {"n": count(history.days)},
            _(
                "Your channel is connected by its address. Such figures are kept for %(n)s days "
                "only, so your starting point is gone. The figures here count from the oldest day "
                "that we still have."
            )
            % {"n": count(history.days)},
        )
    if state is BaselineState.NOT_ENROLLED:
        return Notice(
            "info",
            _("You are not in a cohort yet"),
            _("Your starting point is recorded when your cohort takes you in."),
        )
    if progress.baseline_late:
        days = (progress.baseline.day - site_day(progress.enrolment.enrolled_at)).days
        return Notice("info", _("Your starting point came later"), _late_text(progress, days))
    return None


def _late_text(progress: ChannelProgress, days: int) -> str:
    text = ngettext(
        "You connected the channel %(n)s day after you began, so the figures count from %(day)s.",
        "You connected the channel %(n)s days after you began, so the figures count from %(day)s.",
        days,
    )
    return text % {"n": count(days), "day": day(progress.baseline.day)}


def _hidden_notice(channel: Channel) -> Notice | None:
    if not channel.subscribers_hidden:
        return None
    return Notice(
        "info",
        _("You hide your subscribers"),
        _("YouTube does not tell us how many there are. That is not zero, and you may leave it."),
    )
