"""Rows for `components/table.html`, which needs every cell to know its column's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from design.formats import UNKNOWN, approx, count


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    value: Any
    figure: bool
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    head: Any
    cells: tuple[Cell, ...]


def tabulate(
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    words: Collection[str] = (),
    rounded: Collection[str] = (),
) -> list[Row]:
    """Rows whose first value is the row's head and whose others are figures.

    `headings` name the columns after the head; those also in `words` hold text, those in `rounded`
    counts that YouTube rounds. An unknown figure is None. A row of another length raises ValueError.
    """
    return [
        Row(
            head,
            tuple(
                Cell(label, value, label not in words, label in rounded)
                for label, value in zip(headings, values, strict=True)
            ),
        )
        for head, *values in rows
    ]


def body(rows: Sequence[Row]) -> SafeString:
    """The `<tr>` of each row, joined from strings: a year of days is long.

    More than two columns turn into cards on a phone (`tbl-s`): there each cell shows its column's
    name, and says its role, which a changed display takes from it.
    """
    return SafeString("".join(_tr(row, is_card=len(row.cells) > 2) for row in rows))


def _tr(row: Row, *, is_card: bool) -> str:
    tr, th, td = (' role="row"', ' role="rowheader"', ' role="cell"') if is_card else ("", "", "")
    cells = [f'<tr{tr}><th{th} scope="row">{conditional_escape(row.head)}</th>']
    for cell in row.cells:
        label = f' data-label="{conditional_escape(cell.label)}"' if is_card else ""
        css = ' class="r"' if cell.figure else ""
        cells.append(f"<td{td}{label}{css}>{conditional_escape(_said(cell))}</td>")
    cells.append("</tr>")
    return "".join(cells)


def _said(cell: Cell) -> Any:
    if cell.rounded:
        return approx(cell.value)
    if cell.figure:
        return count(cell.value)
    return UNKNOWN if cell.value is None else cell.value
