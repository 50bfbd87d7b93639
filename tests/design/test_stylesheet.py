"""The linked stylesheets are made from their parts and stay small."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from design import stylesheet

PARTS = sorted(stylesheet.PARTS.glob("*.css"))
FIRST_VISIT_SHARE = 11 * 1024


@pytest.mark.parametrize("target", stylesheet.compose(), ids=lambda path: path.name)
def test_a_changed_part_has_been_put_into_the_linked_file(target: Path) -> None:
    assert target.read_text(encoding="utf-8") == stylesheet.compose()[target]


def test_the_stylesheet_leaves_room_for_the_rest_of_a_first_visit() -> None:
    text = (stylesheet.FOLDER / "kanal.css").read_bytes()
    assert len(gzip.compress(text)) < FIRST_VISIT_SHARE


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_braces_of_each_part_are_balanced(part: Path) -> None:
    text = re.sub(r'(?s)/\*.*?\*/|"[^"]*"', "", part.read_text(encoding="utf-8"))
    assert text.count("{") == text.count("}")


def test_every_part_stands_in_a_layer_that_the_first_one_orders() -> None:
    order = re.search(r"@layer ([\w, ]+);", PARTS[0].read_text(encoding="utf-8"))
    known = set(order[1].split(", "))
    for part in PARTS[1:]:
        layers = re.findall(r"@layer (\w+) \{", part.read_text(encoding="utf-8"))
        assert layers, part.name
        assert set(layers) <= known, part.name


def test_the_report_sheet_touches_nothing_outside_its_scope() -> None:
    text = (stylesheet.FOLDER / "report.css").read_text(encoding="utf-8")
    free = text[: text.index("@scope")]
    selectors = re.findall(r"(?m)^([^{}/@]+)\{", free)
    assert selectors
    assert all(selector.startswith(".kanal-report") for selector in selectors)
