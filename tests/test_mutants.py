"""A mutant changes the running process, wherever the changed thing was imported to."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutants.planting import Mutant, NotPlantable, plant

SOURCE = """
from functools import wraps

DAYS = 7


def loudly(act):
    @wraps(act)
    def wrapped(*args):
        return act(*args) + "!"

    return wrapped


@loudly
def greet(name):
    return "Hello " + name


class Seats:
    MOST = 30

    @property
    def free(self):
        return self.MOST - 1

    def is_full(self, taken):
        return super().__eq__(self) and taken >= self.MOST


class Later(Seats):
    class Meta:
        ordering = print
"""


@pytest.fixture
def classroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    Path(tmp_path, "classroom.py").write_text(SOURCE)
    Path(tmp_path, "corridor.py").write_text("from classroom import DAYS, greet\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield importlib.import_module("classroom")
    del sys.modules["classroom"]
    sys.modules.pop("corridor", None)


def changed(old: str, new: str) -> Mutant:
    assert SOURCE.count(old) == 1
    code = SOURCE.replace(old, new)
    return Mutant("classroom.py", "by hand", 1, 1, "", f"{old} -> {new}", code)


def test_a_decorated_function_does_another_thing_for_whoever_imported_it(classroom) -> None:
    corridor = importlib.import_module("corridor")

    plant(changed('"Hello "', '"Bye "'))

    assert corridor.greet("Siti") == classroom.greet("Siti") == "Bye Siti!"


def test_a_decorator_is_taken_off(classroom) -> None:
    corridor = importlib.import_module("corridor")

    plant(changed("@loudly\n", ""))

    assert corridor.greet("Siti") == "Hello Siti"


def test_a_constant_is_another_one_in_every_module_that_has_it(classroom) -> None:
    corridor = importlib.import_module("corridor")

    plant(changed("DAYS = 7", "DAYS = 8"))

    assert (classroom.DAYS, corridor.DAYS) == (8, 8)


def test_a_class_is_changed_by_value_property_and_method(classroom) -> None:
    seats = classroom.Seats()

    plant(changed("MOST = 30", "MOST = 31"))
    assert seats.free == 30
    plant(changed("self.MOST - 1", "self.MOST - 2"))
    assert seats.free == 29
    assert seats.is_full(31)
    plant(changed("taken >= self.MOST", "taken > self.MOST"))
    assert not seats.is_full(31)


def test_what_only_a_new_process_would_show_is_not_planted(classroom) -> None:
    with pytest.raises(NotPlantable):
        plant(changed("ordering = print", "ordering = repr"))
