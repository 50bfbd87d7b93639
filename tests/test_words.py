"""The code speaks the field's words, so that a stranger guesses the file, the function and the class."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from config.env import ROOT

#: Words that are no part of a name of ours, and what the field says instead.
INSTEAD = {
    "crumb": "breadcrumb",
    "door": "access, enrolment, login, page or link",
    "doors": "links, logins, entry points",
    "entrance": "entry point",
    "entrances": "entry points",
    "handing": "transferring",
    "house": "week_icon",
    "houses": "weeks",
    "keeping": "storing, saving, caching, retaining",
    "kept": "stored, saved, cached, unchanged",
    "moves": "redirects, changes",
    "offer": "call_to_action, format",
    "offers": "calls_to_action, formats",
    "paint": "colour",
    "paints": "palette, colours",
    "place": "venue, reading_position, position, index",
    "places": "positions, folders, caches",
    "said": "message, text, logged",
    "slate": "cohort_card",
    "spine": "end_to_end",
    "street": "week_strip",
    "tape": "kicker",
    "told": "given, details, values, response",
    "trouble": "error",
    "wish": "intended_cohort, claim",
    "wishes": "intended_enrolments, claims",
}
#: A test's name is a sentence, in which a person may be told something and a page take a place.
NEVER_IN_SENTENCES = {
    "crumb", "door", "doors", "entrance", "slate", "spine", "street", "tape", "trouble",
}  # fmt: skip


def words_of(name: str) -> set[str]:
    """`keptValues_of` → kept, values, of."""
    return {part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def is_retired(name: str) -> bool:
    banned = NEVER_IN_SENTENCES if name.startswith("test_") else INSTEAD.keys()
    return not words_of(name).isdisjoint(banned)


def names_in_python(source: str) -> Iterator[str]:
    """Modules, functions, classes, arguments, variables, attributes and keywords."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.asname or node.name


def names_in_template(source: str) -> Iterator[str]:
    """Classes, and what tags and variables name; texts between quotation marks are none of them."""
    for classes in re.findall(r'\bclass="([^"]*)"', source):
        yield from re.sub(r"\{[{%].*?[%}]\}", " ", classes).split()
    for tag in re.findall(r"\{% *(?:block|elif|for|if|include|with) .*?%\}", source):
        yield from re.findall(r"[a-z]\w*", re.sub(r"\"[^\"]*\"|'[^']*'", "", tag))
    yield from re.findall(r"\bas(?:var)? (\w+)(?: only)? *%\}", source)
    for shown in re.findall(r"\{\{ ?([\w.]+)", source):
        yield from shown.split(".")


def names_in_stylesheet(source: str) -> Iterator[str]:
    bare = re.sub(r"(?s)/\*.*?\*/", "", source)
    for selector in re.findall(r"(?m)([^{};]+)\{", bare):
        yield from re.findall(r"\.([a-zA-Z][\w-]*)", selector)
    yield from re.findall(r"--([\w-]+)\s*:", bare)


def names_in_script(source: str) -> Iterator[str]:
    yield from re.findall(r"\b(?:const|let|function|class)\s+(\w+)", source)


NAMES = {
    ".py": names_in_python,
    ".html": names_in_template,
    ".css": names_in_stylesheet,
    ".js": names_in_script,
}


@cache
def our_files() -> list[Path]:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True)
    paths = [Path(line) for line in found.stdout.splitlines()]
    # Its lessons are texts of a course, and their sheets pages to be printed.
    ours = [path for path in paths if path.parts[:2] != ("demo", "content")]
    return [path for path in ours if path.suffix in NAMES and (ROOT / path).exists()]


def test_no_file_is_called_by_a_retired_word() -> None:
    found = {
        path.as_posix()
        for path in our_files()
        if any(is_retired(part) for part in (*path.parent.parts, path.stem))
    }
    assert found == set()


@pytest.mark.parametrize("suffix", NAMES)
def test_nothing_is_called_by_a_retired_word(suffix: str) -> None:
    found = {
        f"{path}: {name}"
        for path in our_files()
        if path.suffix == suffix
        for name in NAMES[suffix]((ROOT / path).read_text("utf-8"))
        if is_retired(name)
    }
    assert found == set()


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".py", "def told(): ..."),
        (".py", "class OfferSource: ..."),
        (".py", "def save(*, place): ..."),
        (".py", "kept = 1"),
        (".py", "row.doors_heading = 1"),
        (".py", "line(said=str)"),
        (".py", "from cms import paints"),
        (".py", "def test_a_closed_door_has_no_button(): ..."),
        (".html", '<p class="tape tilt">'),
        (".html", "{% block paint %}teal{% endblock %}"),
        (".html", '{% include "a.html" with place=page.venue only %}'),
        (".html", "{% if row.has_place and seats %}"),
        (".html", '{% trans "It stays yours." as kept %}'),
        (".html", "{{ story.moves }}"),
        (".css", ".wall .slate { color: red }"),
        (".css", ":root { --paint: red; }"),
        (".js", "const keptBefore = 1;"),
    ],
)
def test_a_retired_word_is_found(suffix: str, source: str) -> None:
    assert any(map(is_retired, NAMES[suffix](source)))


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".py", "def replace(placeholder): ..."),
        (".py", "def test_another_channel_takes_the_place_of_the_first(): ..."),
        (".py", 'text = "told"  # kept'),
        (".html", '{% trans "your wish is kept" %}'),
        (".css", ".av { place-items: center } /* tape */"),
    ],
)
def test_english_stays_english(suffix: str, source: str) -> None:
    assert not any(map(is_retired, NAMES[suffix](source)))
