"""From which age a trainee may have a channel, and until which a guardian has to agree."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import register_setting

from accounts.editing import SharedForm
from accounts.site_settings import SettingsOfSite

#: Why no channel may be connected yet; see `AgeSettings.hindrance`.
Hindrance = Literal["birth_year", "under_age", "guardian"]


def full_years(birth_year: int | None, today: date) -> int | None:
    """The younger of the two ages that a year of birth allows; None while unknown."""
    return None if birth_year is None else today.year - birth_year - 1


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

    def hindrance(self, age: int | None, *, guardian_agreed: bool) -> Hindrance | None:
        """Why somebody of this age may not connect a channel; None where nothing stands in the way.

        `birth_year`: unknown; `under_age`: below the law's age; `guardian`: old enough, but a
        guardian's consent is not recorded.
        """
        if age is None:
            return "birth_year"
        if age < self.channel_age:
            return "under_age"
        if age < self.guardian_age and not guardian_agreed:
            return "guardian"
        return None
