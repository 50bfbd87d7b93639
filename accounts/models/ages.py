"""From which age a trainee may have a channel, and until which a guardian has to agree."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import register_setting

from accounts.editing import SharedForm
from accounts.site_settings import SettingsOfSite


@register_setting(icon="group")
class AgeSettings(SettingsOfSite):
    channel_age = models.PositiveSmallIntegerField(
        _("age from which a channel may be connected"),
        default=16,
        help_text=_("In Indonesia 16, by PP 17/2025. Younger trainees learn without a channel."),
    )
    guardian_age = models.PositiveSmallIntegerField(
        _("age from which no guardian has to agree"),
        default=18,
        help_text=_("Below it a guardian's consent, recorded by staff, comes before a channel."),
    )

    base_form_class = SharedForm

    class Meta:
        verbose_name = _("ages")
        verbose_name_plural = _("ages")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(guardian_age__gte=models.F("channel_age")),
                name="guardian_age_not_below_channel_age",
                violation_error_message=_(
                    "The guardian's age cannot be lower than the age for a channel."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel_age}, {self.guardian_age}"
