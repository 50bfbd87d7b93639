"""Copy the database and the pictures into an empty folder while the site runs on."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.backing_up import BackupError, back_up


class Command(BaseCommand):
    help = "Copy database and media into DIR, with checksums; DIR appears whole or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, help="a folder that is empty or not there yet")

    def handle(self, *args: Any, dir: Path, **options: Any) -> None:
        try:
            manifest = back_up(target=dir.resolve(), now=timezone.now())
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(manifest["tables"].values())
        self.stdout.write(f"rows={rows} files={len(manifest['files'])}")
