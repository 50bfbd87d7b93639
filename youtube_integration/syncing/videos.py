"""Videos, pooled 50 a unit over all channels: their details, and their figures at set ages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial

from django.db import transaction

from youtube_integration.api import VideoRecord, VideoStats
from youtube_integration.counting import lock_channels_of, recount_uploads
from youtube_integration.models import Video, VideoQuerySet, VideoSnapshot
from youtube_integration.signals import video_discovered
from youtube_integration.syncing.work import Work, each_alone


def read_details(work: Work, only: Iterable[str] | None = None) -> None:
    """Ask for every video that is new, swept, suspected gone, or an unfinished broadcast near its date.

    `only` restricts that to some video ids.
    """
    waiting = Video.objects.read_due(work.moment)
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    for pool, mine in _claimed(work, waiting):
        owners = {pool[video] for video in mine}
        records = work.call(partial(work.client.videos_by_id, mine), about=owners)
        if records is not None:
            answered, now = {record.video_id: record for record in records}, work.clock()
            each_alone(
                partial(_write_details, answered=answered, now=now),
                mine,
                on_failure=partial(_leave_owner, work, pool),
            )
            work.videos += len(answered)


def _claimed(work: Work, waiting: VideoQuerySet) -> Iterator[tuple[Mapping[str, str], list[str]]]:
    """Each pool of waiting videos (id to channel) with the ids that this run took; given back after."""
    for pool in work.pools(waiting):
        if mine := waiting.claim(list(pool), run=work.run, now=work.clock()):
            yield pool, mine
            Video.objects.filter(pk__in=mine, lease_run=work.run).release()


def _leave_owner(work: Work, pool: Mapping[str, str], video: str) -> None:
    work.leave([pool[video]])


@transaction.atomic
def _write_details(keys: list[str], answered: dict[str, VideoRecord], *, now: datetime) -> None:
    rows = Video.objects.select_for_update(of=("self",), no_key=True).select_related("channel")
    channels = lock_channels_of(keys)
    for video in rows.filter(pk__in=keys).order_by("pk"):
        record, is_new = answered.get(video.pk), not video.is_read
        if record is None:
            video.note_missing(now=now)
        else:
            video.take_over(record, now=now)
        video.lease_until = video.lease_run = None
        video.save()
        if is_new and record is not None:
            video_discovered.send(sender=Video, video=video, now=now)
    recount_uploads(channels)


def read_statistics(work: Work) -> set[str]:
    """Take the figures of every video that has reached an age at which they are taken.

    Returns the ids that YouTube left out of its answers.
    """
    left_out: set[str] = set()
    waiting = Video.objects.statistics_due(work.moment)
    for pool, mine in _claimed(work, waiting):
        owners = {pool[video] for video in mine}
        statistics = work.call(partial(work.client.video_stats, mine), about=owners)
        if statistics is not None:
            answered, now = {stats.video_id: stats for stats in statistics}, work.clock()
            each_alone(
                partial(_write_statistics, answered=answered, moment=work.moment, now=now),
                mine,
                on_failure=partial(_leave_owner, work, pool),
            )
            left_out.update(set(mine) - answered.keys())
    return left_out


@transaction.atomic
def _write_statistics(
    keys: list[str], answered: dict[str, VideoStats], *, moment: datetime, now: datetime
) -> None:
    videos = Video.objects.filter(pk__in=[key for key in keys if key in answered])
    VideoSnapshot.objects.bulk_create(
        [
            VideoSnapshot(
                video=video,
                age=age,
                fetched_at=now,
                views=answered[video.pk].views,
                likes=answered[video.pk].likes,
                comments=answered[video.pk].comments,
            )
            for video in videos
            if (age := video.age_due(moment)) is not None
        ],
        ignore_conflicts=True,
    )
    # Left out here is no proof; whether they are gone, the details say.
    Video.objects.filter(pk__in=[key for key in keys if key not in answered]).update(read_due=True)
