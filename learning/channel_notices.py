"""What has to be said about a person's channel before its figures are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.channel_progress import BaselineState, ChannelProgress
from design.formats import count, day
from design.site_time import site_day
from youtube_integration.models import Channel, ChannelConnection


@dataclass(frozen=True, slots=True)
class Notice:
    """Parameters of `components/notice.html`."""

    tone: str
    heading: str
    text: str
    url: str = ""
    action: str = ""


def notices(
    progress: ChannelProgress, connection: ChannelConnection, *, now: datetime, history: timedelta
) -> list[Notice]:
    """What has to be said before the figures are read, the gravest first.

    `connection` is that of `progress`, which has one.
    """
    found = [_state_notice(connection), _stale_notice(connection.channel, now=now)]
    found += [_baseline_notice(progress, history=history), _hidden_notice(connection.channel)]
    return [notice for notice in found if notice]


def _state_notice(connection: ChannelConnection) -> Notice | None:
    channel = connection.channel
    if connection.state == "gone":
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
    if connection.state == "reconnect":
        return Notice(
            "warn",
            _("Connect your channel again"),
            _(
                "Google no longer lets us read it since %(day)s. Without a new connection its "
                "figures are deleted within 30 days."
            )
            % {"day": day(connection.needs_reconnect_since)},
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
    enrolled_at = progress.enrolment.enrolled_at
    if progress.baseline_late and progress.baseline and enrolled_at:
        return _late_notice(began=site_day(enrolled_at), counted_from=progress.baseline.day)
    return None


def _late_notice(*, began: date, counted_from: date) -> Notice:
    days = (counted_from - began).days
    text = ngettext(
        "You connected the channel %(n)s day after you began, so the figures count from %(day)s.",
        "You connected the channel %(n)s days after you began, so the figures count from %(day)s.",
        days,
    )
    words = {"n": count(days), "day": day(counted_from)}
    return Notice("info", _("Your starting point came later"), text % words)


def _hidden_notice(channel: Channel) -> Notice | None:
    if not channel.subscribers_hidden:
        return None
    return Notice(
        "info",
        _("You hide your subscribers"),
        _("YouTube does not tell us how many there are. That is not zero, and you may leave it."),
    )
