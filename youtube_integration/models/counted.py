"""What a row needs that holds the figures of one answer about a channel."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youtube_integration.counts import COUNTS, Counts

#: The columns of `Counted`.
COUNTED_FIELDS = (*COUNTS, "subscribers_hidden")
#: Headings of the figures.
COUNT_LABELS = {"subscribers": _("Subscribers"), "views": _("Views"), "videos": _("Videos")}


class Counted(models.Model):
    subscribers = models.PositiveBigIntegerField(_("subscribers"), null=True, blank=True)
    subscribers_hidden = models.BooleanField(_("subscribers hidden"), default=False)
    views = models.PositiveBigIntegerField(_("views"), null=True, blank=True)
    videos = models.PositiveBigIntegerField(_("public videos"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(subscribers_hidden=False) | Q(subscribers__isnull=True),
                name="%(class)s_hidden_count_is_unknown",
            ),
        ]

    @property
    def counts(self) -> Counts:
        return Counts(**{name: getattr(self, name) for name in COUNTED_FIELDS})

    @counts.setter
    def counts(self, counts: Counts) -> None:
        for name, value in columns_of(counts).items():
            setattr(self, name, value)

    @staticmethod
    def any_known(prefix: str = "") -> Q:
        """Rows of which any figure is known."""
        known = Q()
        for name in COUNTS:
            known |= Q(**{f"{prefix}{name}__isnull": False})
        return known


def columns_of(counts: Counts) -> dict[str, int | bool | None]:
    """The figures by column, for `update` and `bulk_create`."""
    return {name: getattr(counts, name) for name in COUNTED_FIELDS}
