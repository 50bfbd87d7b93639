"""Run every benchmark on a database and a sandbox of its own; all of it is thrown away.

python -m benchmarks [name]
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.run import POSTGRES, postgres_answers

NAMES = ("sync_quiet_day", "import_people", "export_progress", "pages", "sign_ups")


def main() -> None:
    if sys.argv[1:]:
        run(sys.argv[1])
        return
    # Each in a process of its own: what one leaves behind is no beginning for the next.
    for name in NAMES:
        subprocess.run([sys.executable, "-m", "benchmarks", name], check=True)
    at_size()


def run(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'benchmarks.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", "--no-input", "--verbosity", "0")
        importlib.import_module(f"benchmarks.{name}").run()


def at_size() -> None:
    if not postgres_answers():
        print(f"No PostgreSQL answers at {POSTGRES}: no table at size.")
        return
    environment = os.environ | {"DATABASE_URL": POSTGRES}
    subprocess.run([sys.executable, "-m", "benchmarks.at_size"], env=environment, check=True)


if __name__ == "__main__":
    main()
