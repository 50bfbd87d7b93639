"""Every list of the admin that has a file, found by its address: whole, harmless, on the site's clock."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLResolver, get_resolver
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Workflow, WorkflowTask

from accounts.models import User
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS
from cohorts.models import Cohort
from tests.factories.accounts import UserFactory
from tests.factories.cms import standard_page
from tests.factories.courses import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db

#: A formula, signs that break workbooks, and one that turns the text after it round.
DIRTY = "=cmd|' /C calc'!A0\x0b\x1f\u202e;@sum;" + "panjang " * 9
#: 00.30 WIB of the next day.
MOMENT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
RUNS = re.compile(r"""(^|[;,\t\r\n])[\s"]*[=+\-@]""")


def lists_with_files() -> list[str]:
    return [
        address
        for address, view in _views(get_resolver().url_patterns)
        if issubclass(getattr(view, "view_class", object), SpreadsheetExportMixin)
        and (view.view_initkwargs.get("list_export") or view.view_class.list_export)
    ]


def _views(patterns: list, before: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        address = before + str(pattern.pattern).strip("^$")
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, address)
        elif "<" not in address:
            yield address, pattern.callback


@pytest.fixture
def dirty() -> None:
    """A row for each list, written past every form."""
    person = UserFactory(role=MANAGERS)
    page = standard_page()
    page.save_revision().publish()
    log(instance=page, action="wagtail.edit", user=person)
    PageLogEntry.objects.update(label=DIRTY, timestamp=MOMENT)
    EnrolmentFactory(user=person, cohort=CohortFactory(enrol_until=MOMENT))
    Cohort.objects.update(name=DIRTY[:80])
    Redirect.objects.create(old_path=f"/{DIRTY[:200]}", redirect_link=DIRTY[:200])
    task = GroupApprovalTask.objects.create(name=DIRTY)
    task.groups.add(Group.objects.get(name=MANAGERS))
    workflow = Workflow.objects.create(name=DIRTY)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    workflow.start(page, person)
    Page.objects.filter(pk=page.pk).update(
        title=DIRTY,
        draft_title=DIRTY,
        locked=True,
        locked_by=person,
        locked_at=MOMENT,
        last_published_at=MOMENT,
    )
    User.objects.filter(pk=person.pk).update(name=DIRTY.replace("\u202e", ""), last_login=MOMENT)


def cells_of(response: Any) -> list[list[Any]]:
    content = b"".join(response.streaming_content)
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows())
    assert all(cell.data_type != "f" for row in rows for cell in row)
    return [[cell.value for cell in row] for row in rows]


def faults(rows: list[list[Any]]) -> Iterator[str]:
    head, *below = rows
    if not below:
        yield "nothing below its head"
    if not all(head):
        yield "a column without a name"
    for row in below:
        if len(row) != len(head):
            yield f"{len(row)} cells below {len(head)}"
        for cell in row:
            if isinstance(cell, datetime) and cell == MOMENT.replace(tzinfo=None):
                yield "a time that is not the site's"
            if isinstance(cell, str):
                yield from _faults_of_text(cell)


def _faults_of_text(cell: str) -> Iterator[str]:
    if RUNS.search(cell):
        yield f"runs: {cell[:40]!r}"
    if any(unicodedata.category(sign) == "Cc" for sign in cell) or "\u202e" in cell:
        yield f"holds what breaks or turns: {cell[:40]!r}"
    if cell.startswith("2026-11-20T17:30"):
        yield "a time that is not the site's"


def test_the_lists_that_have_files_are_these() -> None:
    """A list that gains or loses its file is met here first."""
    assert {address for address in lists_with_files() if not address.endswith("results/")} == {
        "/admin/cohorts/",
        "/admin/redirects/",
        "/admin/reports/aging-pages/",
        "/admin/reports/locked/",
        "/admin/reports/progress/",
        "/admin/reports/site-history/",
        "/admin/reports/workflow/",
        "/admin/reports/workflow_tasks/",
        "/admin/users/",
    }


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_file_of_every_list_is_whole_and_harmless(
    client: Client, dirty: None, form: str
) -> None:
    client.force_login(UserFactory(superuser=True, name="Ibu Ratna"))
    found = {}
    for address in lists_with_files():
        response = client.get(address, {"export": form})
        assert response.status_code == 200, address
        found[address] = list(faults(cells_of(response)))
    assert {address: faulty for address, faulty in found.items() if faulty} == {}


@pytest.mark.parametrize("role", [INSTRUCTORS, MANAGERS, ADMINISTRATORS])
def test_each_member_of_staff_gets_a_file_where_they_see_the_list(
    client: Client, dirty: None, role: str
) -> None:
    client.force_login(UserFactory(role=role, name="Rini"))
    for address in lists_with_files():
        screen = client.get(address)
        response = client.get(address, {"export": "xlsx"})
        assert response.status_code == screen.status_code, address
        if response.status_code == 200:
            faulty = [
                fault for fault in faults(cells_of(response)) if "below its head" not in fault
            ]
            assert faulty == [], address
