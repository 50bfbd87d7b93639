"""Figures and moments are written as people here write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from design import formats, tables


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "0", "0"),
        (1234, "1.234", "1,234"),
        (1_234_567, "1.234.567", "1,234,567"),
        (None, "–", "–"),
    ],
)
def test_a_count_is_grouped_as_its_reader_groups(value, indonesian, english) -> None:
    with translation.override("id"):
        assert formats.count(value) == indonesian
    with translation.override("en"):
        assert formats.count(value) == english


def test_a_share_is_rounded_and_not_cut_off() -> None:
    with translation.override("id"):
        assert formats.count(37.5, 0) == "38"
        assert formats.count(12.34, 1) == "12,3"


@pytest.mark.parametrize(
    ("value", "shown"), [(999, "999"), (1000, "≈\u00a01.000"), (1230, "≈\u00a01.230"), (None, "–")]
)
def test_a_public_count_says_from_1000_up_that_it_is_rounded(value, shown) -> None:
    with translation.override("id"):
        assert formats.approx(value) == shown


@pytest.mark.parametrize(
    ("value", "step", "shown"),
    [(41, 1, "+41"), (-3, 1, "−3"), (0, 1, "0"), (120, 10, "≈\u00a0+120"), (None, 10, "–")],
)
def test_a_change_carries_its_sign_and_its_uncertainty(value, step, shown) -> None:
    with translation.override("id"):
        assert formats.signed(value, step) == shown


def test_a_moment_is_told_in_the_sites_zone_and_names_it() -> None:
    evening = datetime(2026, 11, 23, 22, 12, tzinfo=UTC)
    with translation.override("id"):
        assert formats.moment(evening) == "24 Nov 2026, 05.12 WIB"
        assert formats.day(evening) == "24 Nov 2026"
        assert formats.day(date(2026, 8, 17), with_year=False) == "17 Agu"
        assert formats.moment(None) == "–"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 11, 9), date(2026, 11, 15), "9–15 Nov 2026"),
        (date(2026, 9, 28), date(2026, 10, 4), "28 Sep – 4 Okt 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 Des 2025 – 4 Jan 2026"),
        (date(2026, 11, 9), date(2026, 11, 9), "9 Nov 2026"),
    ],
)
def test_days_in_a_row_name_what_they_share_once(first: date, last: date, shown: str) -> None:
    with translation.override("id"):
        assert formats.days(first, last) == shown


def test_a_day_is_written_in_the_language_of_its_reader() -> None:
    for language, shown in (("id", "17 Agu 2026"), ("en", "17 Aug 2026"), ("id", "17 Agu 2026")):
        with translation.override(language):
            assert formats.day(date(2026, 8, 17)) == shown


def test_every_cell_of_a_table_knows_its_column() -> None:
    (row,) = tables.tabulate(["Net", "Event"], [("8 Oct", 6, "Upload 1")], words=["Event"])
    assert row.head == "8 Oct"
    assert [(cell.label, cell.value, cell.is_number) for cell in row.cells] == [
        ("Net", 6, True),
        ("Event", "Upload 1", False),
    ]


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        tables.tabulate(["Net", "Event"], [("8 Oct", 6)])
