"""Files that open right in a spreadsheet and read right in a program."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from reports.exports import (
    COLUMNS,
    SEMICOLON,
    csv_lines,
    headings_with_zone,
    json_parts,
    workbook_parts,
)

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
JUST_AFTER_MIDNIGHT = datetime(2026, 10, 31, 17, 10, tzinfo=UTC)
CONTRACT = (
    "email,name,region_code,kecamatan,kelurahan,cohort,status,enrolled_at,lessons_done,"
    "lessons_total,completion_pct,last_active_at,channel_id,channel_handle,connection,baseline_at,"
    "baseline_subscribers,baseline_views,baseline_videos,synced_at,subscribers,views,videos,"
    "subscribers_gained,views_gained,videos_gained"
)


def workbook(headings: list[str], rows: list[tuple]) -> list[tuple]:
    data = b"".join(workbook_parts("Kemajuan", headings, rows, now=NOW))
    return list(load_workbook(BytesIO(data)).active.iter_rows())


def test_the_columns_are_the_contract_in_its_order() -> None:
    assert ",".join(COLUMNS) == CONTRACT


def test_csv_has_a_bom_bare_numbers_and_empty_cells_for_the_unknown() -> None:
    lines = list(csv_lines(["a", "b", "c", "d"], [("=1+1", -5, None, 66.7)]))
    assert lines[0] == "\ufeffa,b,c,d\r\n"
    assert lines[1] == "'=1+1,-5,,66.7\r\n"


def test_csv_tells_times_with_their_offset() -> None:
    (_header, line) = csv_lines(["at"], [(JUST_AFTER_MIDNIGHT,)])
    assert line == "2026-11-01T00:10:00+07:00\r\n"


def test_csv_keeps_quotes_separators_and_right_to_left_text_as_they_are() -> None:
    cells = ('Kopi "Klojen", asli; enak', "قهوة_كلوجن", "猫の店", "Nur’aini\nHasanah")
    for separator in (",", ";"):
        text = "".join(csv_lines("wxyz", [cells], separator=separator)).lstrip("\ufeff")
        assert list(csv.reader(StringIO(text), delimiter=separator))[1] == list(cells)


def test_csv_with_semicolons_writes_a_decimal_as_indonesia_does() -> None:
    lines = list(csv_lines(["a", "b"], [(66.7, 12)], separator=SEMICOLON))
    assert lines[1] == "66,7;12\r\n"


def test_json_is_a_list_of_objects_with_numbers_and_nulls() -> None:
    rows = [("=1+1", -5, None, JUST_AFTER_MIDNIGHT), ("قهوة", 0, 66.7, None)]
    data = json.loads("".join(json_parts(["a", "b", "c", "d"], rows)))
    assert data == [
        {"a": "=1+1", "b": -5, "c": None, "d": "2026-11-01T00:10:00+07:00"},
        {"a": "قهوة", "b": 0, "c": 66.7, "d": None},
    ]
    assert json.loads("".join(json_parts(["a"], []))) == []


def test_a_workbook_keeps_codes_as_text_and_counts_as_numbers() -> None:
    _head, row = workbook(list("abcdef"), [("35.73.05.1006", "UCx", "mar-2026", -5, 66.7, None)])
    assert [cell.data_type for cell in row] == ["s", "s", "s", "n", "n", "n"]
    assert [cell.value for cell in row] == ["35.73.05.1006", "UCx", "mar-2026", -5, 66.7, None]
    assert {cell.number_format for cell in row[:3]} == {"@"}


def test_a_workbook_shows_the_sites_clock_and_says_so() -> None:
    _head, (cell,) = workbook(["at"], [(JUST_AFTER_MIDNIGHT,)])
    assert cell.is_date
    assert cell.value == datetime(2026, 11, 1, 0, 10)
    assert "WIB" in cell.number_format
    headings = headings_with_zone(NOW)
    assert "enrolled_at (WIB)" in headings
    assert "email" in headings


@pytest.mark.parametrize("minute", range(0, 60, 7))
def test_no_minute_is_lost_in_a_workbooks_fraction_of_a_day(minute: int) -> None:
    moment = timezone.make_aware(datetime(2026, 3, 29, 23, minute, 59))
    _head, (cell,) = workbook(["at"], [(moment,)])
    assert cell.value.replace(microsecond=0) == datetime(2026, 3, 29, 23, minute, 59)


def test_a_workbook_runs_no_formula_and_survives_what_xml_cannot_hold() -> None:
    cells = ('=HYPERLINK("http://x")', "<b>&amp;</b>", "a\x00b\x0bc\ud800", " spasi ", "x" * 40_000)
    _head, row = workbook(list("abcde"), [cells])
    assert [cell.data_type for cell in row] == ["s"] * 5
    assert [cell.value for cell in row[:4]] == [
        '\'=HYPERLINK("http://x")',
        "<b>&amp;</b>",
        "abc",
        " spasi ",
    ]
    assert len(row[4].value) == 32_767


def test_a_workbooks_first_bytes_leave_before_the_first_row_is_asked_for() -> None:
    read = []

    def rows() -> list[tuple]:
        for number in range(1000):
            read.append(number)
            yield (number,)

    parts = workbook_parts("Kemajuan", ["a"], rows(), now=NOW)
    assert next(parts).startswith(b"PK")
    assert read == []
    largest = max(len(part) for part in parts)
    assert len(read) == 1000
    assert largest < 20_000
