"""What an operator decides about YouTube."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import register_setting

from accounts.editing import SharedForm
from accounts.site_settings import SettingsOfSite

#: YouTube's Developer Policies III.E.4: without the owner's authorisation figures, and whatever the
#: connection names and titles, are refreshed or deleted within 30 days.
LONGEST_HISTORY_DAYS = 30


@register_setting(icon="media", order=300)
class YouTubeSettings(SettingsOfSite):
    quota_reserve = models.PositiveIntegerField(
        _("units kept for people who are connecting"),
        default=500,
        help_text=_(
            "The nightly sync stops when only these units are left of the day. "
            "Never more than half of the day's units are kept."
        ),
    )
    history_days = models.PositiveSmallIntegerField(
        _("days that figures without the owner's consent are kept"),
        default=LONGEST_HISTORY_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_HISTORY_DAYS)],
        help_text=_("YouTube allows 30 at most."),
    )

    base_form_class = SharedForm

    class Meta:
        verbose_name = "YouTube"
        verbose_name_plural = "YouTube"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(history_days__range=(1, LONGEST_HISTORY_DAYS)),
                name="history_days_within_youtubes_limit",
            ),
        ]

    def __str__(self) -> str:
        return "YouTube"

    @property
    def reserve(self) -> int:
        """Units that the sync leaves, at most half of the day's."""
        return min(self.quota_reserve, settings.YOUTUBE_DAILY_QUOTA // 2)
