"""Invented figures and real ones never share a database."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning  # noqa: A004
from django.db import DatabaseError

from youtube_integration.models import Channel, reads_sandbox


def sandbox_and_real_apart(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An error for sandbox channels behind a real endpoint; a warning for the reverse.

    Before the first migration, or without a database, there is nothing to compare.
    """
    try:
        invented = Channel.objects.filter(sandbox=True).exists()
        real = Channel.objects.filter(sandbox=False).exists()
    except DatabaseError:
        return []
    if invented and not reads_sandbox():
        return [
            Error(
                "The database holds channels of the sandbox, but YOUTUBE_API_ENDPOINT is not local.",
                hint="Use another database with the real YouTube: these figures are invented.",
                id="youtube_integration.E001",
            )
        ]
    if real and reads_sandbox():
        return [
            Warning(
                "The database holds real channels, but YOUTUBE_API_ENDPOINT is a local sandbox.",
                hint="The sandbox does not know them: the next sync would report them missing.",
                id="youtube_integration.W001",
            )
        ]
    return []
