"""From the bytes of a file to rows of cells that know the line they stand on.

Every physical line is one record: a quote that is not closed on its line is an error of that
line and cannot swallow the rows after it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.text import cleaned
from cohorts.importing.headers import find_header, read_header, split
from cohorts.importing.problems import ImportRefused, Problem

# Editors count these line ends and no others; str.splitlines knows eight more.
LINE_ENDS = re.compile(rb"\r\n|\n|\r")
WORKBOOK_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Row:
    """One record: `line` as an editor counts it, `cells` by column, each trimmed."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class FileRead:
    """The records that can be read, and what is wrong with the other lines."""

    rows: list[Row]
    problems: list[Problem]


def read_rows(data: bytes) -> FileRead:
    """The records of an import file, blank ones left out.

    Raises ImportRefused where no row can be told from another: no text, no header, nobody.
    """
    lines, problems = _lines(data)
    try:
        header_line, separator = find_header(lines)
        header = read_header(lines[header_line], separator, header_line + 1)
    except ImportRefused as refused:
        raise ImportRefused([*problems, *refused.problems]) from refused
    spoilt = {problem.line for problem in problems}
    rows = []
    for number, text in enumerate(lines[header_line + 1 :], start=header_line + 2):
        if number in spoilt:
            continue
        try:
            row = _record(number, text, separator, header)
        except ValueError as error:
            problems.append(Problem(str(error), number))
        else:
            rows += [row] if row else []
    if not rows and not problems:
        raise ImportRefused([Problem(_("There is nobody below the header."))])
    return FileRead(rows, problems)


def _lines(data: bytes) -> tuple[list[str], list[Problem]]:
    """The file's lines as text, and a problem for each that is not UTF-8."""
    if data.startswith(WORKBOOK_SIGNATURES):
        raise ImportRefused(
            [
                Problem(
                    _(
                        "This is a workbook of Excel or LibreOffice. Choose Save As there, "
                        "“CSV UTF-8 (Comma delimited)”, and import that file."
                    )
                )
            ]
        )
    lines, problems = [], []
    for number, line in enumerate(LINE_ENDS.split(_as_utf8(data)), start=1):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            # Kept all the same, so that the lines after it keep their numbers.
            lines.append(line.decode(errors="replace"))
            problems.append(Problem(_not_utf8(), number))
    return lines, problems


def _as_utf8(data: bytes) -> bytes:
    """UTF-16, which some editors call “Unicode”, made UTF-8; it tells itself by its first bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").encode()
    # Without a mark at its beginning a first letter of ASCII leaves one byte of two at zero.
    for codec, zero in (("utf-16-le", 1), ("utf-16-be", 0)):
        if data[zero : zero + 1] == b"\x00":
            return data.decode(codec, errors="replace").encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _not_utf8() -> str:
    return _(
        "A letter here is not written as UTF-8. In Excel choose Save As, "
        "“CSV UTF-8 (Comma delimited)”, and import that file."
    )


def _record(line: int, text: str, separator: str, header: list[str]) -> Row | None:
    """A row, or None for a blank one; raises ValueError with the reason."""
    if "\x00" in text:
        raise ValueError(_("There is a sign here that no text has: save the file anew."))
    cells = [cleaned(cell) for cell in split(text, separator)]
    if not any(cells):
        return None
    # Spreadsheets write empty cells to the right of the table: only a full one is a mistake.
    if any(cells[len(header) :]):
        raise ValueError(
            _("There are %(found)d cells, but the header names %(named)d columns.")
            % {"found": len(cells), "named": len(header)}
        )
    if len(cells) < len(header):
        raise ValueError(
            _("There are only %(found)d cells of %(named)d: a separator is missing.")
            % {"found": len(cells), "named": len(header)}
        )
    if any(map(_has_lost_letters, cells)):
        raise ValueError(
            _(
                "A letter was lost here when the file was saved. Write it anew, and save as "
                "“CSV UTF-8 (Comma delimited)”."
            )
        )
    return Row(line, {name: cell for name, cell in zip(header, cells, strict=False) if name})


def _has_lost_letters(cell: str) -> bool:
    """Whether a letter was replaced, or UTF-8 was read as Windows' own letters (RenÃ©e)."""
    try:
        # Text that is whole is not UTF-8 in Windows' letters, but for ASCII, which stays the same.
        return "\ufffd" in cell or cell.encode("cp1252").decode() != cell
    except ValueError:
        return False
