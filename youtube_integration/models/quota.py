"""The ledger: units spent per bucket and Pacific day."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from youtube_integration.api import MAIN, STATS, QuotaExceeded, next_pacific_midnight, pacific_day


class QuotaSpendQuerySet(models.QuerySet["QuotaSpend"]):
    def spend(self, bucket: str, units: int, now: datetime, *, reserve: int = 0) -> None:
        """Count `units` before they are asked for; commits alone, whatever happens next.

        Raises QuotaExceeded, and counts nothing, where fewer than `reserve` units would be left of
        the day. Durable: within a transaction it raises RuntimeError, since no request may be
        made inside one.
        """
        allowed = settings.YOUTUBE_DAILY_QUOTA - reserve
        day = pacific_day(now)
        with transaction.atomic(durable=True):
            room = self.filter(day=day, bucket=bucket, units__lte=allowed - units)
            if room.update(units=F("units") + units):
                return
            self.get_or_create(day=day, bucket=bucket, defaults={"units": 0})
            if room.update(units=F("units") + units):
                return
        raise QuotaExceeded(next_pacific_midnight(now))

    def spent(self, bucket: str, now: datetime) -> int:
        """Units of the bucket that the Pacific day of `now` has cost so far."""
        row = self.filter(day=pacific_day(now), bucket=bucket).first()
        return row.units if row else 0


class QuotaSpend(models.Model):
    class Bucket(models.TextChoices):
        MAIN = MAIN, _("all other questions")
        STATS = STATS, _("video figures")

    day = models.DateField(_("Pacific day"))
    bucket = models.CharField(_("bucket"), max_length=20, choices=Bucket.choices)
    units = models.PositiveIntegerField(_("units"), default=0)

    objects = QuotaSpendQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota spend")
        verbose_name_plural = _("quota spends")
        ordering = ["-day", "bucket"]
        constraints = [
            models.UniqueConstraint(fields=["day", "bucket"], name="spend_once_per_day_and_bucket"),
            models.CheckConstraint(
                condition=models.Q(bucket__in=[MAIN, STATS]), name="spend_bucket_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.bucket}: {self.units}"
