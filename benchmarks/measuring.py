"""One line a measurement: the figure, its reference of the same run, and how they compare."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def report(name: str, measured: float, reference_name: str, reference: float) -> None:
    ratio = measured / reference if reference else float("inf")
    print(
        f"{name:<44}{measured:>9.3f} s   {reference_name:<44}{reference:>9.3f} s   ×{ratio:.1f}",
        flush=True,
    )


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def sandbox() -> Iterator[object]:
    """A sandbox process that the settings point at."""
    from django.conf import settings

    from tests.sandbox import start_sandbox

    running = start_sandbox("--epoch", "2026-11-01", "--day", "2026-11-01")
    settings.YOUTUBE_API_ENDPOINT = running.endpoint
    try:
        yield running
    finally:
        running.stop()
