"""Bring a backup into an empty database and an empty MEDIA_ROOT."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backing_up import BackupError, restore


class Command(BaseCommand):
    help = "Bring a backup back; refuses a database or MEDIA_ROOT that is not empty."
    # An empty database is what it wants, whatever migrations would say to it.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, help="what `manage.py backup` wrote")
        parser.add_argument(
            "--verify", action="store_true", help="count rows and read every file afterwards"
        )

    def handle(self, *args: Any, dir: Path, verify: bool, **options: Any) -> None:
        try:
            manifest = restore(source=dir.resolve(), verify=verify)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(manifest["tables"].values())
        self.stdout.write(f"rows={rows} files={len(manifest['files'])} verified={verify}")
