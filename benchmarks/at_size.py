"""Every page at the size of a city: medians, exports, and what ten times as many people cost.

python -m benchmarks.at_size [--size 10000 --size 100000] [--only report]

Needs the PostgreSQL that DATABASE_URL names; makes a database of its own there, fills it, and drops
it at the end, one size after the other.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

BUDGET_MS = 500
FIRST_BYTE_SECONDS, ROWS_A_SECOND = 1, 2000
TIMES = 5
NAME = "kanal_at_size"
PROGRESS, PEOPLE, OVERVIEW = (
    "/admin/reports/progress/",
    "/admin/users/",
    "/admin/reports/programme/",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, action="append", metavar="ENROLMENTS")
    parser.add_argument("--only", default="", metavar="TEXT", help="Pages whose name holds it.")
    parser.add_argument("--here", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        measure(asked.here, asked.only)
        return
    for size in asked.size or [10_000, 100_000]:
        with database() as url:
            command = [sys.executable, "-m", "benchmarks.at_size", "--here", str(size)]
            environment = os.environ | {
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
            }
            subprocess.run([*command, "--only", asked.only], env=environment, check=True)


@contextmanager
def database() -> Iterator[str]:
    """The URL of an empty database on the server of DATABASE_URL; it is dropped afterwards."""
    import psycopg

    server = os.environ.get("DATABASE_URL", "")
    if urlsplit(server).scheme not in ("postgres", "postgresql"):
        raise SystemExit("DATABASE_URL must name a PostgreSQL database.")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME}")
        connection.execute(f"CREATE DATABASE {NAME}")
        try:
            yield urlsplit(server)._replace(path=f"/{NAME}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def measure(size: int, only: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.programme_at_size import fill

    settings.ALLOWED_HOSTS = ["testserver"]
    start = time.perf_counter()
    call_command("migrate", "--no-input", "--verbosity", "0")
    rows = fill(size, now=timezone.now())
    summary = ", ".join(f"{count:,} {name}" for name, count in rows.items())
    print(f"\n{size:,} enrolments, filled in {time.perf_counter() - start:.0f} s: {summary}")
    print(f"load {os.getloadavg()[0]:.1f}; median of {TIMES} warm requests, in process\n")
    pages(only)
    exports(only)


def pages(only: str) -> None:
    late = []
    for name, client, path in requests():
        if only not in name:
            continue
        answer, took = timed(client, path)
        over = took > BUDGET_MS
        late += [name] if over else []
        size = f"{len(answer.content) / 1024:7.1f} KB"
        print(f"{name:<52}{took:>9.0f} ms {size}{'  over' if over else ''}", flush=True)
    print(f"\n{len(late)} over {BUDGET_MS} ms: {', '.join(late) or 'none'}\n")


def timed(client: object, path: str) -> tuple[object, float]:
    """The answer, and the median of its milliseconds after one that warms up."""
    answer = client.get(path)
    if answer.status_code not in (200, 503):
        raise SystemExit(f"{path} answers {answer.status_code}")
    took = []
    # What takes seconds takes them each time.
    while len(took) < TIMES and sum(took) < 10:
        start = time.perf_counter()
        client.get(path)
        took.append(time.perf_counter() - start)
    return answer, 1000 * statistics.median(took)


def requests() -> Iterator[tuple[str, object, str]]:
    """Name, who asks, address."""
    from accounts.models import User
    from benchmarks.programme_at_size import MANAGER
    from cohorts.models import Cohort
    from tests.factories.accounts import UserFactory

    manager = User.objects.get(email=MANAGER)
    root = UserFactory(superuser=True)
    for who, staff in (("", signed_in(manager)), (", superuser", signed_in(root))):
        for name, path in (*report_pages(), *people_pages(), *other_staff_pages()):
            if not who or path in (PROGRESS, PEOPLE, OVERVIEW):
                yield f"{name}{who}", staff, path
    yield "operator's page of YouTube", staff, "/admin/reports/youtube/"
    yield "operator's page of mail", staff, "/admin/reports/mail/"
    yield "exports by staff", staff, "/admin/reports/exports/"
    yield "page explorer", staff, "/admin/pages/"
    cohort = Cohort.objects.get(slug="angkatan-1")
    yield from trainee_pages(cohort)


def signed_in(user: object) -> object:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def report_pages() -> Iterator[tuple[str, str]]:
    from accounts.models import Region
    from cohorts.models import Enrolment
    from courses.models import CoursePage
    from reports.questions.progress import ORDERINGS

    last = -(-Enrolment.objects.count() // 50)
    yield "report", PROGRESS
    yield "report, last page", f"{PROGRESS}?p={last}"
    for key in ORDERINGS:
        yield f"report by {key}", f"{PROGRESS}?ordering={key}"
        yield f"report by {key}, turned", f"{PROGRESS}?ordering=-{key}"
        yield f"report by {key}, middle page", f"{PROGRESS}?ordering={key}&p={last // 2}"
    course, region = CoursePage.objects.first(), Region.objects.first()
    for name, value in {
        "cohort": 1,
        "course": course.pk,
        "kecamatan": region.kecamatan,
        "kelurahan": region.pk,
        "status": "applied",
        "connection": "reconnect",
    }.items():
        yield f"report, filter {name}", f"{PROGRESS}?{name}={value}"
    for text in ("siti", "ningsih lestari", "warga12@", "@dapur.warga_77", "nobody at all"):
        yield f"report, search {text}", f"{PROGRESS}?q={text}"
    yield "report, search by completion", f"{PROGRESS}?q=siti&ordering=-completion"
    yield "overview", OVERVIEW
    yield "overview, one cohort", f"{OVERVIEW}?cohort=1"


def people_pages() -> Iterator[tuple[str, str]]:
    from accounts.models import User

    yield "people", PEOPLE
    yield "people, page 20", f"{PEOPLE}?p=20"
    yield "people, last page", f"{PEOPLE}?p={-(-User.objects.count() // 20)}"
    for key in ("name", "email", "is_active", "last_login"):
        yield f"people by {key}", f"{PEOPLE}?ordering={key}"
        yield f"people by {key}, turned", f"{PEOPLE}?ordering=-{key}"
    for text in ("siti", "ningsih lestari", "warga12@", "nobody at all"):
        yield f"people, search {text}", f"{PEOPLE}?q={text}"
    yield "people who never came in", f"{PEOPLE}?never_came_in=true"
    yield "people with a role", f"{PEOPLE}?group=1"
    yield "people, results alone", f"{PEOPLE}results/?q=siti"


def other_staff_pages() -> Iterator[tuple[str, str]]:
    from accounts.models import User

    person = User.objects.get(email="warga77@contoh.example")
    yield "admin home", "/admin/"
    yield "a person", f"/admin/users/edit/{person.pk}/"
    yield "cohorts", "/admin/cohorts/"
    yield "cohorts, search", "/admin/cohorts/?q=angkatan+7"
    yield "a cohort of 500", "/admin/cohorts/1/people/"
    yield "a cohort of 500, search", "/admin/cohorts/1/people/?q=siti"
    yield "a cohort's form", "/admin/cohorts/edit/1/"
    yield "/readyz", "/readyz"


def trainee_pages(cohort: object) -> Iterator[tuple[str, object, str]]:
    from courses.models import CoursePage, LessonPage

    learning = cohort.enrolments.filter(status="active", user__is_active=True)
    user = learning.filter(user__channel_connections__isnull=False).order_by("pk")[3].user
    trainee, visitor = signed_in(user), signed_out()
    lesson, course = LessonPage.objects.order_by("path")[4], CoursePage.objects.first()
    yield "dashboard", trainee, "/dashboard/"
    yield "my channel", trainee, "/channel/"
    yield "lesson", trainee, lesson.url
    yield "course", trainee, course.url
    yield "cohort", trainee, cohort.get_absolute_url()
    yield "profile", trainee, "/accounts/profil/"
    yield "home, visitor", visitor, "/"
    yield "cohort, visitor", visitor, cohort.get_absolute_url()
    yield "course, visitor", visitor, course.url


def signed_out() -> object:
    from django.test import Client

    return Client()


def exports(only: str) -> None:
    from accounts.models import User
    from benchmarks.programme_at_size import MANAGER

    client = signed_in(User.objects.get(email=MANAGER))
    for name, path in (
        ("export report csv", f"{PROGRESS}?export=csv"),
        ("export report csv by completion", f"{PROGRESS}?export=csv&ordering=-completion"),
        ("export report xlsx", f"{PROGRESS}?export=xlsx"),
        ("export people csv", f"{PEOPLE}?export=csv"),
        ("export overview csv", f"{OVERVIEW}?export=csv"),
    ):
        if only in name:
            print(export(client, name, path), flush=True)


def export(client: object, name: str, path: str) -> str:
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
    rows = AccessLog.objects.first().rows
    slow = first > FIRST_BYTE_SECONDS or (rows > ROWS_A_SECOND and rows / took < ROWS_A_SECOND)
    return (
        f"{name:<40}first byte {first:6.2f} s {rows:>9,} rows {rows / took:>8,.0f} a second"
        f" {most:>+7.1f} MB{'  over' if slow else ''}"
    )


def memory() -> float:
    """What the process holds, in MB."""
    pages_held = int(Path("/proc/self/statm").read_text().split()[1])
    return pages_held * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
