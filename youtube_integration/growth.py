"""What moved between two answers of YouTube, and how exactly that can be said. Pure values.

From 1,000 subscribers up YouTube tells three significant figures, rounded down; such a count
carries its step wherever it is shown, and a gain between two of them is approximate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from youtube_integration.counts import ROUNDED, Counts, EachCount

SIGNIFICANT_FIGURES = 3


class Reason(StrEnum):
    """Why there is no change to show; KNOWN where there is one."""

    KNOWN = ""
    HIDDEN = "hidden"
    NOT_ANSWERED = "not_answered"
    NO_BASELINE = "no_baseline"


@dataclass(frozen=True, slots=True)
class Change:
    """`value` and `step` are None together, and then `reason` says why."""

    value: int | None
    step: int | None
    reason: Reason = Reason.KNOWN

    @property
    def is_known(self) -> bool:
        return self.value is not None


#: The change of each figure.
Growth = EachCount[Change]


def step_of(count: int) -> int:
    """How exact a subscriber count is: 1 below 1,000, 10 to 9,990, 100 to 99,900 and so on."""
    return 10 ** max(0, len(str(abs(count))) - SIGNIFICANT_FIGURES)


def change(
    latest: int | None, baseline: int | None, *, rounded: bool = False, hidden: bool = False
) -> Change:
    """From baseline to latest; may be negative.

    `rounded`: the counts are subscribers, so the coarser of the two decides the step.
    `hidden`: the owner hides the count now. Unknown on either side is no change of zero.
    """
    if latest is None:
        return Change(None, None, Reason.HIDDEN if hidden else Reason.NOT_ANSWERED)
    if baseline is None:
        return Change(None, None, Reason.NO_BASELINE)
    step = max(step_of(latest), step_of(baseline)) if rounded else 1
    return Change(latest - baseline, step)


def growth(latest: Counts, baseline: Counts | None) -> Growth:
    """All changes between two answers; without baseline all are unknown."""
    return Growth.each(
        lambda name: change(
            getattr(latest, name),
            getattr(baseline, name) if baseline else None,
            rounded=name in ROUNDED,
            hidden=latest.is_hidden(name),
        )
    )
