"""Every page at the size of a city: medians, exports, and what ten times as many people cost.

python -m benchmarks.at_size [--size 10000 --size 100000] [--only report] [--keep]

Needs the PostgreSQL that DATABASE_URL names; makes a database of its own there for each size, fills
it, and drops it at the end. With --keep it stays, and the next run with --keep finds it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

BUDGET_MS = 500
FIRST_BYTE_SECONDS, ROWS_A_SECOND = 1, 2000
TIMES = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, action="append", metavar="ENROLMENTS")
    parser.add_argument("--only", default="", metavar="TEXT", help="Pages whose name holds it.")
    parser.add_argument("--keep", action="store_true", help="Leave the database for the next time.")
    parser.add_argument("--here", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--figures", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        measure(arguments.here, arguments.only, arguments.figures)
        return
    found = {}
    for size in arguments.size or [10_000, 100_000]:
        with database(size, keep=arguments.keep) as url, tempfile.TemporaryDirectory() as folder:
            figures = Path(folder) / "figures.json"
            command = [sys.executable, "-m", "benchmarks.at_size", "--here", str(size)]
            environment = os.environ | {
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
            }
            options = ["--only", arguments.only, "--figures", str(figures)]
            subprocess.run([*command, *options], env=environment, check=True)
            found[size] = json.loads(figures.read_text())
    if len(found) > 1:
        compare(found)


@contextmanager
def database(size: int, *, keep: bool) -> Iterator[str]:
    """The URL of a database for this size on the server of DATABASE_URL; empty unless it was kept."""
    import psycopg

    server, name = os.environ.get("DATABASE_URL", ""), f"kanal_at_size_{size}"
    if urlsplit(server).scheme not in ("postgres", "postgresql"):
        raise SystemExit("DATABASE_URL must name a PostgreSQL database.")
    with psycopg.connect(server, autocommit=True) as connection:
        if not keep:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            if not keep:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measure(size: int, only: str, figures: Path) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.programme_at_size import counted, fill, is_filled

    settings.ALLOWED_HOSTS = ["testserver"]
    start = time.perf_counter()
    call_command("migrate", "--no-input", "--verbosity", "0")
    if not is_filled():
        fill(size, now=timezone.now())
        print(f"\nfilled in {time.perf_counter() - start:.0f} s")
    summary = ", ".join(f"{count:,} {name}" for name, count in counted().items())
    print(f"\n{size:,} enrolments: {summary}")
    print(f"load {os.getloadavg()[0]:.1f}; medians of {TIMES} warm requests, in process\n")
    figures.write_text(json.dumps({**pages(only), **exports(only)}))
    print(f"\nload {os.getloadavg()[0]:.1f}\n")


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians of one page in milliseconds: by the clock, of the process, waiting for the database."""

    wall: float
    cpu: float
    database: float
    queries: int
    kilobytes: float


def pages(only: str) -> dict[str, float]:
    from benchmarks.requests_at_size import all_requests

    found, late = {}, []
    print(f"{'page':<64}{'ms':>7}{'CPU':>7}{'database':>10}{'queries':>9}{'KB':>8}")
    for request in all_requests():
        if only not in request.name:
            continue
        timing = timed(request)
        found[request.name] = timing.wall
        over = timing.wall > BUDGET_MS
        late += [request.name] if over else []
        print(
            f"{request.name:<64}{timing.wall:>7.0f}{timing.cpu:>7.0f}{timing.database:>10.0f}"
            f"{timing.queries:>9}{timing.kilobytes:>8.1f}{'  over' if over else ''}",
            flush=True,
        )
    print(f"\n{len(found)} pages, {len(late)} over {BUDGET_MS} ms: {', '.join(late) or 'none'}\n")
    return found


def timed(request: object) -> Timing:
    """After one that warms up."""
    from django.db import connection

    waited: list[float] = []

    def clock(execute, sql, params, many, context):  # noqa: ANN001, ANN202 (Django's protocol)
        begin = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            waited.append(time.perf_counter() - begin)

    response, timings = send(request), []
    # What takes seconds takes them each time.
    while len(timings) < TIMES and sum(wall for wall, *_rest in timings) < 10:
        if request.undone_by:
            request.client.post(request.undone_by)
        waited.clear()
        begin, cpu = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(clock):
            send(request)
        wall, cpu = time.perf_counter() - begin, time.process_time() - cpu
        timings.append((wall, cpu, sum(waited)))
    medians = (1000 * statistics.median(each) for each in zip(*timings, strict=True))
    return Timing(*medians, queries=len(waited), kilobytes=len(response.content) / 1024)


def send(request: object) -> object:
    response = (
        request.client.post(request.path) if request.sends else request.client.get(request.path)
    )
    # What must not be deleted answers 409, what is not ready 503; an accepted form redirects.
    if response.status_code not in ((302,) if request.sends else (200, 409, 503)):
        raise SystemExit(f"{request.name}: {request.path} answers {response.status_code}")
    return response


def exports(only: str) -> dict[str, float]:
    from benchmarks.requests_at_size import OVERVIEW, PEOPLE, PROGRESS, manager

    client, found = manager(), {}
    for name, path in (
        ("export report csv", f"{PROGRESS}?export=csv"),
        ("export report csv by completion", f"{PROGRESS}?export=csv&ordering=-completion"),
        ("export report csv by change", f"{PROGRESS}?export=csv&ordering=-views_gained"),
        ("export report csv with semicolons", f"{PROGRESS}?export=csv-semicolon"),
        ("export report xlsx", f"{PROGRESS}?export=xlsx"),
        ("export people csv", f"{PEOPLE}?export=csv"),
        ("export people xlsx", f"{PEOPLE}?export=xlsx"),
        ("export overview csv", f"{OVERVIEW}?export=csv"),
    ):
        if only in name:
            found[name] = export(client, name, path)
    return found


def export(client: object, name: str, path: str) -> float:
    """First byte, rows a second, and by how much the process grew while it was sent."""
    from reports.models import AccessLog

    start = time.perf_counter()
    parts = iter(client.get(path).streaming_content)
    next(parts)
    first, before, most = time.perf_counter() - start, memory(), 0.0
    for index, _part in enumerate(parts):
        if index % 1000 == 0:
            most = max(most, memory() - before)
    took = time.perf_counter() - start
    rows = AccessLog.objects.latest("at").rows
    slow = first > FIRST_BYTE_SECONDS or (rows > ROWS_A_SECOND and rows / took < ROWS_A_SECOND)
    print(
        f"{name:<40}first byte {first:6.2f} s {rows:>9,} rows {rows / took:>8,.0f} a second"
        f" {most:>+7.1f} MB{'  over' if slow else ''}",
        flush=True,
    )
    return 1000 * took


def memory() -> float:
    """What the process holds, in MB."""
    pages_held = int(Path("/proc/self/statm").read_text().split()[1])
    return pages_held * os.sysconf("SC_PAGE_SIZE") / 2**20


def compare(found: dict[int, dict[str, float]]) -> None:
    """How much longer the largest takes than the smallest; what grows as the rows do is marked."""
    small, large = min(found), max(found)
    print(f"{'ms':<64}{small:>12,}{large:>12,}{'×':>8}")
    for name, after in found[large].items():
        if (before := found[small].get(name)) is not None:
            grown = after / before
            marked = "  as the rows" if grown >= large / small else ""
            print(f"{name:<64}{before:>12.0f}{after:>12.0f}{grown:>8.1f}{marked}")


if __name__ == "__main__":
    main()
