"""The videos of a channel that a person's page tells about, and their views at equal ages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from django.db.models import F

from youtube_integration.models import Channel, Video, VideoSnapshot

#: The ages in days at which videos are compared.
AGES_SHOWN = (1, 7, 28)
SHOWN = ("title", "published_at", "duration", "privacy", "gone_at", "live")


class Uploads:
    """All videos of a channel, read once when they are first asked for (one query).

    A channel's list is short: its first hundred, and what was uploaded since it was connected.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    @cached_property
    def videos(self) -> list[Video]:
        """The newest first, those without a date last."""
        newest = F("published_at").desc(nulls_last=True)
        # `channel` too: the related manager would ask for it, video by video.
        return list(self.channel.uploads.only("channel", *SHOWN).order_by(newest, "pk"))

    def published_since(self, moment: datetime) -> list[datetime]:
        """When its public videos were published, the newest first; those from `moment` on."""
        found = (video.published_at for video in self.videos if video.is_public)
        return [at for at in found if at is not None and at >= moment]

    def views(self, *, shown_since: datetime | None) -> Views:
        """At the ages that are compared, of all videos (one query)."""
        rows = VideoSnapshot.objects.filter(video__channel=self.channel, age__in=AGES_SHOWN)
        if shown_since:
            rows = rows.filter(fetched_at__gte=shown_since)
        return Views(rows.order_by().values_list("video_id", "age", "views"))


class Views:
    """`rows`: video, age in days, views or None where YouTube did not say."""

    def __init__(self, rows: Iterable[tuple[str, int, int | None]]) -> None:
        self._taken: dict[str, dict[int, int | None]] = defaultdict(dict)
        #: The most of the channel at each age.
        self.most: dict[int, int] = dict.fromkeys(AGES_SHOWN, 0)
        for video_id, age, views in rows:
            self._taken[video_id][age] = views
            self.most[age] = max(self.most[age], views or 0)

    def of(self, video: Video) -> dict[int, int | None]:
        """By age; an age is missing where nothing was taken."""
        return self._taken.get(video.video_id, {})
