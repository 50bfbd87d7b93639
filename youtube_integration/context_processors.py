"""What every page has to say about where its figures come from."""

from __future__ import annotations

from django.http import HttpRequest

from youtube_integration.models import reads_sandbox


def sandbox(request: HttpRequest) -> dict[str, bool]:
    """`reads_sandbox`: the figures on the pages are invented, and a banner has to say so."""
    return {"reads_sandbox": reads_sandbox()}
