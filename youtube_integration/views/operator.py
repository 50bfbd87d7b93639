"""The operator's page: what the nights brought, what they cost, which channels fell out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.admin_parts import page_head
from youtube_integration.api import next_pacific_midnight
from youtube_integration.models import (
    Channel,
    QuotaSpend,
    SyncRun,
    YouTubeSettings,
    reads_sandbox,
)

RUNS_SHOWN = 14
CHANNELS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Bucket:
    """One quota bucket's day; `percent` is at most 100."""

    label: str
    spent: int
    allowed: int

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.spent / self.allowed)) if self.allowed else 100


@dataclass(frozen=True, slots=True)
class Group:
    """Channels that need a look, and why. `shows_known`: how many of their videos we hold, too."""

    heading: str
    explanation: str
    count: int
    channels: list[Channel]
    shows_known: bool


@permission_required("youtube_integration.view_syncrun", raise_exception=True)
def operator_page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        **page_head(_("YouTube sync"), "media"),
        "runs": SyncRun.objects.all()[:RUNS_SHOWN],
        "buckets": _buckets(now),
        "reserve": YouTubeSettings.current().reserve,
        "resumes_at": next_pacific_midnight(now),
        "due": Channel.objects.due(now).count(),
        "connected": Channel.objects.connected().count(),
        "groups": _groups(now),
        "reads_sandbox": reads_sandbox(),
    }
    return render(request, "youtube_integration/admin/operator.html", context)


def _buckets(now: datetime) -> list[Bucket]:
    return [
        Bucket(str(label), QuotaSpend.objects.spent(value, now), settings.YOUTUBE_DAILY_QUOTA)
        for value, label in QuotaSpend.Bucket.choices
    ]


def _groups(now: datetime) -> list[Group]:
    # Nobody asks about those of closed accounts, so nothing would ever change there.
    channels = Channel.objects.of_open_accounts()
    return [
        _group(
            _("Missing since the last answer"),
            _("YouTube left them out once. On a second day they are marked as gone."),
            channels.missing(),
        ),
        _group(
            _("Gone"),
            _("Left out on two different days: closed, or deleted by their owner."),
            channels.gone(),
        ),
        _group(
            _("Without an answer for three days"),
            _("The sync has not reached them: look at the runs and the quota."),
            channels.stale(now),
        ),
        _group(
            _("Lists that hold less than the count says"),
            _(
                "YouTube counts more public videos than its list gives. The monthly sweep looks "
                "again."
            ),
            channels.with_short_list(),
            shows_known=True,
        ),
        _group(
            _("Named by several people"),
            _("Connected by address more than once. Counted once in sums."),
            channels.named_by_several(),
        ),
    ]


def _group(
    heading: str, explanation: str, rows: QuerySet[Channel], *, shows_known: bool = False
) -> Group:
    shown = list(rows.order_by("pk")[: CHANNELS_SHOWN + 1])
    count = len(shown) if len(shown) <= CHANNELS_SHOWN else rows.count()
    return Group(heading, explanation, count, shown[:CHANNELS_SHOWN], shows_known)
