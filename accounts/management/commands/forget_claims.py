"""Delete accounts whose address nobody ever confirmed."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.claims import LIFETIME, forget_claims


class Command(BaseCommand):
    help = f"Deletes accounts whose address was not confirmed within {LIFETIME.days} days."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"forgotten={forget_claims(now=timezone.now())}")
