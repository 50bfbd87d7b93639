"""Erase the people who asked for it and whose time to take it back is over."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts.erasing import erase_due


class Command(BaseCommand):
    help = (
        "Erase everybody whose request is due, everywhere and for good. The last line says how many "
        "were erased and how many could not be; those stay on the list, and the exit code is 1."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(file=sys.stderr, disable=not sys.stderr.isatty(), unit=" people") as bar:
            erased, failed = erase_due(now=timezone.now(), progress=bar.update)
        line = f"erased={erased} failed={failed}"
        if failed:
            raise CommandError(line)
        self.stdout.write(line)
