"""What moved on a channel, in words: the finding, was and is, and what has to be said about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.channel_progress import ChannelProgress, retention_period
from cohorts.models import Enrolment
from design.bidi import isolated, isolated_word
from design.formats import approx, count, day, signed
from learning.channel_notices import Notice, notices
from learning.channel_uploads import Uploads
from youtube_integration.counts import COUNTS, ROUNDED, Counts
from youtube_integration.growth import Change, Growth, Reason, growth
from youtube_integration.models import COUNT_LABELS, Channel, ChannelSnapshot


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A figure: now, and where it began; `why` is said where one of them is unknown.

    `exact` is False for counts that YouTube rounds.
    """

    label: str
    now: int | None
    was: int | None
    why: str = ""
    exact: bool = True

    @property
    def now_words(self) -> str:
        return self._written(self.now)

    @property
    def was_words(self) -> str:
        """Where it began; where a figure is missing, why."""
        if self.now is None:
            return self.why or _("not known")
        if self.was is None:
            return self.why or _("start not known")
        return _("from %(was)s") % {"was": self._written(self.was)}

    def _written(self, figure: int | None) -> str:
        return count(figure) if self.exact else approx(figure)


@dataclass(frozen=True, slots=True)
class Connection:
    """How the channel is connected: a symbol of the sprite and its words."""

    icon: str
    words: str


@dataclass(frozen=True)
class ChannelStory:
    """A person's channel for the screen; what is read of it is read once."""

    progress: ChannelProgress
    channel: Channel
    notices: list[Notice]
    uploads: Uploads

    @property
    def title(self) -> SafeString:
        return isolated(self.channel.title or self.channel.channel_id)

    @property
    def handle(self) -> str:
        return isolated_word(self.channel.handle)

    @property
    def start(self) -> ChannelSnapshot | None:
        return self.progress.start

    @property
    def counts_from_baseline(self) -> bool:
        return self.progress.baseline is not None

    @cached_property
    def growth(self) -> Growth:
        """From `start` to the last answer."""
        return growth(self.channel.counts, self.start.counts if self.start else None)

    @cached_property
    def new_videos(self) -> int | None:
        """Public videos published since `start`; None while the channel's list was never read."""
        if self.start is None or self.channel.uploads_read_at is None:
            return None
        return len(self.uploads.published_since(self.start.fetched_at))

    @property
    def link_words(self) -> str:
        """What the channel's address is called."""
        return f"@{self.handle}" if self.channel.handle else _("Open on YouTube")

    @property
    def connection(self) -> Connection:
        return {
            "oauth": Connection("check", _("connected, yours")),
            "reconnect": Connection("again", _("to be connected again")),
            "gone": Connection("x", _("gone from YouTube")),
        }.get(self.progress.connection_state, Connection("house", _("named by its address")))

    @property
    def began_words(self) -> str:
        """The figures at `start`, in a sentence; empty where there is none."""
        if self.start is None:
            return ""
        sentence = (
            _(
                "Starting point %(day)s: %(videos)s videos, %(subscribers)s subscribers, %(views)s views."
            )
            if self.counts_from_baseline
            else _("On %(day)s: %(videos)s videos, %(subscribers)s subscribers, %(views)s views.")
        )
        return sentence % {"day": day(self.start.day), **_written(self.start.counts)}

    @property
    def now_words(self) -> str:
        sentence = _("Now: %(videos)s videos, %(subscribers)s subscribers, %(views)s views.")
        return sentence % _written(self.channel.counts)

    @property
    def headline(self) -> str:
        return headline(self)

    @property
    def changes(self) -> list[ShownChange]:
        return changes(self)


def _written(counts: Counts) -> dict[str, str]:
    return {name: (approx if name in ROUNDED else count)(value) for name, value in counts.items()}


def story_of(enrolment: Enrolment, *, now: datetime) -> ChannelStory | None:
    """None where no channel is connected."""
    history = retention_period(now=now)
    progress = ChannelProgress.of(enrolment, now=now, history=history)
    connection = progress.connection
    if connection is None:
        return None
    channel = connection.channel
    found = notices(progress, connection, now=now, history=history)
    return ChannelStory(progress, channel, found, Uploads(channel))


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


OWN_DOING_FIRST = sorted(COUNTS, key=lambda name: name != "videos")


def changes(story: ChannelStory) -> list[ShownChange]:
    """Videos, subscribers, views: is and was."""
    now, was = story.channel.counts, story.start.counts if story.start else Counts()
    return [
        ShownChange(
            str(COUNT_LABELS[name]),
            getattr(now, name),
            getattr(was, name),
            why(getattr(story.growth, name)),
            exact=name not in ROUNDED,
        )
        for name in OWN_DOING_FIRST
    ]


def why(moved: Change) -> str:
    """Why a change is unknown; "" where it is known."""
    return {
        Reason.HIDDEN: _("hidden by you"),
        Reason.NOT_ANSWERED: _("YouTube does not say"),
        Reason.NO_BASELINE: _("start not known"),
    }.get(moved.reason, "")
