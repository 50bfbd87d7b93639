"""In which order a refused file tells what is wrong with it."""

from __future__ import annotations

from cohorts.importing import ImportRefused
from cohorts.importing.problems import Problem


def test_what_concerns_the_whole_file_comes_first_and_then_line_by_line() -> None:
    found = [Problem("late", 9), Problem("header", 1), Problem("file"), Problem("row", 2)]
    lines = [problem.line for problem in ImportRefused(found).problems]
    assert lines == [None, 1, 2, 9]
