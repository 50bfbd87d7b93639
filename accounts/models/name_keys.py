"""Columns that follow a name or a title, so that every database sorts and finds it alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.names import folded, sort_key, title_sort_key

LONGEST_KEY = 300


class NameKeyField(models.CharField):
    """Made anew by `save` and `bulk_create` from the field that `of` names; compared sign by sign."""

    make: Callable[[str], str]

    def __init__(self, of: str = "name", **kwargs: Any) -> None:
        self.of = of
        super().__init__(**{"max_length": LONGEST_KEY, "default": "", "editable": False, **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs if self.of == "name" else {**kwargs, "of": self.of}

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        # SQLite compares bytes by itself; on PostgreSQL the database's language would decide.
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = self.key_of(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key

    @classmethod
    def key_of(cls, name: str) -> str:
        return cls.make(name)[:LONGEST_KEY]


class SortKeyField(NameKeyField):
    """For people: what stands before a name does not count."""

    make = staticmethod(sort_key)


class TitleSortKeyField(NameKeyField):
    """For whatever else has a name or a title."""

    make = staticmethod(title_sort_key)


class SearchKeyField(NameKeyField):
    make = staticmethod(folded)
