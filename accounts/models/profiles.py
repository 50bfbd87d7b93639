"""What a person tells about themselves beyond name and address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.ages import AgeSettings, Hindrance, full_years
from accounts.models.regions import Region

EARLIEST_BIRTH_YEAR = 1900


class Gender(models.TextChoices):
    FEMALE = "F", _("female")
    MALE = "M", _("male")


class Language(models.TextChoices):
    INDONESIAN = "id", "Bahasa Indonesia"
    ENGLISH = "en", "English"


class Profile(models.Model):
    """An unknown value is empty or null, never a guess; an unknown region is not "outside"."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices, blank=True)
    region = models.ForeignKey(
        Region,
        verbose_name=_("kelurahan"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="profiles",
    )
    outside_region = models.BooleanField(_("lives outside the programme's region"), default=False)
    instagram = models.CharField("Instagram", max_length=30, blank=True)
    tiktok = models.CharField("TikTok", max_length=24, blank=True)
    facebook = models.CharField("Facebook", max_length=50, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    guardian_name = models.CharField(_("guardian's name"), max_length=150, blank=True)
    guardian_consent_on = models.DateField(_("guardian agreed on"), null=True, blank=True)
    guardian_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    # Names out of accounts.facts.FIELDS: no file takes these over.
    saved_by_person = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone="") | models.Q(phone__startswith="+"),
                name="profile_phone_is_e164",
            ),
            models.CheckConstraint(
                condition=models.Q(birth_year__isnull=True)
                | models.Q(birth_year__range=(EARLIEST_BIRTH_YEAR, 2100)),
                name="profile_birth_year_is_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(gender__in=["", *Gender.values]), name="profile_gender_known"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["", *Language.values]),
                name="profile_language_known",
            ),
            models.CheckConstraint(
                condition=models.Q(region__isnull=True) | models.Q(outside_region=False),
                name="profile_region_or_outside",
            ),
            models.CheckConstraint(
                condition=models.Q(guardian_name="", guardian_consent_on__isnull=True)
                | (~models.Q(guardian_name="") & models.Q(guardian_consent_on__isnull=False)),
                name="profile_guardian_named_and_dated",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def has_guardian_consent(self) -> bool:
        return self.guardian_consent_on is not None

    def channel_hindrance(self, today: date, ages: AgeSettings | None = None) -> Hindrance | None:
        """See `AgeSettings.hindrance`; pass `ages` when asking for many people."""
        age = full_years(self.birth_year, today)
        # Nothing is read of the settings for who told no year.
        ages = ages or (AgeSettings.current() if age is not None else AgeSettings())
        return ages.hindrance(age, guardian_agreed=self.has_guardian_consent)

    def note_person_saved(self, fields: Iterable[str]) -> None:
        """These are the person's own words now; does not save."""
        self.saved_by_person = sorted({*self.saved_by_person, *fields})

    def note_staff_saved(self, fields: Iterable[str]) -> None:
        """Staff wrote these anew, so they are the person's own words no more; does not save."""
        self.saved_by_person = sorted({*self.saved_by_person} - {*fields})

    def record_guardian(self, *, name: str, on: date, by: AbstractBaseUser | None) -> None:
        """Note who agreed, when, and which member of staff wrote it down; does not save."""
        self.guardian_name = name
        self.guardian_consent_on = on
        self.guardian_recorded_by_id = None if by is None else by.pk

    def clear_guardian(self) -> None:
        """Take a guardian's consent back; does not save."""
        self.guardian_name = ""
        self.guardian_consent_on = None
        self.guardian_recorded_by = None
