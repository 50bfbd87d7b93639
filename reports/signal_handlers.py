"""What reports writes down when an app below announces that people's data leave."""

from __future__ import annotations

from datetime import datetime

from accounts.requests import PersonRequest
from accounts.signals import people_exported
from reports.models import AccessLog
from reports.views.downloads import log_export


def connect() -> None:
    people_exported.connect(log_people, dispatch_uid="reports.people_exported")


def log_people(
    sender: object,
    request: PersonRequest,
    file_format: str,
    rows: int,
    now: datetime,
    **kwargs: object,
) -> None:
    log_export(request, report=AccessLog.Report.PEOPLE, file_format=file_format, rows=rows, now=now)
