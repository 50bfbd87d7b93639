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
