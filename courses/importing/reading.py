"""From the bytes of a file to rows of cells that know the line they stand on.

Every physical line is one record: a quote that is not closed on its line is an error of that
line and cannot swallow the rows after it.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.importing.problems import ImportRefused, Problem

COLUMNS = ("email", "name", "region_code", "birth_year", "gender", "phone", "cohort", "channel")
SEPARATORS = (",", ";", "\t")
# Title rows above the header are common in offices; further down it is no longer a title.
HEADER_WITHIN = 10
# Editors count these line ends and no others; str.splitlines knows eight more.
LINE_ENDS = re.compile(rb"\r\n|\n|\r")
WORKBOOK_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# What Indonesian offices call our columns, so that the message can name the right one.
TRANSLATED = {
    "surel": "email",
    "e-mail": "email",
    "alamat email": "email",
    "nama": "name",
    "nama lengkap": "name",
    "kode wilayah": "region_code",
    "kode_wilayah": "region_code",
    "kelurahan": "region_code",
    "tahun lahir": "birth_year",
    "tahun_lahir": "birth_year",
    "jenis kelamin": "gender",
    "jenis_kelamin": "gender",
    "telepon": "phone",
    "no hp": "phone",
    "nomor hp": "phone",
    "angkatan": "cohort",
    "kanal": "channel",
}


@dataclass(frozen=True)
class Row:
    """One record: `line` as an editor counts it, `cells` by column, each trimmed."""

    line: int
    cells: dict[str, str]


def read_rows(data: bytes) -> list[Row]:
    """The records of an import file, blank ones left out; raises ImportRefused."""
    lines = _lines(data)
    header_line, separator = _find_header(lines)
    header = _header(lines[header_line], separator, header_line + 1)
    rows, problems = [], []
    for number, text in enumerate(lines[header_line + 1 :], start=header_line + 2):
        try:
            row = _record(number, text, separator, header)
        except ValueError as error:
            problems.append(Problem(str(error), number))
        else:
            rows += [row] if row else []
    if problems:
        raise ImportRefused(problems)
    if not rows:
        raise ImportRefused([Problem(_("There is nobody below the header."))])
    return rows


def _lines(data: bytes) -> list[str]:
    """The file's lines as text; raises ImportRefused with each line that is not UTF-8."""
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
            problems.append(Problem(_not_utf8(), number))
    if problems:
        raise ImportRefused(problems)
    return lines


def _as_utf8(data: bytes) -> bytes:
    """UTF-16, which some editors call “Unicode”, made UTF-8; it tells itself by its first bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").encode()
    for codec, zero in (("utf-16-le", 1), ("utf-16-be", 0)):
        if data[zero : zero + 1] == b"\x00":
            return data.decode(codec, errors="replace").encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _not_utf8() -> str:
    return _(
        "A letter here is not written as UTF-8. In Excel choose Save As, "
        "“CSV UTF-8 (Comma delimited)”, and import that file."
    )


def _find_header(lines: list[str]) -> tuple[int, str]:
    """Index of the header line and the separator it is written with."""
    best = (0, 0, ",")
    for index, text in enumerate(lines[:HEADER_WITHIN]):
        for separator in SEPARATORS:
            found = {_clean(cell).lower() for cell in text.replace('"', "").split(separator)}
            known = len(found & {*COLUMNS, *TRANSLATED})
            if known > best[0]:
                best = (known, index, separator)
    if best[0] < 2:
        raise ImportRefused(
            [
                Problem(
                    _("The first line is not the header. It must name the columns: %(columns)s.")
                    % {"columns": ",".join(COLUMNS)},
                    1,
                )
            ]
        )
    return best[1], best[2]


def _header(text: str, separator: str, line: int) -> list[str]:
    """The names of the columns; raises ImportRefused where they are not ours."""
    try:
        header = [_clean(cell).lower() for cell in _cells(text, separator)]
    except ValueError as error:
        raise ImportRefused([Problem(str(error), line)]) from error
    problems = _header_problems(header, line)
    if problems:
        raise ImportRefused(problems)
    return header


def _header_problems(header: list[str], line: int) -> list[Problem]:
    reasons, renamed = [], set()
    for name in dict.fromkeys(header):
        if name and header.count(name) > 1:
            reasons.append(_("Column %(name)s appears twice.") % {"name": name})
        elif name and name not in COLUMNS:
            meant = _meant_by(name)
            renamed.add(meant)
            reasons.append(_unknown_column(name, meant))
    missing = [name for name in COLUMNS if name not in header and name not in renamed]
    if missing:
        reasons.append(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})
    return [Problem(reason, line) for reason in reasons]


def _meant_by(name: str) -> str:
    """Which of our columns a name most likely stands for; empty where nothing is near."""
    close = difflib.get_close_matches(name, COLUMNS, n=1)
    return TRANSLATED.get(name) or (close[0] if close else "")


def _unknown_column(name: str, meant: str) -> str:
    if meant:
        return _("Column %(name)s is not known: call it %(meant)s.") % {
            "name": name,
            "meant": meant,
        }
    return _("Column %(name)s is not known: remove it.") % {"name": name}


def _record(line: int, text: str, separator: str, header: list[str]) -> Row | None:
    """A row, or None for a blank one; raises ValueError with the reason."""
    if not text.strip(f"{separator} \t\ufeff\xa0"):
        return None
    if "\x00" in text:
        raise ValueError(_("There is a sign here that no text has: save the file anew."))
    cells = [_clean(cell) for cell in _cells(text, separator)]
    if not any(cells):
        return None
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


def _cells(text: str, separator: str) -> list[str]:
    """The cells of one physical line; raises ValueError for quotes that do not match."""
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise ValueError(
                _(
                    "A quotation mark opens a cell here and is never closed on this line: close "
                    "it, or take the line break out of the cell."
                )
            ) from error
        if "field limit" in str(error):
            raise ValueError(_("A cell here is longer than any text may be.")) from error
        raise ValueError(
            _('The quotation marks do not match: write “""” for one inside a quoted cell.')
        ) from error


def _has_lost_letters(cell: str) -> bool:
    """Whether a letter was replaced, or UTF-8 was read as Windows' own letters (RenÃ©e)."""
    try:
        return "\ufffd" in cell or cell.encode("cp1252").decode() != cell
    except ValueError:
        return False


def _clean(cell: str) -> str:
    return cell.replace("\ufeff", "").replace("\u200b", "").strip()
