"""Mutants of a module: cosmic-ray makes them, from its sources as text."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from tests.mutants.operators import operators
from tests.mutants.planting import Mutant


@dataclass(frozen=True)
class Spot:
    """Where an operator finds something to change, for the how many-th time in the module."""

    module: str
    line: int
    operator: str
    occurrence: int


def spots_of(path: Path) -> list[Spot]:
    tree = get_ast(path.read_text())
    return [
        Spot(str(path), line, name, occurrence)
        for name, operator in operators().items()
        for occurrence, ((line, _column), _end) in enumerate(
            each for node in ast_nodes(tree) for each in operator.mutation_positions(node)
        )
    ]


def mutants_of(spots: Iterable[Spot]) -> Iterator[Mutant]:
    """The mutants that change what their module does."""
    for module, of_module in groupby(sorted(spots, key=attrgetter("module")), attrgetter("module")):
        source = Path(module).read_text()
        scopes = _scopes(ast.parse(source))
        for spot in of_module:
            code = mutate_code(source, operators()[spot.operator], spot.occurrence)
            if code and _meaning(code) not in (None, _meaning(source)):
                within, first, last = _scope_of(spot.line, scopes)
                changed = _changed(source, code)
                # Nothing that runs asks whether a value may be changed.
                if changed.startswith("@dataclass"):
                    continue
                yield Mutant(module, spot.operator, first, last, within, changed, code)


@lru_cache(maxsize=2)
def _meaning(code: str) -> str | None:
    """What the code does: without its annotations and heads of functions; None for nonsense."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns, node.args = None, ast.arguments([], [], None, [], [], None, [])
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


def _scopes(tree: ast.Module) -> list[tuple[int, int, str]]:
    """First and last line of each statement, with the function or class that it is in."""
    found: list[tuple[int, int, str]] = []

    def walk(node: ast.AST, within: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = within
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                name = f"{within}.{child.name}".lstrip(".")
            if isinstance(child, ast.stmt | ast.excepthandler):
                head = (
                    child.body[0].lineno - 1 if getattr(child, "body", None) else child.end_lineno
                )
                found.append((child.lineno, max(child.lineno, head or 0), name))
            walk(child, name)

    walk(tree, "")
    return found


def _scope_of(line: int, scopes: list[tuple[int, int, str]]) -> tuple[str, int, int]:
    """The innermost statement round a line; a decorator's is the function under it."""
    inside = [each for each in scopes if each[0] <= line <= each[1]]
    first, last, within = (
        max(inside)
        if inside
        else min((each for each in scopes if each[0] >= line), default=(line, line, ""))
    )
    return within, first, last


def _changed(source: str, code: str) -> str:
    before, after = source.splitlines(), code.splitlines()
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    return f"{' '.join(' '.join(old).split())} -> {' '.join(' '.join(new).split()) or '(nothing)'}"
