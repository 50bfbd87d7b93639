"""Lists in the admin that can be sorted by name."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower


class NameOrder:
    """For an index view: capital letters do not count in the order of names."""

    ordering: Any

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.ordering == "name":
            return queryset.order_by(Lower("name").asc(), "pk")
        if self.ordering == "-name":
            return queryset.order_by(Lower("name").desc(), "pk")
        return super().order_queryset(queryset)  # type: ignore[misc]
