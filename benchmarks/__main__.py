"""Run every benchmark on a database and a sandbox of its own; all of it is thrown away.

python -m benchmarks [name …]
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from pathlib import Path

NAMES = ("sync_quiet_day", "import_people", "export_progress", "pages", "sign_ups")


def main() -> None:
    wanted = sys.argv[1:] or NAMES
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'benchmarks.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", "--no-input", "--verbosity", "0")
        for name in wanted:
            importlib.import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main()
