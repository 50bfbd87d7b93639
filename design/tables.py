"""Rows for `components/table.html`, which needs every cell to know its column's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from design.formats import UNKNOWN, approx, count

_RIGHT = ' class="r"'


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    value: Any
    is_number: bool
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
    name, and says its role, which a changed display takes from it. Others leave out what HTML
    supplies: end tags, and the scope of a first column of heads.
    """
    return SafeString("".join(map(_card if _are_cards(rows) else _line, rows)))


def _are_cards(rows: Sequence[Row]) -> bool:
    return any(len(row.cells) > 2 for row in rows)


def _line(row: Row) -> str:
    cells = "".join(
        f"<td class=r>{_displayed(cell)}" if cell.is_number else f"<td>{_displayed(cell)}"
        for cell in row.cells
    )
    return f"<tr><th>{conditional_escape(row.head)}{cells}"


def _card(row: Row) -> str:
    cells = "".join(
        f'<td role="cell" data-label="{conditional_escape(cell.label)}"'
        f"{_RIGHT if cell.is_number else ''}>{_displayed(cell)}</td>"
        for cell in row.cells
    )
    head = f'<th role="rowheader" scope="row">{conditional_escape(row.head)}</th>'
    return f'<tr role="row">{head}{cells}</tr>'


def _displayed(cell: Cell) -> str:
    if cell.rounded:
        return approx(cell.value)
    if cell.is_number:
        return count(cell.value)
    return UNKNOWN if cell.value is None else conditional_escape(cell.value)
