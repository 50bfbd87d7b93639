"""What moved, how exactly that can be said, and how it is written."""

from __future__ import annotations

import pytest

from youtube_integration.counts import Counts
from youtube_integration.growth import (
    Change,
    Reason,
    change,
    growth,
    step_of,
)


@pytest.mark.parametrize(
    ("count", "step"),
    [(0, 1), (999, 1), (1000, 10), (9990, 10), (10_000, 100), (99_900, 100), (1_230_000, 10_000)],
)
def test_a_count_from_a_thousand_up_carries_its_step(count: int, step: int) -> None:
    assert step_of(count) == step


def test_a_gain_below_a_thousand_is_exact() -> None:
    assert change(127, 86, rounded=True) == Change(41, 1)


def test_a_gain_is_as_rough_as_the_rougher_of_the_two() -> None:
    assert change(12_300, 990, rounded=True) == Change(11_310, 100)
    assert change(990, 12_300, rounded=True) == Change(-11_310, 100)


def test_views_are_exact_at_any_size() -> None:
    assert change(9_876_600, 9_876_543) == Change(57, 1)


def test_unknown_on_either_side_is_no_change_of_zero() -> None:
    assert change(None, 5) == Change(None, None, Reason.NOT_ANSWERED)
    assert change(None, 5, hidden=True).reason == Reason.HIDDEN
    assert change(5, None) == Change(None, None, Reason.NO_BASELINE)
    assert change(0, 0) == Change(0, 1)


def test_growth_is_the_change_of_all_three() -> None:
    latest = Counts(subscribers_hidden=True, views=10, videos=3)
    baseline = Counts(subscribers=7, views=4)

    moved = growth(latest, baseline)

    assert moved.subscribers.reason == Reason.HIDDEN
    assert moved.views == Change(6, 1)
    assert moved.videos.reason == Reason.NO_BASELINE
    assert not growth(latest, None).views.is_known
