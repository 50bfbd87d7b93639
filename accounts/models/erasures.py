"""Who asked to be forgotten, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models.users import User


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    def open(self) -> ErasureRequestQuerySet:
        """Neither taken back nor carried out."""
        return self.filter(cancelled_at__isnull=True, erased_at__isnull=True)

    def due(self, now: datetime) -> ErasureRequestQuerySet:
        """Open ones whose waiting time is over, the oldest first."""
        return self.open().filter(due_at__lte=now).order_by("due_at", "pk")

    def of(self, person: User) -> ErasureRequest | None:
        """The person's open request, if there is one."""
        return self.open().filter(person=person).first()


class ErasureRequest(models.Model):
    """A row outlives the person, whom it then no longer names: the deadline can be proven."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="erasure_requests",
    )
    requested_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("to be erased by"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        help_text=_("Empty where the person asked for it themself."),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    cancelled_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure request")
        verbose_name_plural = _("erasure requests")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(cancelled_at__isnull=True, erased_at__isnull=True),
                name="erasure_one_open_per_person",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=models.F("requested_at")), name="erasure_due_after_request"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(erased_at__isnull=True),
                name="erasure_cancelled_or_done",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(person__isnull=True),
                name="erasure_done_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.cancelled_at is None and self.erased_at is None

    def is_overdue(self, now: datetime) -> bool:
        return self.is_open and self.due_at <= now
