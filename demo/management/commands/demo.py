"""The demo programme: its world, its loading, its logins. `make demo` calls all three."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from demo import loading, logins
from demo.people import PEOPLE
from demo.person import HISTORY_DAYS
from demo.sandbox_control import SandboxDoesNotAnswer
from demo.world import channels
from design.site_time import site_day


class Command(BaseCommand):
    help = (
        "`world` writes the sandbox's channels, `load` fills an empty database with the demo "
        "programme (a loaded one keeps its data), `logins` prints who can sign in."
    )

    # `make demo` calls it three times a start; the checks load every address and hook of the site,
    # and `migrate` has run them just before.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        world = acts.add_parser("world", help="write the sandbox's epoch and channels")
        world.add_argument("--output", type=Path, required=True, metavar="FILE")
        acts.add_parser("load", help="load the demo programme, once")
        acts.add_parser("logins", help="print one login per role")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        try:
            getattr(self, f"_{act}")(**options)
        except (loading.CannotLoad, SandboxDoesNotAnswer) as error:
            raise CommandError(str(error)) from error

    def _world(self, *, output: Path, **options: Any) -> None:
        loading.check_reads_sandbox()
        epoch = loading.epoch(site_day(timezone.now()))
        world = {"epoch": epoch.isoformat(), "channels": channels(PEOPLE, epoch)}
        output.write_text(json.dumps(world, ensure_ascii=False, indent=1), encoding="utf-8")

    def _load(self, **options: Any) -> None:
        now = timezone.now()
        if loading.is_loaded():
            result = loading.sync_today(now=now)
            self.stdout.write(f"  demo: kept as it is; {result.last_line}")
            return
        # Mails about months ago must reach nobody's inbox, nor the folder that stands for one.
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        shown = sys.stderr.isatty()
        with tqdm(total=HISTORY_DAYS, file=sys.stderr, disable=not shown, unit=" days") as bar:
            loading.load(
                now=now,
                report=self.stdout.write,
                progress=lambda done: bar.update(done - bar.n),
            )

    def _logins(self, **options: Any) -> None:
        for line in logins.lines(settings.SITE_URL):
            self.stdout.write(line)
