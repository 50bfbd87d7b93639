"""Where the counting of a trainee's channel begins: the figures of the day of enrolment."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from youtube_integration.models import Channel, ChannelSnapshot


class BaselineQuerySet(models.QuerySet["Baseline"]):
    def open(self) -> BaselineQuerySet:
        """Those that are counted from now."""
        return self.filter(ended_at__isnull=True)

    def of_youtube(self) -> BaselineQuerySet:
        return self.filter(source=Baseline.Source.YOUTUBE)

    def begin(self, enrolment: int, snapshot: ChannelSnapshot, *, late: bool) -> None:
        """Count the enrolment of this key from here on. Where another process was first, its row stands."""
        baseline = Baseline(
            enrolment_id=enrolment,
            source=Baseline.Source.YOUTUBE,
            channel_id=snapshot.channel_id,
            snapshot=snapshot,
            day=snapshot.day,
            is_late=late,
        )
        self.bulk_create([baseline], ignore_conflicts=True)

    def end(self, *, now: datetime) -> int:
        """Another one takes their place; day and figures stay. Already ended ones stay as they are."""
        return self.open().update(ended_at=now)

    def forget(self, *, now: datetime) -> int:
        """Take channel and figures off them; the day says that there was one."""
        return self.update(
            channel=None, snapshot=None, is_late=False, ended_at=Coalesce(F("ended_at"), now)
        )


class Baseline(models.Model):
    """One open row per enrolment and source; those of earlier channels stay, ended.

    The snapshot goes when it may not be kept any more. The row then says that there was a
    baseline on that day, so that no later one is taken for it.
    """

    class Source(models.TextChoices):
        YOUTUBE = "youtube", _("YouTube")

    enrolment = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.CASCADE, related_name="baselines"
    )
    source = models.CharField(_("source"), max_length=12, choices=Source)
    channel = models.ForeignKey(
        Channel, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    snapshot = models.ForeignKey(
        ChannelSnapshot, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    day = models.DateField(_("baseline day"))
    is_late = models.BooleanField(_("late baseline"), default=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = BaselineQuerySet.as_manager()

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        # By the key: the enrolment's own order would join cohort and person.
        ordering = ["enrolment_id", "source", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "source"],
                condition=Q(ended_at__isnull=True),
                name="baseline_one_open_per_source",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["youtube"]), name="baseline_source_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.source} {self.day}"
