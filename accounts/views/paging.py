"""Long lists: the database sorts and skips keys, not whole rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class PagedByKeys:
    """For Wagtail's lists, left of their base: the rows of a page are read once its keys are known.

    A late page of 100,000 people then carries 100,000 numbers through the sort, not their rows.
    """

    def paginate_queryset(
        self, queryset: QuerySet, page_size: int
    ) -> tuple[Paginator, Page, list[Any], bool]:
        keys = queryset.values_list("pk", flat=True)
        paginator, page, found, is_long = super().paginate_queryset(keys, page_size)  # type: ignore[misc]  # a mixin: Wagtail's view is beside it
        page.object_list = self.rows_of_keys(list(found))
        return paginator, page, page.object_list, is_long

    def rows_of_keys(self, keys: list[Any]) -> list[Any]:
        """In the order of the keys; who went meanwhile is left out."""
        rows = self.get_base_queryset().in_bulk(keys)  # type: ignore[attr-defined]  # a mixin: Wagtail's view is beside it
        return [rows[key] for key in keys if key in rows]
