"""Send at once what waits; the scheduler does the same every few seconds."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.mail.sending import send_waiting
from config.mail.waiting import due


class Command(BaseCommand):
    help = "Sends the mails that are due. Exit code 1 when the server left some of them over."

    def handle(self, *args: object, **options: object) -> None:
        result = send_waiting(clock=timezone.now)
        summary = f"sent={result.sent} put_off={result.put_off} given_up={result.given_up}"
        if result.broken or result.put_off or result.given_up:
            raise CommandError(f"{summary} due={due(timezone.now()).count()}")
        self.stdout.write(summary)
