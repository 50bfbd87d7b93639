"""Apply retention to what came from YouTube."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from youtube_integration.retaining import purge


class Command(BaseCommand):
    help = (
        "Delete what came from YouTube and may not be kept any longer. The last line says how many "
        "rows were deleted (figures, titles: emptied)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(purge(now=timezone.now()).last_line)
