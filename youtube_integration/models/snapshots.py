"""What YouTube said on a day. The day's first good answer; it never changes afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from design.site_time import site_day
from youtube_integration.models.channels import Channel
from youtube_integration.models.videos import AGES, Video


class ChannelSnapshotQuerySet(models.QuerySet["ChannelSnapshot"]):
    def write(self, channel: Channel, *, now: datetime) -> tuple[ChannelSnapshot, bool]:
        """The day's snapshot of what the channel has just become, and whether it is new.

        An earlier answer of the same day stands as it is.
        """
        return self.get_or_create(
            channel=channel,
            day=site_day(now),
            defaults={"fetched_at": now, **_figures(channel)},
        )

    def write_many(self, channels: Iterable[Channel], *, now: datetime) -> list[ChannelSnapshot]:
        """The day's snapshots of these channels; only the new ones come back."""
        channels, day = list(channels), site_day(now)
        written = self.filter(day=day, channel__in=channels).values_list("channel_id", flat=True)
        known = set(written)
        return self.bulk_create(
            ChannelSnapshot(channel=channel, day=day, fetched_at=now, **_figures(channel))
            for channel in channels
            if channel.pk not in known
        )


def _figures(channel: Channel) -> dict[str, int | bool | None]:
    names = ("subscribers", "subscribers_hidden", "views", "videos")
    return {name: getattr(channel, name) for name in names}


class ChannelSnapshot(models.Model):
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="snapshots")
    day = models.DateField(_("day"), help_text=_("The site's date of the answer."))
    fetched_at = models.DateTimeField(_("fetched at"))
    subscribers = models.PositiveBigIntegerField(_("subscribers"), null=True)
    subscribers_hidden = models.BooleanField(_("subscribers hidden"), default=False)
    views = models.PositiveBigIntegerField(_("views"), null=True)
    videos = models.PositiveBigIntegerField(_("public videos"), null=True)

    objects = ChannelSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel snapshot")
        verbose_name_plural = _("channel snapshots")
        ordering = ["channel", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "day"], name="snapshot_one_per_channel_and_day"
            ),
            models.CheckConstraint(
                condition=Q(subscribers_hidden=False) | Q(subscribers__isnull=True),
                name="snapshot_hidden_count_is_unknown",
            ),
        ]
        indexes = [
            # Retention asks for all that is older than a moment.
            models.Index(fields=["fetched_at"], name="snapshot_oldest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.day}"


class VideoSnapshot(models.Model):
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="snapshots")
    age = models.PositiveSmallIntegerField(_("age in days"))
    fetched_at = models.DateTimeField(_("fetched at"))
    views = models.PositiveBigIntegerField(_("views"), null=True)
    likes = models.PositiveBigIntegerField(_("likes"), null=True)
    comments = models.PositiveBigIntegerField(_("comments"), null=True)

    class Meta:
        verbose_name = _("video snapshot")
        verbose_name_plural = _("video snapshots")
        ordering = ["video", "age"]
        constraints = [
            models.UniqueConstraint(fields=["video", "age"], name="snapshot_one_per_video_and_age"),
            models.CheckConstraint(
                condition=Q(age__in=list(AGES)), name="video_snapshot_age_is_one_of_ours"
            ),
        ]
        indexes = [
            # Retention asks for all that is older than a moment.
            models.Index(fields=["fetched_at"], name="video_snapshot_oldest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.video_id} +{self.age}"
