"""Refresh what is due from YouTube, in the foreground, to its end."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from youtube_integration.connecting import SandboxMixedWithReal, client
from youtube_integration.syncing import sync_channels

#: How often one question is sent; people who wait get the client's three.
ATTEMPTS = 5


class Command(BaseCommand):
    help = (
        "Refresh the channels that are due, and their videos, within the day's YouTube quota. "
        "The last line is for scripts: channels=<ok>/<due> videos=<n> units=<n> failed=<n> "
        "seconds=<s>. Exit code 0 when all was done, 1 when something was left over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--limit", type=_positive, help="refresh at most so many channels, stalest first"
        )

    def handle(self, *args: Any, limit: int | None, **options: Any) -> None:
        try:
            youtube = client(now=timezone.now, attempts=ATTEMPTS)
        except SandboxMixedWithReal as error:
            raise CommandError(str(error)) from error
        with tqdm(file=sys.stderr, disable=not sys.stderr.isatty(), unit=" channels") as bar:
            result = sync_channels(
                client=youtube,
                now=timezone.now,
                limit=limit,
                progress=lambda done, total: _show(bar, done, total),
            )
        if result.message:
            self.stderr.write(self.style.WARNING(result.message))
        self.stdout.write(result.last_line)
        if not result.is_complete:
            sys.exit(1)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _show(bar: tqdm, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
