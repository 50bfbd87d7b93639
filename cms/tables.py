"""Rows for `components/table.html`, which needs every cell to know its column's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    value: Any
    figure: bool


@dataclass(frozen=True, slots=True)
class Row:
    head: Any
    cells: tuple[Cell, ...]


def tabulate(
    headings: Sequence[str], rows: Sequence[Sequence[Any]], words: Collection[str] = ()
) -> list[Row]:
    """Rows whose first value is the row's head and whose others are figures.

    `headings` name the columns after the head; those also in `words` hold text. An unknown figure
    is None. A row of another length raises ValueError.
    """
    return [
        Row(
            head,
            tuple(
                Cell(label, value, label not in words)
                for label, value in zip(headings, values, strict=True)
            ),
        )
        for head, *values in rows
    ]
