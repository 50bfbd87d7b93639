"""Columns that follow a person's name, so that every database sorts and finds it alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.names import folded, sort_key

LONGEST_KEY = 300


class NameKeyField(models.CharField):
    """Made anew from `name` by `save` and `bulk_create`; compared sign by sign."""

    make: Callable[[str], str]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_KEY, "default": "", "editable": False, **kwargs})

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        # SQLite compares bytes by itself; on PostgreSQL the database's language would decide.
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = self.key_of(model_instance.name)
        setattr(model_instance, self.attname, key)
        return key

    @classmethod
    def key_of(cls, name: str) -> str:
        return cls.make(name)[:LONGEST_KEY]


class SortKeyField(NameKeyField):
    make = staticmethod(sort_key)


class SearchKeyField(NameKeyField):
    make = staticmethod(folded)
