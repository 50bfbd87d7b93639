"""What YouTube said on a day. The day's first good answer; it never changes afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from design.site_time import site_day
from youtube_integration.models.channels import Channel
from youtube_integration.models.counted import Counted, columns_of


class ChannelSnapshotQuerySet(models.QuerySet["ChannelSnapshot"]):
    def write(self, channel: Channel, *, now: datetime) -> tuple[ChannelSnapshot, bool]:
        """The day's snapshot of what the channel has just become, and whether it is new.

        An earlier answer of the same day stands as it is.
        """
        return self.get_or_create(
            channel=channel,
            day=site_day(now),
            defaults={"fetched_at": now, **columns_of(channel.counts)},
        )

    def write_many(self, channels: Iterable[Channel], *, now: datetime) -> list[ChannelSnapshot]:
        """The day's snapshots of these channels; only the new ones come back."""
        channels, day = list(channels), site_day(now)
        written = self.filter(day=day, channel__in=channels).values_list("channel_id", flat=True)
        known = set(written)
        return self.bulk_create(
            ChannelSnapshot(channel=channel, day=day, fetched_at=now, **columns_of(channel.counts))
            for channel in channels
            if channel.pk not in known
        )


class ChannelSnapshot(Counted):
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="snapshots")
    day = models.DateField(_("day"), help_text=_("The site's date of the answer."))
    fetched_at = models.DateTimeField(_("fetched at"))

    objects = ChannelSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel snapshot")
        verbose_name_plural = _("channel snapshots")
        ordering = ["channel", "day"]
        constraints = [
            *Counted.Meta.constraints,
            models.UniqueConstraint(
                fields=["channel", "day"], name="snapshot_one_per_channel_and_day"
            ),
        ]
        indexes = [
            # Retention asks for all that is older than a moment.
            models.Index(fields=["fetched_at"], name="snapshot_oldest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.day}"
