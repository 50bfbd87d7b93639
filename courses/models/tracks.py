"""The topic lines of the programme, from technical to entertainment."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from accounts.editing import SharedForm
from accounts.models.name_keys import TitleSortKeyField
from cms.content_version import ContentQuerySet


class Colour(models.TextChoices):
    """The walls of the look; a track keeps its own on every page of its courses."""

    TEAL = "teal", _("Teal")
    CORAL = "coral", _("Coral")
    BLUE = "blue", _("Blue")
    LIME = "lime", _("Lime")


class Track(models.Model):
    """A topic line, from technical to entertainment."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    summary = models.CharField(_("summary"), max_length=160, blank=True)
    colour = models.CharField(_("paint"), max_length=10, choices=Colour, default=Colour.TEAL)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_sort = TitleSortKeyField()

    objects = ContentQuerySet.as_manager()

    base_form_class = SharedForm
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("summary"),
        FieldPanel("colour"),
        FieldPanel("order"),
    ]

    class Meta:
        ordering = ["order", "name_sort", "pk"]
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        constraints = [
            models.CheckConstraint(
                condition=Q(colour__in=Colour.values), name="track_colour_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sort_key(self) -> tuple[int, str, int]:
        """Orders tracks at hand as `ordering` does."""
        return self.order, self.name_sort, self.pk
