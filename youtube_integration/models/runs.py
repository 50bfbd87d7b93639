"""A run of the sync: what was due, what was done, and whether its process still lives."""

from __future__ import annotations

import os
import socket
from datetime import datetime
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _


def _process_lives(pid: int) -> bool:
    """Whether a process of this machine runs; one that ended but was not reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return True
    return state != "Z"


#: Runs that this process began: after a restart another run may have had our process id.
_begun_here: set[int] = set()


class SyncRunQuerySet(models.QuerySet["SyncRun"]):
    def begin(self, *, due: int, now: datetime) -> SyncRun:
        """A row for this process to write its result into."""
        run = self.create(started_at=now, due=due, host=socket.gethostname(), pid=os.getpid())
        _begun_here.add(run.pk)
        return run

    def unfinished(self) -> SyncRunQuerySet:
        return self.filter(finished_at__isnull=True)

    def abandoned(self) -> list[SyncRun]:
        """Unfinished runs of this machine whose process is no more."""
        here = self.unfinished().filter(host=socket.gethostname())
        return [run for run in here if not run.lives()]


class SyncRun(models.Model):
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    due = models.PositiveIntegerField(_("channels due"), default=0)
    ok = models.PositiveIntegerField(_("channels done"), default=0)
    failed = models.PositiveIntegerField(_("channels failed"), default=0)
    videos = models.PositiveIntegerField(_("videos read"), default=0)
    units = models.PositiveIntegerField(_("units"), default=0)
    quota_gone = models.BooleanField(_("quota gone"), default=False)
    message = models.TextField(_("message"), blank=True)
    host = models.CharField(max_length=255, editable=False)
    pid = models.PositiveIntegerField(editable=False)

    objects = SyncRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("sync run")
        verbose_name_plural = _("sync runs")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True)
                | models.Q(finished_at__gte=models.F("started_at")),
                name="run_finishes_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}: {self.ok}/{self.due}"

    @property
    def is_complete(self) -> bool:
        """Whether all that was due got done."""
        return self.finished_at is not None and self.ok >= self.due

    def lives(self) -> bool:
        """Whether the process of an unfinished run of this machine is still there."""
        return self.pk in _begun_here if self.pid == os.getpid() else _process_lives(self.pid)
