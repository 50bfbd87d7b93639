"""Steering the sandbox of the demo over its control address."""

from __future__ import annotations

import json
from datetime import date
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin
from urllib.request import Request

from django.conf import settings

from demo.loopback import loopback_opener

TIMEOUT_SECONDS = 30


class SandboxDoesNotAnswer(Exception):
    """Nothing that can be steered listens at YOUTUBE_API_ENDPOINT."""


def begin_world(epoch: date, channels: list[dict[str, Any]]) -> None:
    """Forget every earlier world and begin this one, on its first day."""
    _post("reset", {"epoch": epoch.isoformat()})
    _post("channels", channels)


def set_day(day: date) -> None:
    _post("day", {"day": day.isoformat()})


def follow_clock() -> None:
    """From now on the world's day is today's."""
    _post("day", {"follow": "clock"})


def _post(name: str, body: Any) -> Any:
    address = urljoin(settings.YOUTUBE_API_ENDPOINT, f"/_sandbox/{name}")
    request = Request(
        address,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with loopback_opener().open(request, timeout=TIMEOUT_SECONDS) as answer:
            return json.load(answer)
    except (OSError, HTTPException, ValueError) as error:
        raise SandboxDoesNotAnswer(f"{address} does not answer as a sandbox: {error}") from error
