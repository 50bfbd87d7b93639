"""The list of people as a file: what the screen tells of each, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.http import StreamingHttpResponse
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from accounts.files import (
    CSV_TYPE,
    XLSX_TYPE,
    Value,
    csv_lines,
    download,
    workbook_parts,
    zone_of,
)
from accounts.models import User
from accounts.roles import role_label

COLUMNS = {
    "name": _("Name"),
    "email": _("Email"),
    "roles": _("Roles"),
    "is_active": _("Active"),
    "last_login": _("Last came in"),
}
PEOPLE_AT_A_TIME = 500


def roles_of(person: User) -> str:
    return ", ".join(role_label(group) for group in person.groups.all())


def address_of(person: User) -> str:
    """The confirmed address, or the one that somebody only typed, and said so."""
    typed = [row.email for row in person.emailaddress_set.all() if not row.verified]
    if person.has_address or not typed:
        return person.email
    return gettext("%(address)s (not confirmed)") % {"address": typed[0]}


def file_of_people(
    keys: Sequence[int], *, file_format: str, now: datetime
) -> StreamingHttpResponse:
    """These people in this order, as CSV or as a workbook."""
    headings = [str(label) for label in COLUMNS.values()]
    rows = _rows(keys, get_language())
    if file_format == SpreadsheetExportMixin.FORMAT_CSV:
        lines = csv_lines(headings, rows)
        return download(lines, name="people", extension="csv", content_type=CSV_TYPE, now=now)
    headings[-1] = f"{headings[-1]} ({zone_of(now)})"
    parts = workbook_parts(gettext("People"), headings, rows, now=now)
    return download(parts, name="people", extension="xlsx", content_type=XLSX_TYPE, now=now)


def _rows(keys: Sequence[int], language: str) -> Iterator[list[Value]]:
    """In portions, so that memory stays small however many there are.

    They are made while the answer is sent: Wagtail has put the reader's language away by then.
    """
    related = User.objects.prefetch_related("groups", "emailaddress_set")
    for start in range(0, len(keys), PEOPLE_AT_A_TIME):
        part = keys[start : start + PEOPLE_AT_A_TIME]
        found = related.in_bulk(part)
        with override(language):
            rows = [_row(found[pk]) for pk in part if pk in found]
        yield from rows


def _row(person: User) -> list[Value]:
    yes_or_no = {True: gettext("Yes"), False: gettext("No")}
    return [
        person.get_full_name(),
        address_of(person),
        roles_of(person),
        yes_or_no[person.is_active],
        person.last_login,
    ]
