"""Kelurahan and the kecamatan they lie in, by the code of the Ministry of Home Affairs."""

from __future__ import annotations

import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.text import cleaned

REGION_CODE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")
# Ten digits however they are parted, and the ".0" or apostrophe that spreadsheets add.
DIGITS_OF_A_CODE = re.compile(
    r"['’]?(\d{2})[ .-]?(\d{2})[ .-]?(\d{2})[ .-]?(\d{4})(?:\.0?)?", re.ASCII
)


def normalise_region_code(text: str | None) -> str:
    """A kelurahan's code with its dots, whatever a spreadsheet or a clerk made of them.

    Anything else comes back trimmed, for the caller to look up in vain and to name.
    """
    trimmed = cleaned(text or "")
    digits = DIGITS_OF_A_CODE.fullmatch(trimmed)
    return ".".join(digits.groups()) if digits else trimmed


class RegionQuerySet(models.QuerySet["Region"]):
    def in_order(self) -> RegionQuerySet:
        """By kecamatan, then kelurahan, as people look for theirs."""
        return self.order_by("kecamatan", "kelurahan")


class Region(models.Model):
    code = models.CharField(
        _("code"),
        max_length=13,
        primary_key=True,
        validators=[RegexValidator(rf"^{REGION_CODE.pattern}$")],
    )
    kecamatan = models.CharField(_("kecamatan"), max_length=100)
    kelurahan = models.CharField(_("kelurahan"), max_length=100)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["kecamatan", "kelurahan"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kecamatan="") & ~models.Q(kelurahan=""),
                name="region_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kelurahan}, {self.kecamatan}"
