"""Headings of the progress table; one cell may be sorted by either of its two lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.tables import Column

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class TwoSortsColumn(Column):
    """A cell of two lines, sorted by either; `sorts` are (label, key of ORDERINGS) in their order.

    `largest_first`: what the first click on a heading asks for.
    """

    header_template_name = "reports/cells/two_sorts_header.html"

    def __init__(
        self,
        name: str,
        *,
        sorts: Sequence[tuple[StrOrPromise, str]],
        largest_first: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, label=sorts[0][0], sort_key=sorts[0][1], **kwargs)
        self.sorts, self.largest_first = sorts, largest_first

    def get_header_context_data(self, parent_context: dict) -> dict:
        ordering = parent_context["table"].ordering or ""
        return {
            **super().get_header_context_data(parent_context),
            "largest_first": self.largest_first,
            "sorts": [self._sort(label, key, ordering) for label, key in self.sorts],
        }

    def _sort(self, label: StrOrPromise, key: str, ordering: str) -> dict:
        first, second = (f"-{key}", key) if self.largest_first else (key, f"-{key}")
        current = {key: "ascending", f"-{key}": "descending"}.get(ordering, "")
        return {
            "label": label,
            "ordering": second if ordering == first else first,
            "current": current,
        }
