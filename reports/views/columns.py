"""Columns of the progress table: people's names isolated, figures as YouTube means them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from reports.questions.progress import ProgressRow
from youtube_integration.growth import change as changed
from youtube_integration.growth import format_change, format_count


class RowColumn(Column):
    """A cell drawn by a template of ours from the whole row."""

    def __init__(self, name: str, template: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.cell_template_name = f"reports/cells/{template}.html"


class LabelColumn(RowColumn):
    """A value shown by the words that `words` has for it."""

    def __init__(
        self, name: str, template: str, words: Callable[[ProgressRow], str], **kwargs: Any
    ) -> None:
        super().__init__(name, template, accessor=words, **kwargs)


class TwoSortsColumn(RowColumn):
    """A cell of two lines, sorted by either; `sorts` are (label, key of ORDERINGS) in their order.

    `largest_first`: what the first click on a heading asks for.
    """

    header_template_name = "reports/cells/two_sorts_header.html"
    largest_first = False

    def __init__(
        self, name: str, template: str, *, sorts: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(name, template, sort_key=sorts[0][1], **kwargs)
        self.sorts = sorts

    def get_header_context_data(self, parent_context: dict) -> dict:
        ordering = parent_context["table"].ordering or ""
        return {
            **super().get_header_context_data(parent_context),
            "largest_first": self.largest_first,
            "sorts": [self._sort(label, key, ordering) for label, key in self.sorts],
        }

    def _sort(self, label: str, key: str, ordering: str) -> dict:
        first, second = (f"-{key}", key) if self.largest_first else (key, f"-{key}")
        current = {key: "ascending", f"-{key}": "descending"}.get(ordering, "")
        return {
            "label": label,
            "ordering": second if ordering == first else first,
            "current": current,
        }


class CohortColumn(TwoSortsColumn):
    """The cohort by its name, and below it where the person stands in it."""

    def __init__(self, names: dict[str, str], statuses: dict[str, str]) -> None:
        super().__init__(
            "cohort",
            "cohort",
            label=_("Cohort"),
            sorts=[(_("Cohort"), "cohort"), (_("status"), "status")],
        )
        self.names, self.statuses = names, statuses

    def get_cell_context_data(self, instance: ProgressRow, parent_context: dict) -> dict:
        return {
            **super().get_cell_context_data(instance, parent_context),
            "cohort": self.names[instance.cohort],
            "status": self.statuses[instance.status],
        }


class FigureColumn(TwoSortsColumn):
    """A figure of YouTube's and, below it, its change since the baseline."""

    largest_first = True

    def __init__(self, name: str, *, label: str, rounded: bool = False) -> None:
        sorts = [(label, name), (_("change"), f"{name}_gained")]
        super().__init__(name, "figure", label=label, sorts=sorts)
        self.rounded = rounded

    def get_cell_context_data(self, instance: ProgressRow, parent_context: dict) -> dict:
        latest = getattr(instance, self.name)
        first = getattr(instance, f"baseline_{self.name}")
        moved = changed(latest, first, rounded=self.rounded)
        return {
            **super().get_cell_context_data(instance, parent_context),
            "latest": format_count(latest, rounded=self.rounded),
            "moved": format_change(moved) if moved.is_known else "",
        }
