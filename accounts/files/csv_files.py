"""CSV for programs and spreadsheets: UTF-8 with BOM, one line at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime

from accounts.files.values import Value, iso
from accounts.spreadsheets import neutral

CSV_TYPE = "text/csv; charset=utf-8"
COMMA, SEMICOLON = ",", ";"
BOM = "\ufeff"


class _Line:
    """Hands each written line back instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(
    columns: Iterable[str], rows: Iterable[Iterable[Value]], *, separator: str = COMMA
) -> Iterator[str]:
    """The header, then a line a row. With semicolons, a decimal stands after a comma."""
    writer = csv.writer(_Line(), delimiter=separator)
    yield BOM + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_text(value, separator) for value in row])


def _text(value: Value, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, float) and separator == SEMICOLON:
        # Whoever asks for semicolons opens the file in a spreadsheet that reads 66.7 as a date.
        return str(value).replace(".", ",")
    return neutral(value) if isinstance(value, str) else str(value)
