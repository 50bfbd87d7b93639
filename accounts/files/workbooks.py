"""Workbooks, written as they are read: the first bytes leave at once and memory stays small.

openpyxl collects a whole sheet in a temporary file before it hands out a byte; a city's list is
too long for that inside one request. What is written here is the smallest part of ECMA-376 that
Excel, LibreOffice and openpyxl open: one sheet, inline text, numbers, times.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import IO, cast
from xml.sax.saxutils import escape, quoteattr

from accounts.files.values import Value, naive, zone_of
from accounts.spreadsheets import neutral

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a workbook's clock has no zone)
# A cell holds no more; Excel calls a file with a longer one damaged.
LONGEST_TEXT = 32_767
ROWS_A_PART = 200
PLAIN, HEADING, MOMENT, TEXT = 0, 1, 2, 3

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FRAME = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm&quot; ZONE&quot;"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/>'
        '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    ),
}


def workbook_parts(
    title: str, headings: Sequence[str], rows: Iterable[Iterable[Value]], *, now: datetime
) -> Iterator[bytes]:
    """Bytes that together are a workbook of one sheet.

    Text is text, whatever it looks like; times are the site's clock and show its name, since a
    cell carries no zone; an unknown value is an empty cell.
    """
    outlet = _Outlet()
    # zipfile writes to what can neither be rewound nor told its place; typeshed asks for both.
    with zipfile.ZipFile(cast("IO[bytes]", outlet), "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in FRAME.items():
            package.writestr(name, HEAD + content.replace("ZONE", zone_of(now)))
        package.writestr("xl/workbook.xml", HEAD + _workbook(title))
        yield outlet.taken()
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for part in _sheet(headings, rows):
                sheet.write(part.encode())
                yield outlet.taken()
    yield outlet.taken()


class _Outlet:
    """A file that cannot be rewound: what is written waits here until it is taken."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing to do: `taken` is what lets bytes out."""

    def taken(self) -> bytes:
        waiting, self._waiting = bytes(self._waiting), bytearray()
        return waiting


def _workbook(title: str) -> str:
    # Excel refuses these signs and more than 31 letters in a sheet's name.
    name = re.sub(r"[\[\]:*?/\\']", " ", title)[:31]
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="r1"/></sheets></workbook>'
    )


def _sheet(headings: Sequence[str], rows: Iterable[Iterable[Value]]) -> Iterator[str]:
    # The heading stays in sight, and columns are wide enough for an address or a time.
    yield (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f'</sheetView></sheetViews><cols><col min="1" max="{len(headings)}" width="18" '
        'customWidth="1"/></cols><sheetData>'
    )
    waiting = [_row(1, (_text(heading, HEADING) for heading in headings))]
    for number, row in enumerate(rows, start=2):
        waiting.append(_row(number, (_cell(value) for value in row)))
        if len(waiting) >= ROWS_A_PART:
            yield "".join(waiting)
            waiting.clear()
    yield "".join([*waiting, "</sheetData></worksheet>"])


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(value: Value) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return _text(value, TEXT)
    if isinstance(value, datetime):
        since = naive(value) - EPOCH
        return f'<c s="{MOMENT}"><v>{since.days + since.seconds / 86_400!r}</v></c>'
    return f"<c><v>{value!r}</v></c>"


def _text(words: str, style: int) -> str:
    clean = escape(neutral(words)[:LONGEST_TEXT])
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{clean}</t></is></c>'
