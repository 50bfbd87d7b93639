"""Writes the progress of every enrolment, as the admin's report exports it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from cohorts.channel_progress import retention_period
from cohorts.models import Cohort
from reports.exports import COLUMNS, csv_lines, json_parts, values_of, workbook_parts
from reports.questions import progress


class Command(BaseCommand):
    help = f"Exports one row per enrolment with the columns {','.join(COLUMNS)}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["csv", "xlsx", "json"], required=True)
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="Where to; without it, to stdout."
        )
        parser.add_argument("--cohort", metavar="SLUG", help="Only this cohort.")

    def handle(
        self,
        *args: object,
        format: str,  # noqa: A002  (the option's name is the contract)
        output: Path | None,
        cohort: str | None,
        **options: object,
    ) -> None:
        now = timezone.now()
        history = retention_period(now=now)
        rows = progress.order(progress.enrolments(), "name", now=now, history=history)
        if cohort is not None:
            chosen = Cohort.objects.by_slug(cohort)
            if chosen is None:
                raise CommandError(f"There is no cohort {cohort}.")
            rows = rows.filter(cohort=chosen)
        keys = list(rows.values_list("pk", flat=True))
        found = progress.in_order_of(keys, now=now, history=history)
        bar = tqdm(
            map(values_of, found),
            total=len(keys),
            unit="rows",
            leave=False,
            disable=not sys.stderr.isatty(),
        )
        parts = encoded(parts_of(format, bar, now=now))
        if output is None:
            write(parts, getattr(self.stdout._out, "buffer", None) or sys.stdout.buffer)
            return
        try:
            save(parts, output)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}") from error
        self.stdout.write(f"rows={len(keys)} file={output}")


def parts_of(name: str, rows: Iterable[tuple], *, now: datetime) -> Iterator[str | bytes]:
    if name == "xlsx":
        return workbook_parts("progress", COLUMNS, rows, now=now)
    return csv_lines(COLUMNS, rows) if name == "csv" else json_parts(COLUMNS, rows)


def encoded(parts: Iterable[str | bytes]) -> Iterator[bytes]:
    for part in parts:
        yield part.encode() if isinstance(part, str) else part


def write(parts: Iterable[bytes], target: IO[bytes]) -> None:
    for part in parts:
        target.write(part)
    target.flush()


def save(parts: Iterable[bytes], path: Path) -> None:
    """A file is whole or not there: a half export must not pass for a whole one."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("wb") as target:
            write(parts, target)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
