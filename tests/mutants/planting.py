"""How a mutant is planted into the running process.

Nothing is written to disk. What a function does is its code object, so a mutant of it takes that
object's place on the living function, whoever has imported it; a constant is put in the place of
the old one in every module that holds it; a decorator is taken off by `__wrapped__`.
"""

from __future__ import annotations

import ast
import gc
import importlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

#: Plain values, which can be exchanged while the process runs; a field or a block cannot.
PLAIN = (int, float, str, bytes, tuple, list, dict, set, frozenset, type(None))


class NotPlantable(Exception):
    """The change is one that only a process that starts with it would show."""


@dataclass(frozen=True)
class Mutant:
    """`line` and `last_line` are of the source as it is, `changed` is "old -> new" on one line."""

    module: str
    operator: str
    line: int
    last_line: int
    within: str
    changed: str
    code: str = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """Stays the same when lines above it come or go."""
        return f"{self.module} {self.within}: {self.changed}"


def plant(mutant: Mutant) -> None:
    """Change the running process for good: to be called in one that ends with its tests.

    Raises NotPlantable where the change is not one of a function, a plain value or a decorator.
    """
    path = Path(mutant.module)
    module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    before = ast.parse(path.read_text())
    compiled = compile(mutant.code, str(path.resolve()), "exec", dont_inherit=True)
    _plant_in(module, module, before.body, ast.parse(mutant.code).body, _codes(compiled))


def _plant_in(
    module: ModuleType,
    holder: Any,
    before: list[ast.stmt],
    after: list[ast.stmt],
    codes: dict[str, CodeType],
    prefix: str = "",
) -> None:
    if len(before) != len(after):
        raise NotPlantable
    for old, new in zip(before, after, strict=True):
        if ast.dump(old) == ast.dump(new):
            continue
        if isinstance(old, ast.ClassDef) and isinstance(new, ast.ClassDef):
            # Django takes a model's Meta to itself.
            if not (living := getattr(holder, old.name, None)):
                raise NotPlantable
            _plant_in(module, living, old.body, new.body, codes, f"{prefix}{old.name}.")
        elif isinstance(old, ast.FunctionDef) and isinstance(new, ast.FunctionDef):
            _plant_function(module, holder, old, new, codes, prefix + old.name)
        elif isinstance(new, ast.Assign | ast.AnnAssign) and isinstance(holder, ModuleType | type):
            _plant_value(module, holder, new)
        else:
            raise NotPlantable


def _plant_function(
    module: ModuleType,
    holder: Any,
    old: ast.FunctionDef,
    new: ast.FunctionDef,
    codes: dict[str, CodeType],
    name: str,
) -> None:
    if len(old.decorator_list) != len(new.decorator_list):
        living = vars(holder)[old.name]
        if not hasattr(living, "__wrapped__") or len(old.decorator_list) > 1:
            raise NotPlantable
        _put(holder, old.name, living.__wrapped__)
        return
    functions = _functions(module, name)
    if not functions:
        raise NotPlantable
    for function in functions:
        if function.__code__.co_freevars != codes[name].co_freevars:
            raise NotPlantable
        function.__code__ = codes[name]


def _functions(module: ModuleType, name: str) -> list[FunctionType]:
    """The living functions of that name, those under decorators and properties, too."""
    return [
        each
        for each in gc.get_objects()
        if type(each) is FunctionType  # isinstance would wake lazy objects
        and each.__module__ == module.__name__
        and each.__code__.co_qualname == name
    ]


def _plant_value(module: ModuleType, holder: Any, new: ast.Assign | ast.AnnAssign) -> None:
    target = new.targets[0] if isinstance(new, ast.Assign) else new.target
    if not isinstance(target, ast.Name) or new.value is None:
        raise NotPlantable
    old = vars(holder).get(target.id)
    names = vars(module) | ({} if holder is module else dict(vars(holder)))
    value = eval(compile(ast.Expression(new.value), "<mutant>", "eval"), names)
    if not isinstance(value, PLAIN) and type(value).__module__ not in ("datetime", "re", "decimal"):
        raise NotPlantable
    if hasattr(holder, "__dataclass_fields__") or type(old) is not type(value):
        raise NotPlantable
    _put(holder, target.id, value)


def _put(holder: Any, name: str, value: Any) -> None:
    """Into its module and into every module that has imported it by name."""
    old = vars(holder)[name]
    setattr(holder, name, value)
    if isinstance(holder, ModuleType):
        for module in list(sys.modules.values()):
            if vars(module).get(name) is old:
                setattr(module, name, value)


def _codes(compiled: CodeType) -> dict[str, CodeType]:
    found: dict[str, CodeType] = {}
    for each in compiled.co_consts:
        if isinstance(each, CodeType):
            found |= {each.co_qualname: each} | _codes(each)
    return found
