"""One run, from what is due to the line that says what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from design.site_time import site_time
from youtube_integration.api import MAIN, QuotaExceeded, Refused
from youtube_integration.connecting import LedgeredClient
from youtube_integration.error_hints import refusal_in_words
from youtube_integration.models import Channel, SyncRun, Video
from youtube_integration.syncing.channels import read_channels
from youtube_integration.syncing.uploads import read_uploads
from youtube_integration.syncing.videos import read_details, read_statistics
from youtube_integration.syncing.work import GaveUp, Work


@dataclass(frozen=True, slots=True)
class SyncResult:
    """`due` channels at the beginning, `ok` of them with all done, `failed` left over by an error.

    `videos` whose details were read, `units` of the main bucket, `left_out` by the limit.
    `resumes_at` is set where the quota is gone.
    """

    due: int
    ok: int
    failed: int
    videos: int
    units: int
    seconds: float
    left_out: int = 0
    quota_gone: bool = False
    resumes_at: datetime | None = None
    message: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether everything was done that the limit did not leave out."""
        return self.ok + self.left_out >= self.due and not self.message

    @property
    def last_line(self) -> str:
        return (
            f"channels={self.ok}/{self.due} videos={self.videos} units={self.units} "
            f"failed={self.failed} seconds={self.seconds:.1f}"
        )


def sync_channels(
    *,
    client: LedgeredClient,
    now: Callable[[], datetime],
    limit: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> SyncResult:
    """Refresh what is due, at most `limit` channels, stalest first; never raises YouTubeError.

    `now` is a clock. `progress` gets the number of channels done and their total.
    """
    began, moment, spent = time.monotonic(), now(), client.units.get(MAIN, 0)
    give_up_abandoned(now=moment)
    due = Channel.objects.due(moment).stalest_first().values_list("pk", flat=True)
    # Ids only, so that 100,000 channels take some megabytes.
    scope = dict.fromkeys(due[:limit])
    total = len(scope) if limit is None else due.count()
    run = SyncRun.objects.begin(due=total, now=moment)
    work = Work(client, now, run, moment, scope, progress)
    stopped: Exception | None = None
    try:
        _read_all(work)
    except (QuotaExceeded, Refused, GaveUp) as error:
        stopped = error
    finally:
        # Also when the run is interrupted: whoever comes next need not wait for the leases.
        _release(run)
        run.finished_at = max(now(), moment)
        run.save(update_fields=["finished_at"])
    left = _left_over(work, stopped_early=stopped is not None)
    result = SyncResult(
        due=total,
        ok=len(scope) - len(left),
        failed=len(work.failed),
        videos=work.videos,
        units=client.units.get(MAIN, 0) - spent,
        seconds=time.monotonic() - began,
        left_out=total - len(scope),
        quota_gone=isinstance(stopped, QuotaExceeded),
        resumes_at=stopped.resumes_at if isinstance(stopped, QuotaExceeded) else None,
        message=_message(stopped, left=len(left), failed=len(work.failed)),
    )
    _write_down(run, result)
    return result


def _read_all(work: Work) -> None:
    read_channels(work)
    read_uploads(work)
    read_details(work)
    left_out = read_statistics(work)
    # Whether they are gone, only the details say.
    read_details(work, only=left_out)


def give_up_abandoned(*, now: datetime) -> int:
    """Close runs of this machine whose process was killed, and free what they had claimed."""
    abandoned = SyncRun.objects.abandoned()
    for run in abandoned:
        _release(run)
        run.finished_at = max(now, run.started_at)
        run.message = _("The run was interrupted.")
        run.save(update_fields=["finished_at", "message"])
    return len(abandoned)


def _release(run: SyncRun) -> None:
    Channel.objects.filter(lease_run=run).release()
    Video.objects.filter(lease_run=run).release()


def _left_over(work: Work, *, stopped_early: bool) -> set[str]:
    """Channels of the run with anything due still undone.

    Figures that were asked for and not told are done; those not asked for are not.
    """
    undone = Q(synced_on__isnull=True) | Q(synced_on__lt=work.day) | Q(uploads_due=True)
    undone |= Q(pk__in=Video.objects.read_due(work.moment).values("channel"))
    if stopped_early:
        undone |= Q(pk__in=Video.objects.statistics_due(work.moment).values("channel"))
    rows = Channel.objects.readable().filter(undone).values_list("pk", flat=True)
    return work.failed | (set(rows) & work.scope.keys())


def _message(stopped: Exception | None, *, left: int, failed: int) -> str:
    if isinstance(stopped, QuotaExceeded):
        moment = date_format(site_time(stopped.resumes_at), "j M Y H:i T")
        return _("The day's YouTube quota is used up. It resumes on {moment}.").format(
            moment=moment
        )
    if isinstance(stopped, Refused):
        return refusal_in_words(stopped)
    if isinstance(stopped, GaveUp):
        return _("YouTube does not answer: {reason}").format(reason=stopped)
    if failed:
        return ngettext(
            "{count} channel is left over after errors; the next run takes it up.",
            "{count} channels are left over after errors; the next run takes them up.",
            failed,
        ).format(count=failed)
    if left:
        return ngettext(
            "{count} channel is being read by another run.",
            "{count} channels are being read by another run.",
            left,
        ).format(count=left)
    return ""


def _write_down(run: SyncRun, result: SyncResult) -> None:
    for name in ("ok", "failed", "videos", "units", "quota_gone", "message"):
        setattr(run, name, getattr(result, name))
    run.save()
