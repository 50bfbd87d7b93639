"""Wagtail's own CSV and XLSX files are whole, or are not offered."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from tests.factories.accounts import UserFactory
from tests.factories.cms import standard_page
from tests.factories.courses import CohortFactory

pytestmark = pytest.mark.django_db

FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True, name="Ibu Ratna"))
    return client


def rows_of(response: object) -> list[list[str]]:
    content = b"".join(response.streaming_content)
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(content.decode())))
    return [
        list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/cohorts/",
        "/admin/redirects/",
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
    ],
)
def test_each_file_has_its_columns_and_no_empty_row(admin: Client, address: str, form: str) -> None:
    CohortFactory(name="Angkatan Kawi")
    Redirect.objects.create(old_path="/lama", redirect_link="/kursus/")
    page = standard_page()
    page.save_revision().publish()
    log(instance=page, action="wagtail.edit", user=UserFactory())

    head, *rows = rows_of(admin.get(address, {"export": form}))

    assert len(head) > 1
    assert all(head)
    assert rows
    assert all(any(cell not in ("", None) for cell in row) for row in rows)


@pytest.mark.parametrize(
    "address", ["/admin/collections/", "/admin/reports/page-types-usage/", "/admin/pages/"]
)
def test_a_list_without_columns_stays_a_page_whatever_its_address_asks(
    admin: Client, address: str
) -> None:
    response = admin.get(address, {"export": "csv"}, follow=True)

    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_title_runs_as_a_formula_and_times_are_the_site_s(admin: Client, form: str) -> None:
    page = standard_page()
    log(instance=page, action="wagtail.edit", user=UserFactory(name="Budi;=1+1"))
    moment = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    PageLogEntry.objects.update(label=FORMULA, timestamp=moment)

    _head, *rows = rows_of(admin.get("/admin/reports/site-history/", {"export": form}))

    (row,) = [row for row in rows if "Budi;'=1+1" in row]
    assert f"'{FORMULA}" in row
    local = "2026-11-21T00:30:00+07:00" if form == "csv" else datetime(2026, 11, 21, 0, 30)
    assert local in row


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sign_that_breaks_a_workbook_is_left_out_of_it(admin: Client, form: str) -> None:
    log(instance=standard_page(), action="wagtail.edit", user=UserFactory(name="Budi"))
    PageLogEntry.objects.update(label="Dapur\x0b \x07Bu\u202e Nari")

    _head, *rows = rows_of(admin.get("/admin/reports/site-history/", {"export": form}))

    assert any("Dapur Bu Nari" in row for row in rows)
