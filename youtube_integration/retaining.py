"""Forgetting in time: what YouTube's policies and a person's consent let Kanal keep.

Figures of a channel whose owner has not consented are kept for 30 days (a setting may say less),
with a standing consent as long as it lasts. Titles and descriptions are refreshed or deleted at
30 days whatever the connection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Consent
from youtube_integration.connecting import HISTORY
from youtube_integration.counting import lock_channels_of, recount_uploads
from youtube_integration.counts import Counts
from youtube_integration.models import (
    LONGEST_HISTORY_DAYS,
    Channel,
    ChannelConnection,
    ChannelSnapshot,
    Video,
    VideoSnapshot,
    YouTubeSettings,
)
from youtube_integration.models.counted import columns_of

#: A channel that was looked up and then not connected is kept so long, for who comes back to it.
UNCLAIMED_FOR = timedelta(days=1)
ROWS_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class PurgeResult:
    """How many rows were deleted, or in `figures` and `titles` emptied."""

    channels: int
    snapshots: int
    videos: int
    video_snapshots: int
    connections: int
    figures: int
    titles: int

    @property
    def last_line(self) -> str:
        return " ".join(f"{name}={getattr(self, name)}" for name in self.__slots__)


def purge(*, now: datetime, progress: Callable[[int], object] | None = None) -> PurgeResult:
    """Delete what may not be kept any longer. Idempotent; each portion is its own transaction.

    `progress` gets the number of rows of each portion.
    """
    cut = now - timedelta(days=YouTubeSettings.current().history_days)
    # The setting speaks of figures: what the monthly sweep refreshes would often be older.
    month = now - timedelta(days=LONGEST_HISTORY_DAYS)
    consented = consented_channels(cut)
    delete = partial(_delete, progress=progress)
    channel_rows = ChannelSnapshot.objects.filter(fetched_at__lt=cut)
    video_rows = VideoSnapshot.objects.filter(fetched_at__lt=cut)
    outdated = _outdated_videos(consented, month)

    # A channel takes all that hangs on it along; only then what is left is looked at by its age.
    channels = delete(_unclaimed(now))
    snapshots = delete(channel_rows.exclude(channel__in=consented))
    video_snapshots = delete(video_rows.exclude(video__channel__in=consented))
    # Before its videos go: a run that is killed in between reads a list once more, and no more.
    _begin_lists_anew(outdated)
    videos = delete(outdated)
    connections = delete(ChannelConnection.objects.filter(disconnected_at__lt=cut))
    figures = _empty_statistics(consented, cut)
    titles = _empty_titles(month)
    return PurgeResult(
        channels=channels,
        snapshots=snapshots,
        videos=videos,
        video_snapshots=video_snapshots,
        connections=connections,
        figures=figures,
        titles=titles,
    )


def consented_channels(cut: datetime) -> QuerySet[Channel]:
    """Channels whose owner is connected and lets their history be kept.

    A connection that YouTube has refused since before `cut` has lost that.
    """
    consent = Consent.objects.open().for_purpose(HISTORY).filter(user=OuterRef("user"))
    owners = (
        ChannelConnection.objects.open()
        .owned()
        .filter(Exists(consent))
        .filter(Q(needs_reconnect_since__isnull=True) | Q(needs_reconnect_since__gte=cut))
    )
    return Channel.objects.filter(pk__in=owners.values("channel"))


def _unclaimed(now: datetime) -> QuerySet[Channel]:
    before = now - UNCLAIMED_FOR
    claimed = ChannelConnection.objects.open().filter(channel=OuterRef("pk"))
    seen = Coalesce(F("synced_at"), F("created_at"))
    return Channel.objects.annotate(seen=seen).filter(~Exists(claimed), seen__lt=before)


def _delete(rows: QuerySet, *, progress: Callable[[int], object] | None) -> int:
    """Delete in portions, so that memory and locks stay small; what hangs on rows is not counted."""
    deleted: Counter[str] = Counter()
    every: QuerySet = QuerySet(rows.model)
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:ROWS_AT_A_TIME]):
        with transaction.atomic():
            owners = lock_channels_of(keys) if rows.model is Video else []
            locked = every.select_for_update().filter(pk__in=keys).order_by("pk")
            list(locked.values_list("pk", flat=True))
            # Asked again under the lock: somebody may have connected a channel since.
            still = list(rows.filter(pk__in=keys).values_list("pk", flat=True))
            deleted.update(every.filter(pk__in=still).delete()[1])
            recount_uploads(owners)
        if progress:
            progress(len(still))
    return deleted[rows.model._meta.label]


def _outdated_videos(consented: QuerySet[Channel], cut: datetime) -> QuerySet[Video]:
    """Videos without consent whose details were not refreshed."""
    refreshed_at = Coalesce(F("read_at"), F("first_seen_at"))
    return (
        Video.objects.exclude(channel__in=consented)
        .annotate(refreshed_at=refreshed_at)
        .filter(refreshed_at__lt=cut)
    )


def _begin_lists_anew(videos: QuerySet[Video]) -> None:
    """The lists of those that are still public are read from their start, as at first contact."""
    public = videos.filter(gone_at__isnull=True).order_by()
    channels = list(public.values_list("channel", flat=True).distinct())
    Channel.objects.filter(pk__in=channels).update(uploads_counted=None, uploads_read_at=None)


def _empty_statistics(consented: QuerySet[Channel], cut: datetime) -> int:
    """Without consent a channel that has not answered for so long keeps its id and nothing else."""
    old = Channel.objects.exclude(pk__in=consented).filter(synced_at__lt=cut)
    return old.filter(Channel.any_known() | ~Q(handle="", handle_key="")).update(
        **columns_of(Counts()),
        handle="",
        handle_key="",
        country="",
        published_at=None,
        uploads_counted=None,
    )


def _empty_titles(cut: datetime) -> int:
    blank = Q(title="", description="")
    videos = Video.objects.filter(read_at__lt=cut).exclude(blank)
    channels = Channel.objects.filter(synced_at__lt=cut).exclude(blank & Q(thumbnail_url=""))
    return videos.update(title="", description="") + channels.update(
        title="", description="", thumbnail_url=""
    )
