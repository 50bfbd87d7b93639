"""The figures that YouTube publishes of a channel, as one value. Pure; the wire speaks it, too.

A figure more is a field of `EachCount`, its word of `STATISTICS`, a column of
`models.counted.Counted` with its migration, and a heading: rows, orderings, growth, retention,
privacy and exports follow `COUNTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Generic, Self, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class EachCount(Generic[Value]):
    """One value for each figure; all figures are totals of the whole channel."""

    subscribers: Value
    views: Value
    videos: Value

    @classmethod
    def each(cls, make: Callable[[str], Value]) -> Self:
        """`make(name)` for each figure."""
        return cls(**{name: make(name) for name in COUNTS})

    def items(self) -> Iterator[tuple[str, Value]]:
        return ((name, getattr(self, name)) for name in COUNTS)


#: Names of the figures, in the order of every report.
COUNTS: tuple[str, ...] = tuple(field.name for field in fields(EachCount))
#: What YouTube calls each in a channel's `statistics`.
#: Reference: https://developers.google.com/youtube/v3/docs/channels#statistics
STATISTICS = {"subscribers": "subscriberCount", "views": "viewCount", "videos": "videoCount"}
#: YouTube tells these with three significant figures, rounded down.
ROUNDED = frozenset({"subscribers"})
#: An owner may hide these.
HIDEABLE = frozenset({"subscribers"})


@dataclass(frozen=True, slots=True)
class Counts(EachCount[int | None]):
    """The figures of one answer; unknown is None, and a hidden one is not known."""

    subscribers: int | None = None
    views: int | None = None
    videos: int | None = None
    subscribers_hidden: bool = False

    def __post_init__(self) -> None:
        if self.subscribers_hidden:
            object.__setattr__(self, "subscribers", None)

    def is_hidden(self, name: str) -> bool:
        return name in HIDEABLE and self.subscribers_hidden
