"""The benchmark of a full programme writes its tables by hand: it has to know them as they are."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db.models import AutoField, Model

from benchmarks.programme_at_size import STATEMENTS

MODELS: dict[str, type[Model]] = {model._meta.db_table: model for model in apps.get_models()}
INSERTS = [
    (table, re.findall(r"\w+", columns))
    for statement in STATEMENTS
    for table, columns in re.findall(r"INSERT INTO (\w+) \(([^)]*)\)", statement)
]


@pytest.mark.parametrize(("table", "columns"), INSERTS, ids=[table for table, _columns in INSERTS])
def test_each_row_gets_every_column_that_needs_a_value(table: str, columns: list[str]) -> None:
    fields = MODELS[table]._meta.local_concrete_fields
    needed = {
        field.column
        for field in fields
        if not (field.null or field.has_db_default() or isinstance(field, AutoField))
    }
    assert set(columns) <= {field.column for field in fields}
    assert needed <= set(columns)
