"""Sign somebody, or everybody, out wherever they are signed in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.security.log import record
from accounts.sessions import forget_every_session, forget_sessions


class Command(BaseCommand):
    help = (
        "Sign one account, or with --all everybody, out on every device. For a phone that was "
        "stolen, or after somebody was in who should not have been."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("email", nargs="?", help="the address of the account")
        whose.add_argument("--all", action="store_true", help="every account")

    def handle(self, *args: Any, **options: Any) -> None:
        person = None if options["all"] else self._person(options["email"])
        ended = forget_sessions(person) if person else forget_every_session()
        record("sessions_ended", account=person, count=ended)
        self.stdout.write(f"ended={ended}")

    @staticmethod
    def _person(email: str) -> User:
        person = User.objects.by_email(email).first()
        if person is None:
            raise CommandError("No account has this address.")
        return person
