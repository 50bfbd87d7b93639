"""What one run carries from batch to batch."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from django.db.models import QuerySet

from design.site_time import site_day
from youtube_integration.api import MAX_IDS, QuotaExceeded, Refused, YouTubeError
from youtube_integration.connecting import LedgeredClient
from youtube_integration.models import SyncRun, Video

logger = logging.getLogger(__name__)

#: An outage would otherwise be asked about once for every batch of the night.
MOST_FAILURES_IN_A_ROW = 5
ROWS_AT_A_TIME = 500

Result = TypeVar("Result")


class GaveUp(Exception):
    """YouTube failed too many batches in a row; the rest stays due."""


@dataclass
class Work:
    """`scope` holds the ids of the channels that this run is about, stalest first.

    `moment` decides what is due from beginning to end, so that nothing becomes due under way;
    `clock` dates each answer.
    """

    client: LedgeredClient
    clock: Callable[[], datetime]
    run: SyncRun
    moment: datetime
    scope: dict[str, None]
    progress: Callable[[int, int], None] | None = None
    failed: set[str] = field(default_factory=set)
    videos: int = 0
    done: int = 0
    failures_in_a_row: int = 0

    @property
    def day(self) -> date:
        return site_day(self.moment)

    def call(self, question: Callable[[], Result], *, about: Iterable[str]) -> Result | None:
        """YouTube's answer, or None where this batch has to be left over for the next run.

        A spent quota and a refused key end the run: they are raised.
        """
        try:
            result = question()
        except (QuotaExceeded, Refused):
            raise
        except YouTubeError as error:
            self.leave(about)
            self.failures_in_a_row += 1
            logger.warning("A batch is left over: %s", error)
            if self.failures_in_a_row >= MOST_FAILURES_IN_A_ROW:
                raise GaveUp(str(error)) from error
            return None
        self.failures_in_a_row = 0
        return result

    def leave(self, channels: Iterable[str]) -> None:
        """Note that something due for these channels was not done."""
        self.failed.update(pk for pk in channels if pk in self.scope)

    def step(self, channels: int) -> None:
        self.done += channels
        if self.progress:
            self.progress(min(self.done, len(self.scope)), len(self.scope))

    def pools(self, videos: QuerySet[Video]) -> Iterator[dict[str, str]]:
        """Videos of this run's channels, 50 at a time over all of them: video id to channel id."""
        pool: dict[str, str] = {}
        for video, channel in self._by_key(videos):
            if channel in self.scope:
                pool[video] = channel
            if len(pool) == MAX_IDS:
                yield pool
                pool = {}
        if pool:
            yield pool

    def _by_key(self, videos: QuerySet[Video]) -> Iterator[tuple[str, str]]:
        last = ""
        while True:
            page = videos.filter(pk__gt=last).order_by("pk").values_list("pk", "channel_id")
            rows = list(page[:ROWS_AT_A_TIME])
            yield from rows
            if len(rows) < ROWS_AT_A_TIME:
                return
            last = rows[-1][0]


def each_alone(
    write: Callable[[list[str]], None], keys: list[str], *, on_failure: Callable[[str], None]
) -> None:
    """Write a batch at once; where that fails, row by row, so that one bad row is left alone.

    What fails may be anything, a listener's bug included, and must not end the night's run.
    """
    try:
        write(keys)
        return
    except Exception:
        logger.exception("A batch of %s rows is written one by one", len(keys))
    for key in keys:
        try:
            write([key])
        except Exception:
            logger.exception("Could not write what YouTube said of %s", key)
            on_failure(key)
