"""Counts every cohort's lessons and what each enrolment did in them anew."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from learning.counting import recount_all


class Command(BaseCommand):
    help = (
        "Counts lessons and what people did in them from scratch, and mends what was kept "
        "otherwise. Safe at any time; the scheduler runs it each night."
    )

    def handle(self, *args: object, **options: object) -> None:
        cohorts, enrolments = recount_all()
        self.stdout.write(f"cohorts={cohorts} enrolments={enrolments}")
