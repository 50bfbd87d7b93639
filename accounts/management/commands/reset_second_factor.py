"""Free somebody from a lost second factor, where no administrator can."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.factors import FactorError, reset_second_factor
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Take app, keys and recovery codes off an account, end its sessions and tell its owner by "
        "mail. For the last administrator; the others are freed under People."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.by_email(options["email"]).first()
        if person is None:
            raise CommandError("No account has this address.")
        try:
            reset_second_factor(person=person, actor=None)
        except FactorError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("reset=1")
