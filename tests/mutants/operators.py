"""What a mutant changes: cosmic-ray's operators, and three for the mistakes that Django invites."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import parso
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator

Position = tuple[tuple[int, int], tuple[int, int]]

#: One for each kind of slip: of comparisons the neighbour alone, of sums the opposite.
OF_COSMIC_RAY = (
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")),
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Eq_NotEq", "NotEq_Eq")),
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Is_IsNot", "IsNot_Is")),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul")),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("BitOr_BitAnd", "BitAnd_BitOr")),
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_Delete_Invert",
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ExceptionReplacer",
    "NumberReplacer",
    "RemoveDecorator",
    "ZeroIterationForLoop",
)
#: Calls whose arguments are conditions, or what is written.
ASKING = {"filter", "exclude", "Q", "update", "get", "update_or_create", "get_or_create"}
EDGES = {"__lt": "__lte", "__lte": "__lt", "__gt": "__gte", "__gte": "__gt"}


class LookupEdge(Operator):
    """`date__lt` takes the edge in, `date__lte` leaves it out."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        if node.type == "name" and _edge(node.value):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        stem, edge = node.value.rpartition("__")[::2]
        node.value = stem + EDGES[f"__{edge}"]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("rows.filter(day__lt=now)", "rows.filter(day__lte=now)"),)


class ArgumentDropped(Operator):
    """One of several conditions, or of several written columns, is forgotten."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        for argument in self._droppable(node):
            yield argument.start_pos, argument.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        at = node.children.index(self._droppable(node)[index])
        # With its comma; the last one leaves the comma before it standing, which is no error.
        del node.children[at : at + 2]
        return node

    @staticmethod
    def _droppable(node: Any) -> list[Any]:
        if node.type != "arglist" or node.parent.type != "trailer":
            return []
        before = node.parent.get_previous_sibling()
        called = before.get_last_leaf().value if before else ""
        given = [child for child in node.children if child.type == "argument"]
        return given if called in ASKING and len(node.children) > 1 else []

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("rows.filter(a=1, b=2)", "rows.filter( b=2)"),)


class StatementDropped(Operator):
    """A call, or a value put into an attribute, is forgotten."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        if self._is_droppable(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        return parso.parse(f"{node.get_first_leaf().prefix}pass")

    @staticmethod
    def _is_droppable(node: Any) -> bool:
        if node.parent is None or node.parent.type != "simple_stmt":
            return False
        if node.type == "atom_expr":
            return node.children[0].value not in ("print", "super") if _named(node) else True
        return node.type == "expr_stmt" and node.children[0].type == "atom_expr"

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("row.day = now\n", "pass\n"), Example("row.save()\n", "pass\n"))


def _edge(name: str) -> bool:
    return any(name.endswith(edge) and len(name) > len(edge) for edge in EDGES)


def _named(node: Any) -> bool:
    return node.children[0].type == "name"


@cache
def operators() -> dict[str, Operator]:
    """By the names that reports print."""
    found = {name: get_operator(f"core/{name}")() for name in OF_COSMIC_RAY}
    ours = (LookupEdge, ArgumentDropped, StatementDropped)
    return found | {operator.__name__: operator() for operator in ours}
