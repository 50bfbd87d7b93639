"""Files that leave the admin: streamed, and named by what they hold and the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import StreamingHttpResponse

from design.site_time import site_day


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
