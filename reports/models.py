"""What reports writes: who took people's data out of the admin, when, and which."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    def note(
        self,
        *,
        person: User,
        report: str,
        file_format: str,
        filters: dict[str, str],
        rows: int,
        now: datetime,
    ) -> AccessLog:
        """Write one export down, before its first byte leaves."""
        return self.create(
            person=person,
            report=report,
            file_format=file_format,
            filters=filters,
            rows=rows,
            at=now,
        )


class AccessLog(models.Model):
    """One export by a member of staff. Rows are never edited.

    `filters` holds what narrowed and ordered the report, as it stood in the address.
    """

    class Report(models.TextChoices):
        PROGRESS = "progress", _("Trainee progress")
        OVERVIEW = "overview", _("Programme overview")
        PEOPLE = "people", _("People")

    # The log outlives the account: that somebody exported stays known when a name must go.
    person = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"))
    report = models.CharField(_("report"), max_length=12, choices=Report.choices)
    file_format = models.CharField(_("format"), max_length=20)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    rows = models.PositiveIntegerField(_("rows"))

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(report__in=["progress", "overview", "people"]),
                name="access_log_report_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(file_format=""), name="access_log_names_its_format"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.at:%Y-%m-%d %H:%M}"
