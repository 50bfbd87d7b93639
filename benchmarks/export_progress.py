"""The CSV of 2,000 enrolments, beside writing 2,000 ready rows."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.utils import timezone

from accounts.models import Profile, User
from benchmarks.measuring import report, seconds
from cohorts.models import Cohort, Enrolment
from design.site_time import site_day

ROWS = 2000
COLUMNS = 25


def run() -> None:
    enrol_many()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "progress.csv"
        arguments = ("export_progress", "--format", "csv", "-o", str(path), "--cohort", "export")
        measured = seconds(lambda: call_command(*arguments))
        rows = path.read_text("utf-8-sig").count("\n") - 1
    if rows != ROWS:
        raise SystemExit(f"the export has {rows} rows, not {ROWS}")
    reference = seconds(write_ready_rows)
    report(f"export of {ROWS:,} enrolments", measured, "writing as many ready rows", reference)


def enrol_many() -> None:
    now = timezone.now()
    today = site_day(now)
    cohort = Cohort.objects.create(
        name="Export", slug="export", starts_on=today, ends_on=today + timedelta(weeks=8)
    )
    people = User.objects.bulk_create(
        User(email=f"export{n}@contoh.example", name=f"Peserta {n}", date_joined=now)
        for n in range(ROWS)
    )
    Profile.objects.bulk_create(Profile(user=user) for user in people)
    Enrolment.objects.bulk_create(
        Enrolment(
            user=user,
            cohort=cohort,
            status=Enrolment.Status.ACTIVE,
            applied_at=now,
            enrolled_at=now,
        )
        for user in people
    )


def write_ready_rows() -> None:
    writer = csv.writer(io.StringIO())
    writer.writerows([["value"] * COLUMNS for _row in range(ROWS)])
