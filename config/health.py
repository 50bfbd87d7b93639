"""Two questions of an operator's monitor: does the process answer, and can the product do its work?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from shutil import disk_usage
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.caches import outages
from config.mail.waiting import TOO_MANY_REFUSED, mail_queue
from config.models import Heartbeat
from youtube_integration.models import Channel, SyncRun

# The nightly sync starts at 03.30; a day and two hours later it was missed, not merely slow.
SYNC_LATE_AFTER = timedelta(hours=26)

#: Below it an upload, a rendition or a night's sync may fail half-way.
LEAST_FREE_BYTES = 200 * 2**20


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; looks at nothing else."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every check passes, else 503; the body names each check with `ok` or a reason."""
    now = timezone.now()
    checks = {name: _result(check, now) for name, check in CHECKS.items()}
    ready = all(result == "ok" for result in checks.values())
    body = {"status": "ok" if ready else "not ready", "checks": checks, "mail": _waiting(now)}
    return JsonResponse(body, status=200 if ready else 503)


def _result(check: Callable[[datetime], str], now: datetime) -> str:
    try:
        return check(now)
    except DatabaseError:
        return "the database does not answer"


def _database(now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations(now: datetime) -> str:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(pending)} migrations are not applied" if pending else "ok"


def _cache(now: datetime) -> str:
    gone = outages()
    return f"does not answer: {', '.join(gone)}" if gone else "ok"


def _media(now: datetime) -> str:
    """Whether a picture could be written; the try leaves nothing behind."""
    try:
        folder = Path(settings.MEDIA_ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder) as probe:
            probe.write(b"readyz")
    except OSError as error:
        return f"pictures cannot be written: {error.strerror}"
    return "ok"


def _disk(now: datetime) -> str:
    """Free room where files and, on SQLite, the database lie."""
    folders = [Path(settings.MEDIA_ROOT)]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    free = [disk_usage(folder).free for folder in folders if folder.exists()]
    if free and min(free) < LEAST_FREE_BYTES:
        return f"only {min(free) // 2**20} MB are free"
    return "ok"


def _scheduler(now: datetime) -> str:
    alive = Heartbeat.is_alive(Heartbeat.SCHEDULER, now=now)
    return "ok" if alive else "the scheduler has not been heard of for five minutes"


def _sync(now: datetime) -> str:
    # What is due takes long to find among many channels, and a run of the last day settles it.
    if SyncRun.objects.filter(finished_at__gte=now - SYNC_LATE_AFTER).exists():
        return "ok"
    old = Channel.objects.filter(created_at__lt=now - SYNC_LATE_AFTER)
    waiting = (old.unanswered(now) | old.owing(now)).exists()
    return "channels are due and no sync has run for a day" if waiting else "ok"


def _waiting(now: datetime) -> dict[str, int | str | None]:
    try:
        queue = mail_queue(now)
    except DatabaseError:
        return {}
    since = queue.since.isoformat() if queue.since else None
    return {"waiting": queue.waiting, "since": since, "given_up": queue.given_up}


def _mail(now: datetime) -> str:
    queue = mail_queue(now)
    if queue.late:
        return f"{queue.waiting} mails wait, the oldest since {queue.since:%Y-%m-%d %H:%M %Z}"
    if queue.refused_in_a_row >= TOO_MANY_REFUSED:
        return f"the last {queue.refused_in_a_row} mails were given up"
    return "ok"


CHECKS: dict[str, Callable[[datetime], str]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "media": _media,
    "disk": _disk,
    "scheduler": _scheduler,
    "sync": _sync,
    "mail": _mail,
}
