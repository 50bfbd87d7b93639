"""What a file can tell is told once: columns, rules, hints and what is counted agree."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from accounts.facts import FIELDS
from accounts.people import create_imported_person
from cohorts.admin.imports import MEANINGS
from cohorts.importing import ImportResult
from cohorts.importing.cells import CellRules, column_of
from cohorts.importing.headers import COLUMNS

pytestmark = pytest.mark.django_db


def test_every_field_that_a_file_tells_has_a_column_a_rule_and_a_hint() -> None:
    rules = CellRules(create_cohorts=False, today=date(2026, 11, 24)).by_column()
    assert set(COLUMNS) == rules.keys() == MEANINGS.keys()
    assert {column_of(field) for field in FIELDS} < set(COLUMNS)


def test_a_field_that_no_file_tells_is_a_mistake_of_the_code() -> None:
    with pytest.raises(TypeError, match="instagram"):
        create_imported_person(
            email="siti@contoh.example", actor=None, now=timezone.now(), instagram="siti"
        )


def test_a_cohorts_code_has_sixty_signs_at_most() -> None:
    rule = CellRules(create_cohorts=True, today=date(2026, 11, 24)).cohort
    assert rule("a" * 60) == "a" * 60
    with pytest.raises(ValueError, match="a{61}"):
        rule("a" * 61)


@pytest.mark.parametrize("counted", ["filled", "taken_over", "unchanged"])
def test_whatever_became_of_known_fields_is_told(counted: str) -> None:
    assert len(ImportResult(**{counted: 3}).in_words()) == 1
    assert ImportResult().in_words() == []
