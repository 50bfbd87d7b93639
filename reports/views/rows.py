"""The rows of the progress table as they are shown: words and figures, ready to be written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from wagtail.admin.ui.tables import Table

from cohorts.models import Cohort, Enrolment
from design.formats import approx, count, day, signed
from reports.filters import CONNECTIONS
from reports.questions.progress import ProgressRow
from youtube_integration.counts import COUNTS, ROUNDED
from youtube_integration.growth import change

STATUSES = dict(Enrolment.Status.choices)
LINKS = dict(CONNECTIONS)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`figures` are pairs of a count and its change, which is empty where it is not known."""

    row: ProgressRow
    name: str
    mail_to: str
    cohort: str
    status: str
    is_seated: bool
    lessons: str
    percent: str
    last_active: str
    channel: str
    link: str
    figures: tuple[tuple[str, str], ...]


class ProgressTable(Table):
    """Wagtail's table with one template for all its rows, in place of one for each cell.

    `labels` name the cells where each row is a card of its own.
    """

    template_name = "reports/progress_table.html"

    def __init__(self, columns: list, data: list[ProgressRow], **kwargs: Any) -> None:
        super().__init__(columns, data, **kwargs)
        self.shown = list(shown(data))

    @property
    def labels(self) -> str:
        """As properties of the stylesheet, so that no cell has to repeat its own."""
        names = [str(column.label).replace("'", "’") for column in self.columns.values()]
        return ";".join(f"--label-{place}:'{name}'" for place, name in enumerate(names, start=1))


def shown(rows: list[ProgressRow]) -> Iterable[ShownRow]:
    slugs = {row.cohort for row in rows}
    names = dict(Cohort.objects.filter(slug__in=slugs).values_list("slug", "name"))
    for row in rows:
        yield ShownRow(
            row=row,
            name=row.name or row.email,
            mail_to=quote(row.email, safe="@"),
            cohort=names.get(row.cohort, row.cohort),
            status=str(STATUSES[row.status]),
            is_seated=row.status in Enrolment.SEATED,
            lessons=f"{count(row.lessons_done)}/{count(row.lessons_total)}",
            percent="" if row.completion_pct is None else count(row.completion_pct, 0),
            last_active=day(row.last_active_at),
            channel=f"@{row.channel_handle}" if row.channel_handle else row.channel_id or "",
            link=str(LINKS[row.connection]),
            figures=tuple(_figure(row, name) for name in COUNTS),
        )


def _figure(row: ProgressRow, name: str) -> tuple[str, str]:
    latest, rounded = getattr(row.counts, name), name in ROUNDED
    moved = change(latest, getattr(row.baseline, name), rounded=rounded)
    return (
        approx(latest) if rounded else count(latest),
        signed(moved.value, moved.step) if moved.is_known else "",
    )
