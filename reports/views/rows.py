"""The rows of the progress table as they are shown: words and figures, written into drawn patterns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import Table

from cms.content_version import remember
from cms.frame import frame_part
from cohorts.models import Cohort, Enrolment
from design.formats import approx, count, day, signed
from reports.filters import CONNECTIONS
from reports.questions.progress import ProgressRow
from youtube_integration.counts import COUNTS, ROUNDED
from youtube_integration.growth import change

ROW = "reports/progress_row.html"


class ProgressTable(Table):
    """Wagtail's table with a pattern for its rows, in place of a template for each cell.

    `labels` name the cells where each row is a card of its own.
    """

    template_name = "reports/progress_table.html"

    def __init__(
        self, columns: list, data: list[ProgressRow], *, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(columns, data, **kwargs)
        self.drawn = drawn_rows(data, now=now)

    @property
    def labels(self) -> str:
        """As properties of the stylesheet, so that no cell has to repeat its own."""
        names = [str(column.label).replace("'", "’") for column in self.columns.values()]
        return ";".join(f"--label-{index}:'{name}'" for index, name in enumerate(names, start=1))


@dataclass(frozen=True, slots=True)
class Words:
    """What keys are called in the language that is spoken."""

    cohorts: dict[str, str]
    statuses: dict[str, str]
    links: dict[str, str]

    @classmethod
    def of(cls, *, now: datetime) -> Words:
        return remember("words of the progress table", cls._read, now=now)

    @classmethod
    def _read(cls) -> Words:
        cohorts = dict(Cohort.objects.order_by().values_list("slug", "name"))
        statuses = {status: str(word) for status, word in Enrolment.Status.choices}
        return cls(cohorts, statuses, {state: str(word) for state, word in CONNECTIONS})


def drawn_rows(rows: Iterable[ProgressRow], *, now: datetime) -> SafeString:
    words = Words.of(now=now)
    drawn = [frame_part(ROW, same=_parts(row), own=_texts(row, words), now=now) for row in rows]
    return SafeString("".join(drawn))


def _parts(row: ProgressRow) -> dict[str, bool]:
    return {
        "is_closed": row.is_closed,
        "is_seated": row.status in Enrolment.SEATED,
        "has_region": bool(row.kelurahan),
        "has_percent": row.completion_pct is not None,
        "has_channel": bool(row.channel_id),
    }


def _texts(row: ProgressRow, words: Words) -> dict[str, str]:
    return {
        "name": row.name or row.email,
        "email": row.email,
        "mail_to": quote(row.email, safe="@"),
        "cohort": words.cohorts.get(row.cohort, row.cohort),
        "status": words.statuses[row.status],
        "kelurahan": row.kelurahan or "",
        "kecamatan": row.kecamatan or "",
        "lessons": f"{count(row.lessons_done)}/{count(row.lessons_total)}",
        "width": str(row.completion_pct),
        "percent": "" if row.completion_pct is None else count(row.completion_pct, 0),
        "last_active": day(row.last_active_at),
        "channel_id": row.channel_id or "",
        "channel": f"@{row.channel_handle}" if row.channel_handle else row.channel_id or "",
        "link": words.links[row.connection],
        "counts": SafeString("".join(_count_cell(row, name) for name in COUNTS)),
    }


def _count_cell(row: ProgressRow, name: str) -> SafeString:
    latest, rounded = getattr(row.counts, name), name in ROUNDED
    moved = change(latest, getattr(row.baseline, name), rounded=rounded)
    now = approx(latest) if rounded else count(latest)
    if not moved.is_known:
        return format_html("<td>{}</td>", now)
    return format_html("<td>{}<small>{}</small></td>", now, signed(moved.value, moved.step))
