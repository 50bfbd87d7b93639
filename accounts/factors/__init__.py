"""The second step of signing in: who needs one, who has shown one, and taking one away."""

from accounts.factors.proving import (
    has_second_factor,
    note_set_up,
    proved_here,
    second_factor_wanted,
    way_to_show_one,
)
from accounts.factors.resetting import FactorError, reset_second_factor

__all__ = [
    "FactorError",
    "has_second_factor",
    "note_set_up",
    "proved_here",
    "reset_second_factor",
    "second_factor_wanted",
    "way_to_show_one",
]
