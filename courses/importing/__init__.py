"""Bringing people into the programme from a file: all of it, or nothing and the reasons."""

from courses.importing.checking import Plan, check_rows
from courses.importing.problems import ImportRefused, Problem
from courses.importing.reading import COLUMNS, read_rows
from courses.importing.writing import ImportResult, import_people, not_asked, plan_import

__all__ = [
    "COLUMNS",
    "ImportRefused",
    "ImportResult",
    "Plan",
    "Problem",
    "check_rows",
    "import_people",
    "not_asked",
    "plan_import",
    "read_rows",
]
