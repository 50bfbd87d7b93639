"""`manage.py sandbox`: the local YouTube, a process of its own without Django."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from youtube_integration.sandbox.__main__ import DESCRIPTION, add_options


class Command(BaseCommand):
    help = DESCRIPTION
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Turn this process into the sandbox, so that a signal to it stops the sandbox."""
        own = argparse.ArgumentParser(add_help=False)
        add_options(own)
        given = [
            word
            for name in vars(own.parse_args([]))
            if options[name] is not None
            for word in (f"--{name}", str(options[name]))
        ]
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, [sys.executable, "-m", "youtube_integration.sandbox", *given])
