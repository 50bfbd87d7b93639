"""Bringing people into the programme from a file: all of it, or nothing and the reasons."""

from cohorts.importing.headers import COLUMNS
from cohorts.importing.planning import Fact, Kind, Plan, Section
from cohorts.importing.problems import ImportRefused, Problem
from cohorts.importing.writing import ImportResult, import_people, lookup_failed, plan_import

__all__ = [
    "COLUMNS",
    "Fact",
    "ImportRefused",
    "ImportResult",
    "Kind",
    "Plan",
    "Problem",
    "Section",
    "import_people",
    "lookup_failed",
    "plan_import",
]
