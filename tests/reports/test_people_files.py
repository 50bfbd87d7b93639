"""The list of people as a file: whole, as it was searched and narrowed, harmless, written down."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.claims import placeholder
from accounts.models import User
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS
from reports.models import AccessLog
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PEOPLE = "/admin/users/"
#: 00.30 WIB of the next day.
CAME_IN = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(UserFactory(role=role, name=f"Rina {role}"))
    return client


def rows_of(response: Any) -> list[list[Any]]:
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_holds_everybody_on_the_list_in_its_order_on_all_its_pages(form: str) -> None:
    manager = signed_in(MANAGERS)
    for number in range(45):
        UserFactory(name=f"Bagus {number:02}")
    UserFactory(name="Dewi")
    query = {"q": "bagus", "ordering": "-name", "p": "2"}

    head, *rows = rows_of(manager.get(PEOPLE, {**query, "export": form}))

    assert [row[0] for row in rows] == [f"Bagus {number:02}" for number in reversed(range(45))]
    assert len(head) == len({*head}) == 5
    assert all(len(row) == len(head) for row in rows)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_row_tells_what_the_screen_tells(form: str) -> None:
    manager = signed_in(MANAGERS)
    User.objects.filter(pk=UserFactory(name="Dewi", email="dewi@contoh.example").pk).update(
        last_login=CAME_IN, is_active=False
    )
    query = {"q": "dewi", "export": form}

    (row,) = rows_of(manager.get(PEOPLE, query))[1:]

    moment = "2026-11-21T00:30:00+07:00" if form == "csv" else datetime(2026, 11, 21, 0, 30)
    assert row == ["Dewi", "dewi@contoh.example", "", "Tidak", moment]
    own = rows_of(manager.get(PEOPLE, {"q": f"Rina {MANAGERS}", "export": form}))[1]
    assert own[2:4] == ["Pengelola program", "Ya"]


def test_an_address_that_nobody_confirmed_is_told_as_on_the_screen() -> None:
    manager = signed_in(MANAGERS)
    person = UserFactory(name="Dewi", email=placeholder(), verified=False)
    person.emailaddress_set.all().delete()
    person.emailaddress_set.create(email="ketik@contoh.example", verified=False)

    (row,) = rows_of(manager.get(PEOPLE, {"q": "dewi", "export": "csv"}))[1:]

    assert row[1] == "ketik@contoh.example (belum dikonfirmasi)"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_name_runs_or_breaks_the_file(form: str) -> None:
    manager = signed_in(MANAGERS)
    person = UserFactory(name="Dewi")
    dirty = "=cmd|' /C calc'!A0;Si\x0bti\x1f"
    User.objects.filter(pk=person.pk).update(name=dirty)

    rows = rows_of(manager.get(PEOPLE, {"export": form}))[1:]

    assert "'=cmd|' /C calc'!A0;Siti" in [row[0] for row in rows]


def test_each_file_is_written_down_before_it_leaves() -> None:
    manager = signed_in(MANAGERS)
    UserFactory(name="Dewi")

    manager.get(PEOPLE, {"q": "dewi", "p": "1", "export": "xlsx"})

    log = AccessLog.objects.get()
    assert log.person.name == f"Rina {MANAGERS}"
    assert (log.report, log.file_format, log.rows) == ("people", "xlsx", 1)
    assert log.filters == {"q": "dewi"}
    page = signed_in(ADMINISTRATORS).get("/admin/reports/exports/").content.decode()
    assert "Orang" in page


def test_who_may_not_see_the_people_gets_no_file() -> None:
    for client in (signed_in(INSTRUCTORS), signed_in(""), Client()):
        assert client.get(PEOPLE, {"export": "csv"}).status_code in (302, 403)
    assert not AccessLog.objects.exists()


def test_a_filter_that_means_nothing_gives_nobody_away() -> None:
    manager = signed_in(MANAGERS)
    for response in ({"group": "999999"}, {"last_login_from": "kemarin"}):
        assert len(rows_of(manager.get(PEOPLE, {**response, "export": "csv"}))) == 1
        assert not manager.get(PEOPLE, response).context["users"]


def test_three_hundred_people_cost_as_many_queries_as_three() -> None:
    manager = signed_in(MANAGERS)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            rows_of(manager.get(PEOPLE, {"export": "csv"}))
        return len(caught)

    UserFactory.create_batch(3)
    queries()
    few = queries()
    made = [
        User(name=f"Warga {n}", email=f"warga{n}@contoh.example", date_joined=CAME_IN)
        for n in range(300)
    ]
    User.objects.bulk_create(made)
    assert queries() == few


def test_the_list_offers_the_files_for_what_it_shows() -> None:
    page = signed_in(MANAGERS).get(PEOPLE, {"q": "rina"}).content.decode()
    for form in ("xlsx", "csv"):
        assert f"{PEOPLE}?q=rina&amp;export={form}" in page
