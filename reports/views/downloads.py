"""The log of what leaves the admin, written before the first byte does."""

from __future__ import annotations

from datetime import datetime

from accounts.requests import PersonRequest
from reports.models import AccessLog

#: What an address carries besides that which narrows and orders a report.
NOT_FILTERS = {"export", "p", "_w_filter_fragment"}


def log_export(
    request: PersonRequest, *, report: AccessLog.Report, file_format: str, rows: int, now: datetime
) -> None:
    filters = {
        name: str(value) for name, value in request.GET.items() if value and name not in NOT_FILTERS
    }
    AccessLog.objects.note(
        person=request.user,
        report=report,
        file_format=file_format,
        filters=filters,
        rows=rows,
        now=now,
    )
