"""What is wrong with a file, said so that a clerk can mend it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """A reason or notice, and the line an editor shows for it (from 1); None: the whole file."""

    reason: str | Promise
    line: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return str(self.reason)
        return _("Line %(line)d: %(reason)s") % {"line": self.line, "reason": self.reason}


class ImportRefused(Exception):
    """Nothing was imported; `problems` says why, in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = sorted(problems, key=lambda problem: problem.line or 0)
