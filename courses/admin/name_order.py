"""Lists in the admin that can be sorted by name."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet


class NameOrder:
    """For an index view: neither capitals nor accents count in the order of names."""

    ordering: Any

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.ordering in ("name", "-name"):
            return queryset.order_by(f"{self.ordering}_sort", "pk")
        return super().order_queryset(queryset)  # type: ignore[misc]  # a mixin: Wagtail's view is beside it
