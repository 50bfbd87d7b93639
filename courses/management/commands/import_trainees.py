"""Imports people from a CSV file, as the admin's import page does."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from courses.importing import (
    COLUMNS,
    ImportRefused,
    Plan,
    Problem,
    import_people,
    plan_import,
)
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

    def handle(
        self, *args: object, file: Path, dry_run: bool, create_cohorts: bool, **options: object
    ) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        now = timezone.now()
        try:
            if dry_run:
                self.report_plan(plan_import(data, create_cohorts=create_cohorts, now=now))
                return
            with tqdm(
                desc="channels", unit="", leave=False, disable=not sys.stderr.isatty()
            ) as bar:
                result = import_people(
                    data,
                    client=client(now=timezone.now, interactive=True),
                    create_cohorts=create_cohorts,
                    now=now,
                    progress=lambda done: bar.update(done - bar.n),
                )
        except ImportRefused as refusal:
            raise self.refused(refusal) from refusal
        except SandboxMixedWithReal as error:
            raise CommandError(str(error)) from error
        self.report_notices(result.notices)
        if result.unknown_ages:
            self.stdout.write(f"{result.unknown_ages} with a channel but without a year of birth")
        if result.withdrawn:
            self.stdout.write(f"{result.withdrawn} had withdrawn and stay so")
        self.stdout.write(
            f"people={result.people} new={result.new_people} enrolments={result.new_enrolments} "
            f"cohorts={result.new_cohorts} channels={result.channels}"
        )

    def report_plan(self, plan: Plan) -> None:
        if plan.new_cohorts:
            self.stdout.write(f"would make the cohorts: {', '.join(plan.new_cohorts)}")
        if plan.unknown_ages:
            self.stdout.write(f"{plan.unknown_ages} with a channel but without a year of birth")
        if plan.problems:
            raise self.refused(ImportRefused(plan.problems))
        self.report_notices(plan.notices)
        self.stdout.write(f"dry run: people={len(plan.rows)} new={plan.new_people}")

    def report_notices(self, notices: list[Problem]) -> None:
        for notice in notices:
            self.stdout.write(str(notice))
        if notices:
            self.stdout.write(f"{len(notices)} keep what they chose in Kanal")

    def refused(self, refusal: ImportRefused) -> CommandError:
        lines = "\n".join(str(problem) for problem in refusal.problems)
        return CommandError(f"{lines}\nNothing was imported.")
