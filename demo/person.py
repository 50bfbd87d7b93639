"""What is told of a person of the demo, and of the channel of one.

All of them are invented: family names are words read backwards, as Malang's walikan does, and
addresses end in `contoh.test`. Days are counted from the day the demo is loaded: -14 is two weeks
before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["completed", "active", "withdrawn", "waiting"]
Gender = Literal["F", "M"]
CohortSlug = Literal["kawi", "brantas"]
ConnectionKind = Literal["url", "oauth"]

DOMAIN = "contoh.test"
#: The world begins so many days before the demo is loaded.
HISTORY_DAYS = 120


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """A channel of the sandbox and how it came to Kanal.

    `created` and the days inside `trajectory` (form: youtube_integration/sandbox/specs.py) are
    counted like all others here; `refused` is the day on which YouTube refused the owner's token.
    """

    title: str
    kind: ConnectionKind
    connected: int
    trajectory: dict[str, Any]
    description: str = ""
    created: int = -400
    refused: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of a cohort and what becomes of them until today.

    `lessons` are completed in the order of the outline, the last on `last_day`; who has not
    completed the cohort has begun the next one then. `visits` are days of reading again.
    """

    key: str
    name: str
    gender: Gender
    age: int
    kelurahan: str
    cohort: CohortSlug
    state: State
    lessons: int
    last_day: int
    channel: ChannelPlan | None = None
    came_in: bool = True
    withdrew: int | None = None
    reason: str = ""
    guardian: str = ""
    visits: tuple[int, ...] = field(default=())

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"

    @property
    def handle(self) -> str:
        """Name and family name: no channel of a real person is likely to be called so."""
        return self.name.lower().replace(" ", ".")


def weekly(since: int, titles: list[str], **more: Any) -> dict[str, Any]:
    """A rule of one upload a week from that day on."""
    return {"every_days": 7, "from": since, "titles": titles, **more}
