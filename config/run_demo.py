"""The demo from a fresh clone: migrate, load, sync, serve; every process ends with this one.

    python -m config.run_demo [--installed-in SECONDS] [--port 8000] [--sandbox-port 8799]

The children (sandbox, gunicorn, scheduler) share one process group of their own. Ctrl-C or
SIGTERM stops them with SIGTERM, and after eight seconds kills what is left.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError

import django
from django.apps import apps
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from demo.loopback import loopback_opener

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
STATE = VAR / "demo-sandbox.json"
GRACE_SECONDS = 8
LINK_OR_CODE = re.compile(r"https?://\S+|\d{6}")


class Demo:
    """The demo's processes and the seconds that each step took."""

    def __init__(self, *, port: int, sandbox_port: int) -> None:
        self.port = port
        self.sandbox_port = sandbox_port
        self.children: dict[str, subprocess.Popen] = {}
        self.environment = {
            **os.environ,
            "DEBUG": "false",
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            "DATABASE_URL": f"sqlite:///{VAR / 'demo.sqlite3'}",
            "MEDIA_ROOT": str(VAR / "demo-media"),
            "SITE_URL": f"http://127.0.0.1:{port}",
            # Four slashes: of three, what follows would be a path relative to the working directory.
            "EMAIL_URL": f"filemail:///{VAR / 'mail'}",
            "YOUTUBE_API_KEY": "sandbox",
            "YOUTUBE_API_ENDPOINT": f"http://127.0.0.1:{sandbox_port}/",
            "PYTHONUNBUFFERED": "1",
        }

    def start(self, name: str, *command: str) -> subprocess.Popen:
        # A group of their own: a terminal's Ctrl-C reaches this process alone, which stops them.
        child = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, start_new_session=True
        )
        self.children[name] = child
        return child

    def stop(self) -> None:
        for child in self.children.values():
            _signal_group(child, signal.SIGTERM)
        deadline = time.time() + GRACE_SECONDS
        for child in self.children.values():
            while child.poll() is None and time.time() < deadline:
                time.sleep(0.05)
            _signal_group(child, signal.SIGKILL)


def _signal_group(child: subprocess.Popen, number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except (ProcessLookupError, PermissionError):
        return


class Steps:
    """Prints each step with its seconds."""

    def __init__(self, installed_in: int) -> None:
        self.begun = time.time() - installed_in
        self.last = time.time()
        print(f"  {'install':<28}{installed_in:>5} s", flush=True)

    def done(self, name: str) -> None:
        now = time.time()
        print(f"  {name:<28}{now - self.last:>5.0f} s", flush=True)
        self.last = now

    def total(self) -> None:
        print(f"  {'all together':<28}{time.time() - self.begun:>5.0f} s", flush=True)


def wait_for(address: str, child: subprocess.Popen, seconds: int = 60) -> None:
    """Until the address answers; a child that ended before is an error."""
    deadline = time.time() + seconds
    while time.time() < deadline:
        if child.poll() is not None:
            raise SystemExit(f"demo: a process ended before {address} answered")
        try:
            loopback_opener().open(address, timeout=2).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"demo: {address} did not answer within {seconds} s")


def refuse_taken_ports(*ports: int) -> None:
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise SystemExit(
                    f"demo: port {port} is taken. Stop what uses it, or give another: "
                    f"python -m config.run_demo --port 8010 --sandbox-port 8810"
                ) from None


def load(demo: Demo, steps: Steps) -> None:
    """Everything up to a database that is ready to be served.

    Commands run in this process: a Python that starts anew for each would double the waiting.
    """
    os.environ.update(demo.environment)
    django.setup()
    VAR.mkdir(exist_ok=True)
    if is_of_another_shape():
        print(
            "  The demo's data were laid out by another version of Kanal: built anew.", flush=True
        )
        remove_data()
    if has_pending_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    steps.done("migrate")
    if not static_files_are_fresh():
        call_command("collectstatic", interactive=False, verbosity=0)
    steps.done("static files")
    channels = VAR / "demo-channels.json"
    call_command("demo", "world", "--output", str(channels))
    epoch = json.loads(channels.read_text("utf-8"))["epoch"]
    sandbox = demo.start(
        "sandbox",
        *("-m", "youtube_integration.sandbox", "--port", str(demo.sandbox_port)),
        *("--epoch", epoch, "--channels", str(channels), "--state", str(STATE)),
    )
    wait_for(f"http://127.0.0.1:{demo.sandbox_port}/_sandbox/ledger", sandbox)
    call_command("demo", "load")
    steps.done("demo programme, synced")


def is_of_another_shape() -> bool:
    """Whether the database was laid out by migrations that are not there any more, or not so."""
    loader = MigrationLoader(connection)
    if not loader.applied_migrations.keys() <= loader.disk_migrations.keys():
        return True
    return not has_pending_migrations() and lacks_columns()


def lacks_columns() -> bool:
    """While migrations are edited in place, their names alone do not tell the shapes apart."""
    ours = [each for each in apps.get_models() if (ROOT / each._meta.app_label).is_dir()]
    with connection.cursor() as cursor:
        for model in ours:
            # Django's own description stumbles over SQLite's constraints.
            cursor.execute(
                f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)} LIMIT 0"
            )
            there = {column[0] for column in cursor.description}
            if not {field.column for field in model._meta.local_concrete_fields} <= there:
                return True
    return False


def remove_data() -> None:
    """The demo's database, its pictures, and what its sandbox remembers."""
    connection.close()
    for path in [*VAR.glob("demo.sqlite3*"), STATE]:
        path.unlink(missing_ok=True)
    shutil.rmtree(VAR / "demo-media", ignore_errors=True)


def has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_files_are_fresh() -> bool:
    """Whether nothing that would be collected is younger than what was collected last."""
    collected = VAR / "static" / "staticfiles.json"
    if not collected.is_file():
        return False
    last = collected.stat().st_mtime
    sources = [ROOT / "requirements.lock"]
    for finder in get_finders():
        sources += [Path(storage.path(path)) for path, storage in finder.list([])]
    return all(source.stat().st_mtime < last for source in sources)


def serve(demo: Demo, steps: Steps) -> None:
    web = demo.start(
        "web server",
        *("-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{demo.port}"),
        *("--workers", "2", "--threads", "4", "--log-level", "warning"),
    )
    demo.start("scheduler", "manage.py", "scheduler")
    wait_for(f"http://127.0.0.1:{demo.port}/healthz", web)
    steps.done("start")
    steps.total()
    call_command("demo", "logins")


def show_mail(seen: dict[Path, int]) -> None:
    """Echo the links and codes of new mails: the demo has no mail server.

    `seen` counts each file's bytes.
    """
    for path in sorted((VAR / "mail").glob("*.log")):
        if path.stat().st_size == seen.get(path, 0):
            continue
        with path.open("rb") as file:
            file.seek(seen.get(path, 0))
            new = file.read()
            seen[path] = file.tell()
        for line in new.decode("utf-8", errors="replace").splitlines():
            if LINK_OR_CODE.fullmatch(line.strip()):
                print(f"  mail: {line.strip()}", flush=True)


def watch(demo: Demo) -> None:
    mail = VAR / "mail"
    seen = {path: path.stat().st_size for path in mail.glob("*.log")}
    while True:
        time.sleep(1)
        show_mail(seen)
        for name, child in demo.children.items():
            if child.poll() is not None:
                raise SystemExit(f"demo: the {name} ended by itself")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--installed-in", type=int, default=0, metavar="SECONDS")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--sandbox-port", type=int, default=8799)
    options = parser.parse_args()

    def stop(number: int, frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    refuse_taken_ports(options.port, options.sandbox_port)
    demo = Demo(port=options.port, sandbox_port=options.sandbox_port)
    try:
        steps = Steps(options.installed_in)
        load(demo, steps)
        serve(demo, steps)
        watch(demo)
    except CommandError as error:
        raise SystemExit(f"demo: {error}") from error
    finally:
        demo.stop()


if __name__ == "__main__":
    main()
