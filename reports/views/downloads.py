"""Files that leave the admin: streamed, named by report and day, and written to the log first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, StreamingHttpResponse

from accounts.site_time import site_day
from reports.models import AccessLog

CSV_TYPE = "text/csv; charset=utf-8"
#: What an address carries besides that which narrows and orders a report.
NOT_FILTERS = {"export", "p", "_w_filter_fragment"}


def log_export(
    request: HttpRequest, *, report: AccessLog.Report, file_format: str, rows: int, now: datetime
) -> None:
    filters = {
        name: value for name, value in request.GET.items() if value and name not in NOT_FILTERS
    }
    AccessLog.objects.note(
        person=request.user,
        report=report,
        file_format=file_format,
        filters=filters,
        rows=rows,
        now=now,
    )


def download(
    parts: Iterable[str | bytes], *, name: str, extension: str, content_type: str, now: datetime
) -> StreamingHttpResponse:
    """The file `name-2026-11-24.extension`, part by part as it is made."""
    day = site_day(now).isoformat()
    return StreamingHttpResponse(
        parts,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{day}.{extension}"',
            "Cache-Control": "no-store, private",
        },
    )
