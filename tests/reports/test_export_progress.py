"""`export_progress`: the contract's file, from the command line."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from reports.exports import COLUMNS
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory
from tests.reports.programme import enrolled, with_channel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_people() -> None:
    siti = enrolled(UserFactory(name="+Siti"), cohort=CohortFactory(slug="kawi"))
    with_channel(siti, handle="dapur.bu-nari_01", subscribers=40)
    enrolled(UserFactory(name="Bagus"), cohort=CohortFactory(slug="brantas"))


def exported(path: Path, name: str, *more: str) -> Path:
    call_command("export_progress", "--format", name, "-o", str(path), *more, stdout=StringIO())
    return path


def test_csv_has_the_contracts_header_and_a_row_an_enrolment(tmp_path: Path) -> None:
    data = exported(tmp_path / "a.csv", "csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode())
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    siti = next(row for row in rows if row["cohort"] == "kawi")
    assert len(rows) == 2
    assert (siti["name"], siti["subscribers_gained"]) == ("'+Siti", "-5")
    assert siti["channel_handle"] == "dapur.bu-nari_01"
    assert siti["enrolled_at"] == "2026-11-01T00:10:00+07:00"


def test_json_has_numbers_and_nulls(tmp_path: Path) -> None:
    rows = json.loads(exported(tmp_path / "a.json", "json").read_text("utf-8"))
    bagus = next(row for row in rows if row["name"] == "Bagus")
    assert tuple(bagus) == COLUMNS
    assert (bagus["lessons_done"], bagus["subscribers"], bagus["connection"]) == (0, None, "none")


def test_xlsx_names_the_columns_as_the_contract_does(tmp_path: Path) -> None:
    sheet = load_workbook(exported(tmp_path / "a.xlsx", "xlsx")).active
    header, *rows = sheet.iter_rows(values_only=True)
    assert header == COLUMNS
    assert len(rows) == 2


def test_one_cohort_alone_and_an_unknown_one_is_said(tmp_path: Path) -> None:
    rows = json.loads(exported(tmp_path / "a.json", "json", "--cohort", "kawi").read_text("utf-8"))
    assert [row["cohort"] for row in rows] == ["kawi"]
    with pytest.raises(CommandError, match="no cohort semeru"):
        exported(tmp_path / "b.json", "json", "--cohort", "semeru")


def test_a_place_that_cannot_be_written_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        exported(tmp_path / "nowhere" / "a.csv", "csv")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_export_never_passes_for_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: object, **kwargs: object) -> object:
        yield from ()
        raise RuntimeError("the database went away")

    monkeypatch.setattr("reports.questions.progress.in_order_of", breaks)
    with pytest.raises(RuntimeError):
        exported(tmp_path / "a.csv", "csv")
    assert list(tmp_path.iterdir()) == []


def test_without_a_file_it_goes_to_standard_output(capfdbinary: pytest.CaptureFixture) -> None:
    call_command("export_progress", "--format", "csv")
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbfemail,")
