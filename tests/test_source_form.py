"""How source is written: sizes of files, functions and lines, and what may stand in them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from config.env import ROOT
from design import stylesheet
from tests.test_architecture import LEVELS, SOURCE, tree_of


def test_no_hand_written_file_is_over_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in hand_written()
        if (lines := path.read_text("utf-8").count("\n")) > 400
    }
    assert long == {}


def test_no_file_is_over_30_000_characters() -> None:
    """Long lines make a file of 400 lines no shorter."""
    long = {
        str(path.relative_to(ROOT)): size
        for path in hand_written()
        if (size := len(path.read_text("utf-8"))) > 30_000
    }
    assert long == {}


def test_no_line_of_a_template_or_stylesheet_is_over_120_characters() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in hand_written()
        if path.suffix in {".css", ".html"}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if len(line) > 120
    ]
    assert long == []


def hand_written() -> list[Path]:
    # The stylesheet that pages link is put together from its parts (design/stylesheet.py).
    static = [path for app in LEVELS for path in (ROOT / app / "static").rglob("*")]
    styles = [path for path in static if path.suffix in {".css", ".js"}]
    styles = [path for path in styles if path not in stylesheet.compose()]
    return [*SOURCE, *(ROOT / "templates").rglob("*.html"), *styles]


def test_no_function_is_over_60_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCE
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > 60
    ]
    assert long == []


def test_no_module_has_a_grab_bag_name() -> None:
    banned = {"utils.py", "helpers.py", "misc.py", "common.py", "core.py", "services.py"}
    assert [str(path) for path in SOURCE if path.name in banned] == []


def test_whoever_silences_the_type_checker_says_why() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCE
        if path.relative_to(ROOT).parts[0] not in ("tests", "benchmarks")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if re.search(r"# type: ignore(\[[^\]]*\])?$", line)
    ]
    assert silent == []


#: Elements that begin a line of a page by themselves.
BLOCK = re.compile(
    r"<(?:article|aside|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|li|main|nav|ol|p|"
    r"section|table|tbody|thead|tr|ul)\b"
)


def test_a_line_of_a_template_opens_one_block_at_most() -> None:
    crowded = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in hand_written()
        if path.suffix == ".html"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if len(BLOCK.findall(line)) > 1
    ]
    assert crowded == []
