"""Importing people in the admin: the file, what it would do, and only then the doing."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_parts import page_head
from accounts.files import CSV_TYPE, csv_lines
from accounts.models import Region
from accounts.requests import PersonRequest
from cohorts.importing import (
    COLUMNS,
    Fact,
    ImportRefused,
    ImportResult,
    Kind,
    Plan,
    Problem,
    Section,
    import_people,
    lookup_failed,
    plan_import,
)
from cohorts.permissions import person_may_import_trainees
from design.formats import count
from youtube_integration.connecting import SandboxMixedWithReal, client

MEANINGS = {
    "email": gettext_lazy("In every row, each address once."),
    "name": gettext_lazy("Full name; needed for people who are new."),
    "region_code": gettext_lazy(
        "Code of the kelurahan, such as 35.73.05.1006, or its name where only one has it."
    ),
    "birth_year": gettext_lazy("Four digits, such as 1998. Needed before a channel is connected."),
    "gender": gettext_lazy("P (female) or L (male)."),
    "phone": gettext_lazy("Such as 0812 3456 7890 or +62 812 3456 7890."),
    "cohort": gettext_lazy("The cohort's code, such as kawi; the person has a seat at once."),
    "channel": gettext_lazy("@handle, the channel's address, or its id that begins with UC."),
}
LARGEST_FILE = 4 * 1024 * 1024
#: Under each heading; the command shows all.
SHOWN_FACTS = 1000
#: SQLite has one writer: from so many rows on, others notice that they wait.
MANY_ROWS = 300


class ImportForm(forms.Form):
    """A file, or the text of one that was chosen before and rides along in `kept`."""

    file = forms.FileField(label=gettext_lazy("CSV file"), required=False)
    create_cohorts = forms.BooleanField(
        label=gettext_lazy("Make cohorts that do not exist yet"),
        required=False,
        help_text=gettext_lazy("Without this, an unknown cohort code is a mistake in the file."),
    )
    update = forms.BooleanField(
        label=gettext_lazy("Take over from the file what differs"),
        required=False,
        help_text=gettext_lazy(
            "Without this, what Kanal knows stays and only empty fields are filled. What a person "
            "saved themself stays in any case."
        ),
    )
    file_data = forms.CharField(required=False, widget=forms.HiddenInput)
    filename = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Leaves `data` (bytes) and `filename`."""
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if upload is not None:
            if upload.size > LARGEST_FILE:
                raise forms.ValidationError(_("The file is larger than 4 MB."))
            return {**cleaned, "data": upload.read(), "filename": upload.name}
        if not cleaned.get("file_data"):
            if "file" not in self.errors:
                self.add_error("file", _("Choose a file."))
            return cleaned
        try:
            data = base64.b64decode(cleaned["file_data"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise forms.ValidationError(
                _("The file was lost on the way: choose it anew.")
            ) from error
        return {**cleaned, "data": data}


def import_trainees(request: PersonRequest) -> HttpResponse:
    """Upload, look at the plan, confirm. The file is checked anew at each step."""
    if not person_may_import_trainees(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, form)
    if "confirm" in request.POST:
        return confirmed(request, form)
    return planned(request, form)


def planned(
    request: PersonRequest, form: ImportForm, problems: list[Problem] | None = None
) -> HttpResponse:
    """What the file would do; with `problems`, why it was not done just now."""
    cleaned, plan = form.cleaned_data, None
    try:
        plan = plan_import(
            cleaned["data"],
            actor=request.user,
            create_cohorts=cleaned["create_cohorts"],
            update=cleaned["update"],
            now=timezone.now(),
        )
    except ImportRefused as refused:
        problems = refused.problems
    else:
        problems = list(dict.fromkeys([*(problems or []), *plan.problems]))
    return page(request, form_with_file(form), plan=plan, problems=problems)


def confirmed(request: PersonRequest, form: ImportForm) -> HttpResponse:
    cleaned = form.cleaned_data
    try:
        youtube = client(now=timezone.now, interactive=True)
    except SandboxMixedWithReal as error:
        return planned(request, form, [lookup_failed(error)])
    try:
        result = import_people(
            cleaned["data"],
            actor=request.user,
            client=youtube,
            create_cohorts=cleaned["create_cohorts"],
            update=cleaned["update"],
            now=timezone.now(),
        )
    except ImportRefused as refused:
        return planned(request, form, refused.problems)
    messages.success(request, summary(result))
    return redirect("cohorts:index")


def form_with_file(form: ImportForm) -> ImportForm:
    """The form again, holding the file: no browser sends one twice by itself."""
    cleaned = form.cleaned_data
    return ImportForm(
        initial={
            "create_cohorts": cleaned["create_cohorts"],
            "update": cleaned["update"],
            "file_data": base64.b64encode(cleaned["data"]).decode(),
            "filename": cleaned["filename"],
        }
    )


def page(
    request: HttpRequest,
    form: ImportForm,
    *,
    plan: Plan | None = None,
    problems: list[Problem] | None = None,
) -> HttpResponse:
    context = {
        **page_head(_("Import trainees"), "download"),
        "form": form,
        "plan": plan,
        "problems": problems or [],
        "columns": [(name, MEANINGS[name]) for name in COLUMNS],
        "sections": [folded(section) for section in plan.sections()] if plan else [],
        "channels": len(plan.of(Kind.CHANNEL)) if plan else 0,
        "slow": plan and len(plan.rows) >= MANY_ROWS and connection.vendor == "sqlite",
    }
    return TemplateResponse(request, "cohorts/admin/import.html", context)


@dataclass(frozen=True)
class FoldedSection:
    """A heading of the plan with its first lines, and how many there are beyond them."""

    title: str
    count: int
    facts: list[Fact]
    hidden: int


def folded(section: Section) -> FoldedSection:
    count = len(section.facts)
    return FoldedSection(
        section.title, count, section.facts[:SHOWN_FACTS], max(count - SHOWN_FACTS, 0)
    )


def summary(result: ImportResult) -> str:
    """One line that names every number an import can change."""
    parts = [
        _("%(people)s people imported, %(new)s of them new.")
        % {"people": count(result.people), "new": count(result.new_people)},
        _("%(enrolments)s new seats, %(cohorts)s new cohorts, %(channels)s channels.")
        % {
            "enrolments": count(result.new_enrolments),
            "cohorts": count(result.new_cohorts),
            "channels": count(result.channels),
        },
        *result.in_words(),
    ]
    if result.new_cohorts:
        parts.append(
            _("Choose courses for each new cohort: without one there is nothing to learn.")
        )
    return " ".join(parts)


def empty_file(request: HttpRequest) -> HttpResponse:
    """A file with nothing but the header, to begin from."""
    if not person_may_import_trainees(request.user):
        raise PermissionDenied
    return _csv_file("trainees", COLUMNS, [])


def region_codes(request: HttpRequest) -> HttpResponse:
    """Every kelurahan with its code, as `load_regions` reads it."""
    if not person_may_import_trainees(request.user):
        raise PermissionDenied
    columns = ("code", "kecamatan", "kelurahan")
    return _csv_file("kelurahan", columns, Region.objects.in_order().values_list(*columns))


def _csv_file(name: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> HttpResponse:
    """Without a day in its name: it is filled in and sent back."""
    file = HttpResponse("".join(csv_lines(columns, rows)), content_type=CSV_TYPE)
    file["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return file
