"""Delete what is kept of mails for long enough."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.mail.purging import purge_mail


class Command(BaseCommand):
    help = "Deletes mails given up when their links are dead, and notes of mails after a year."

    def handle(self, *args: object, **options: object) -> None:
        mails, notes = purge_mail(now=timezone.now())
        self.stdout.write(f"mails={mails} notes={notes}")
