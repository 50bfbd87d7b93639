"""What is kept of a channel's uploads, so that nobody has to read them all: how many public ones we
hold, when the last was, and since when they come regularly.

Each act that changes which videos are public keeps it; `recount_all` comes to the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from youtube_integration.models import Channel, ChannelQuerySet, Video
from youtube_integration.rhythm import regular_from

CHANNELS_AT_A_TIME = 500
STORED_COLUMNS = ("known_uploads", "last_upload_at", "regular_from")


def lock_channels_of(videos: Collection[str]) -> list[str]:
    """Keys of the channels of these videos, held: whoever writes both holds the channel first."""
    owners = Video.objects.filter(pk__in=videos).values("channel")
    return list(_locked(Channel.objects.filter(pk__in=owners)).values_list("pk", flat=True))


def _locked(channels: ChannelQuerySet) -> ChannelQuerySet:
    return channels.order_by("pk").select_for_update(of=("self",), no_key=True)


@transaction.atomic
def recount_uploads(channels: Collection[str]) -> int:
    """Look at the public uploads of these channels; returns how many channels were kept wrong."""
    # Held first: two batches of one channel's videos may be written at the same moment.
    locked = _locked(Channel.objects.filter(pk__in=channels))
    stored = {pk: columns for pk, *columns in locked.values_list("pk", *STORED_COLUMNS)}
    public = Video.objects.public().filter(channel__in=stored).order_by()
    known = dict(public.values("channel").annotate(n=Count("pk")).values_list("channel", "n"))
    moments: dict[str, list[datetime]] = defaultdict(list)
    for channel, moment in public.published().values_list("channel", "published_at"):
        if moment is not None:
            moments[channel].append(moment)
    found = {
        pk: [known.get(pk, 0), max(moments[pk], default=None), regular_from(moments[pk])]
        for pk in stored
    }
    wrong = [pk for pk in stored if stored[pk] != found[pk]]
    for pk in wrong:
        Channel.objects.filter(pk=pk).update(**dict(zip(STORED_COLUMNS, found[pk], strict=True)))
    return len(wrong)


def recount_all() -> int:
    """Every channel, in portions; returns how many were kept wrong."""
    keys = list(Channel.objects.order_by("pk").values_list("pk", flat=True))
    starts = range(0, len(keys), CHANNELS_AT_A_TIME)
    return sum(recount_uploads(keys[start : start + CHANNELS_AT_A_TIME]) for start in starts)
