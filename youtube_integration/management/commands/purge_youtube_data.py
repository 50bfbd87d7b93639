"""Apply retention to what came from YouTube."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from youtube_integration.retaining import purge


class Command(BaseCommand):
    help = (
        "Delete what came from YouTube and may not be kept any longer. The last line says how many "
        "rows were deleted (figures, titles: emptied)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(file=sys.stderr, disable=not sys.stderr.isatty(), unit=" rows") as bar:
            result = purge(now=timezone.now(), progress=bar.update)
        self.stdout.write(result.last_line)
