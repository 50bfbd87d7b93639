"""Columns of the progress table: people's names isolated, figures as YouTube means them."""

from __future__ import annotations

from collections.abc import Callable
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

    def __init__(self, name: str, words: Callable[[ProgressRow], str], **kwargs: Any) -> None:
        super().__init__(name, kwargs.pop("template", "text"), accessor=words, **kwargs)


class FigureColumn(RowColumn):
    """A figure of YouTube's and, below it, its change since the baseline; sorted by either."""

    header_template_name = "reports/cells/figure_header.html"

    def __init__(self, name: str, *, rounded: bool = False, **kwargs: Any) -> None:
        super().__init__(name, "figure", sort_key=name, **kwargs)
        self.rounded = rounded

    def get_header_context_data(self, parent_context: dict) -> dict:
        ordering = parent_context["table"].ordering or ""
        return {
            **super().get_header_context_data(parent_context),
            "sorts": [
                self._sort(self.label, self.name, ordering),
                self._sort(_("change"), f"{self.name}_gained", ordering),
            ],
        }

    def _sort(self, label: str, key: str, ordering: str) -> dict:
        """Largest first at the first click: that is what people look for."""
        turned = ordering == f"-{key}"
        current = "ascending" if ordering == key else "descending" if turned else ""
        return {"label": label, "ordering": key if turned else f"-{key}", "current": current}

    def get_cell_context_data(self, instance: ProgressRow, parent_context: dict) -> dict:
        latest = getattr(instance, self.name)
        first = getattr(instance, f"baseline_{self.name}")
        moved = changed(latest, first, rounded=self.rounded)
        return {
            **super().get_cell_context_data(instance, parent_context),
            "latest": format_count(latest, rounded=self.rounded),
            "moved": format_change(moved) if moved.is_known else "",
        }
