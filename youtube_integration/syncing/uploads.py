"""Lists of uploads: read only where the public video count moved, and no further than it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction

from youtube_integration.api import NotFound, PlaylistEntry, PlaylistPage
from youtube_integration.counting import recount_uploads
from youtube_integration.models import Channel, Video
from youtube_integration.syncing.work import Work, each_alone

PAGES_AT_FIRST_CONTACT = 2


@dataclass
class Reading:
    """What the pages of one list brought. `counted` is the number of videos that led here."""

    counted: int | None = None
    listed: dict[str, PlaylistEntry] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    to_its_end: bool = False


def read_uploads(work: Work) -> None:
    """Read each list that is due; one list is one unit of work, however many pages it has."""
    waiting = Channel.objects.filter(uploads_due=True)
    due = set(waiting.readable().values_list("pk", flat=True))
    for key in [key for key in work.scope if key in due]:
        if not waiting.claim([key], run=work.run, now=work.clock()):
            continue
        channel = Channel.objects.get(pk=key)
        reading = work.call(partial(_read, work, channel), about=[key])
        if reading is not None:
            now = work.clock()
            each_alone(
                partial(_write, reading=reading, now=now),
                [key],
                on_failure=lambda key: work.leave([key]),
            )
        Channel.objects.filter(pk=key, lease_run=work.run).release()
        work.step(1)


def _read(work: Work, channel: Channel) -> Reading:
    """Newest pages first, until as many new videos are found as the count rose.

    The list is not strictly ordered and may hold less than the count says, so a page without
    anything new also ends it: what is still missing then is left to the monthly sweep.
    """
    # The count says how many videos are missing here, the list alone which: neither is enough.
    is_first = channel.uploads_counted is None
    rise = (channel.videos or 0) - (channel.uploads_counted or 0)
    reading, token, pages = Reading(counted=channel.videos), None, 0
    while channel.uploads_playlist_id:
        page = _page(work, channel, token)
        pages += 1
        fresh = _new_on(page, reading)
        # Newer uploads push entries onto the next page while we read: an entry may come twice.
        reading.new |= fresh
        reading.listed |= {entry.video_id: entry for entry in page.entries}
        token = page.next_token
        reading.to_its_end = token is None
        # A first contact has no count to rise from: without a limit a channel of 5,000 videos
        # would cost a hundred units in the night it joins.
        enough = len(reading.new) >= rise or (is_first and pages >= PAGES_AT_FIRST_CONTACT)
        if token is None or not fresh or enough:
            break
    return reading


def _page(work: Work, channel: Channel, token: str | None) -> PlaylistPage:
    try:
        return work.client.uploads_page(channel.uploads_playlist_id, token)
    except NotFound:
        # Closed to everyone: for a visitor there is nothing in it.
        return PlaylistPage(total=0)


def _new_on(page: PlaylistPage, reading: Reading) -> set[str]:
    listed = {entry.video_id for entry in page.entries} - reading.listed.keys()
    known = Video.objects.filter(pk__in=listed).values_list("pk", flat=True)
    return listed - set(known)


@transaction.atomic
def _write(keys: list[str], *, reading: Reading, now: datetime) -> None:
    held = Channel.objects.select_for_update(of=("self",), no_key=True)
    channel = held.filter(pk__in=keys).first()
    if channel is None:  # disconnected meanwhile
        return
    Video.objects.bulk_create(
        [
            Video(
                video_id=entry.video_id,
                channel=channel,
                published_at=entry.published_at,
                first_seen_at=now,
            )
            for entry in reading.listed.values()
            if entry.video_id in reading.new
        ],
        # A run whose lease ran out may still be writing what it read of the same list.
        ignore_conflicts=True,
    )
    # Listed again: whoever was taken for gone is asked about anew.
    again = channel.uploads.filter(gone_at__isnull=False, pk__in=reading.listed)
    again.update(read_due=True, missing_on=None)
    _suspect(channel, reading)
    # Not the count of now: somebody may have looked the channel up while its list was read.
    channel.uploads_counted = reading.counted
    channel.uploads_read_at = now
    channel.uploads_due = False
    channel.lease_until = channel.lease_run = None
    channel.save()
    recount_uploads([channel.pk])


def _suspect(channel: Channel, reading: Reading) -> None:
    """Where fewer videos are public than we hold, ask about those that the pages should show."""
    held = channel.uploads.public()
    if channel.videos is None or held.count() <= channel.videos:
        return
    absent = held.exclude(pk__in=reading.listed)
    dates = [entry.published_at for entry in reading.listed.values() if entry.published_at]
    # Of videos older than the last page that was read, the list has said nothing.
    if not reading.to_its_end and dates:
        absent = absent.filter(published_at__gte=min(dates))
    absent.update(read_due=True)
