"""Imports people from a CSV file, as the admin's import page does."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from cohorts.importing import COLUMNS, ImportRefused, ImportResult, Plan, import_people, plan_import
from youtube_integration.connecting import SandboxMixedWithReal, client


class Command(BaseCommand):
    help = (
        f"Imports trainees from a CSV file with the columns {','.join(COLUMNS)}. All or nothing: "
        "every bad row is named by its line, and the exit code is 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Only check; look nothing up, write nothing."
        )
        parser.add_argument(
            "--create-cohorts", action="store_true", help="Make cohorts that do not exist yet."
        )
        parser.add_argument(
            "--update",
            action="store_true",
            help="Take over from the file what differs, save what a person saved themself. "
            "Without it only empty fields are filled.",
        )

    def handle(
        self,
        *args: object,
        file: Path,
        dry_run: bool,
        create_cohorts: bool,
        update: bool,
        **options: object,
    ) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        # Whoever may run commands here may edit everybody.
        choices: dict[str, Any] = {
            "actor": None,
            "create_cohorts": create_cohorts,
            "update": update,
        }
        try:
            if dry_run:
                self.report_plan(plan_import(data, now=timezone.now(), **choices))
            else:
                self.report(self.bring_in(data, **choices))
        except ImportRefused as refusal:
            raise self.refused(refusal) from refusal
        except SandboxMixedWithReal as error:
            raise CommandError(str(error)) from error

    def bring_in(self, data: bytes, **choices: Any) -> ImportResult:
        with tqdm(desc="channels", unit="", leave=False, disable=not sys.stderr.isatty()) as bar:
            return import_people(
                data,
                client=client(now=timezone.now, interactive=True),
                now=timezone.now(),
                progress=lambda done: bar.update(done - bar.n),
                **choices,
            )

    def report(self, result: ImportResult) -> None:
        for notice in result.notices:
            self.stdout.write(str(notice))
        for line in result.in_words():
            self.stdout.write(line)
        self.stdout.write(
            f"people={result.people} new={result.new_people} enrolments={result.new_enrolments} "
            f"cohorts={result.new_cohorts} channels={result.channels}"
        )

    def report_plan(self, plan: Plan) -> None:
        """The page's sentences; the last line is for scripts."""
        if plan.problems:
            raise self.refused(ImportRefused(plan.problems))
        if plan.new_cohorts:
            self.stdout.write(f"{_('New cohorts')}: {', '.join(plan.new_cohorts)}")
        for section in plan.sections():
            self.stdout.write(f"{section.title}: {len(section.facts)}")
            for fact in section.facts:
                self.stdout.write(f"  {fact}")
        self.stdout.write(f"dry run: people={len(plan.rows)} new={plan.new_people}")

    def refused(self, refusal: ImportRefused) -> CommandError:
        lines = [str(problem) for problem in refusal.problems]
        return CommandError("\n".join([*lines, _("Nothing was imported.")]))
