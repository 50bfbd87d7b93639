"""Work that a run takes for itself, for a while, by a conditional UPDATE."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from youtube_integration.models.runs import SyncRun

LEASE = timedelta(minutes=15)

Row = TypeVar("Row", bound=models.Model)


class LeasedQuerySet(models.QuerySet[Row]):
    def free(self, now: datetime) -> LeasedQuerySet[Row]:
        """Held by nobody, or for longer than a lease can run (a clock that was set back)."""
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lte=now) | Q(lease_until__gt=now + LEASE)
        )

    def claim(self, keys: Sequence[str], *, run: SyncRun, now: datetime) -> list[str]:
        """Take the rows of these keys that are still in this queryset and free; returns theirs.

        Two runs that want the same rows get disjoint ones: each UPDATE sees the other's result.
        """
        self.filter(pk__in=keys).free(now).update(lease_until=now + LEASE, lease_run=run)
        every = type(self)(self.model, using=self.db)
        held = every.filter(pk__in=keys, lease_run=run)
        mine = set(held.values_list("pk", flat=True))
        return [key for key in keys if key in mine]

    def release(self) -> int:
        """Give the rows back to whoever comes next."""
        return self.update(lease_until=None, lease_run=None)


class Leased(models.Model):
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease_run = models.ForeignKey(
        "youtube_integration.SyncRun",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True
