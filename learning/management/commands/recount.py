"""Counts lessons, what people did in them, and uploads anew."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from learning.counting import recount_all
from youtube_integration import counting as uploads


class Command(BaseCommand):
    help = (
        "Counts each cohort's lessons, what each enrolment did in them and each channel's uploads "
        "from scratch, and mends what was kept otherwise. Safe at any time; the scheduler runs it "
        "each night. Its last line says how many were wrong."
    )

    def handle(self, *args: object, **options: object) -> None:
        cohorts, enrolments = recount_all()
        channels = uploads.recount_all()
        self.stdout.write(f"cohorts={cohorts} enrolments={enrolments} channels={channels}")
