"""Nothing is kept for later: every template, tag, static file, icon, class and signal has a user."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.dispatch import Signal
from django.template.backends.django import get_installed_libraries
from django.template.engine import Engine
from wagtail.models import Page

from tests.test_architecture import LEVELS, ROOT, SOURCE, tree_of

PRODUCT = [path for path in SOURCE if path.relative_to(ROOT).parts[0] in LEVELS]
TEMPLATES = ROOT / "templates"
STATIC = {
    path.relative_to(ROOT / app / "static").as_posix(): path
    for app in LEVELS
    for path in (ROOT / app / "static").rglob("*")
    if path.is_file()
}
#: Announced by DESIGN to apps that are still to come.
HEARD_LATER = {"youtube_integration.signals.video_discovered"}


@cache
def python() -> str:
    return "\n".join(path.read_text("utf-8") for path in PRODUCT)


@cache
def markup() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(TEMPLATES.rglob("*.html")))


@cache
def mentioned() -> str:
    """Where a template, a file or a class may be named: code, templates, scripts and styles."""
    scripts = [path for path in STATIC.values() if path.suffix in {".js", ".css"}]
    made = [path for path in scripts if path.name not in {"kanal.css", "report.css"}]
    return "\n".join([python(), markup(), *(path.read_text("utf-8") for path in made)])


@cache
def strings() -> set[str]:
    """Every string that stands in the product's code."""
    return {
        node.value
        for path in PRODUCT
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@cache
def put_together() -> list[re.Pattern[str]]:
    """The f-strings with a folder or an ending of a file; each of their gaps is a group."""
    found = [
        "".join(re.escape(p.value) if isinstance(p, ast.Constant) else "(.+)" for p in node.values)
        for path in PRODUCT
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.JoinedStr)
    ]
    return [re.compile(each) for each in found if "/" in each or each.endswith((".html", ".txt"))]


def is_put_together(name: str, deeper: bool = True) -> bool:
    """Is there an f-string for it, whose gaps are strings of their own, or f-strings once more?"""
    hits = (pattern.fullmatch(name) for pattern in put_together())
    return any(
        hit is not None
        and all(g in strings() or (deeper and is_put_together(g, False)) for g in hit.groups())
        for hit in hits
    )


def is_anothers(name: str) -> bool:
    """Does a library look for the template by this name?"""
    roots = [Path(app.path) for app in apps.get_app_configs() if app.label not in LEVELS]
    if any((root / "templates" / name).exists() for root in roots):
        return True
    # Django's own error pages; allauth's forms are elements that it names in Python.
    return re.fullmatch(r"(4\d\d|500)(_csrf)?\.html", name) is not None


def test_every_template_is_drawn_by_something() -> None:
    of_pages = {model.template for model in apps.get_models() if issubclass(model, Page)}
    unused = [
        name
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file() and (name := path.relative_to(TEMPLATES).as_posix())
        if name not in mentioned() and name not in of_pages
        if not is_put_together(name) and not is_anothers(name)
    ]
    assert unused == []


def test_every_tag_and_filter_stands_in_a_template() -> None:
    unused = []
    for name, module in get_installed_libraries().items():
        if module.partition(".")[0] not in LEVELS:
            continue
        library = Engine.get_default().template_libraries[name]
        tags = [rf"{{%-?\s*{tag}\b" for tag in library.tags]
        for pattern in [*tags, *(rf"\|{each}\b" for each in library.filters)]:
            if not re.search(pattern, markup()):
                unused.append(f"{name}: {pattern}")
    assert unused == []


def test_every_static_file_is_named() -> None:
    # The parts are put together by their names' order.
    unused = [
        name
        for name, path in STATIC.items()
        if path.parent.name != "parts" and name not in mentioned() and path.name not in python()
    ]
    assert unused == []


def test_every_icon_is_drawn() -> None:
    names = re.findall(r'id="i-(\w+)"', STATIC["design/img/icons.svg"].read_text("utf-8"))
    assert names
    unused = [
        name for name in names if not re.search(rf"""["']{name}["']|#i-{name}\b""", mentioned())
    ]
    assert unused == []


def _classes_of(text: str) -> set[str]:
    """Words of `class="…"`; one that goes on in a variable ends with a star."""
    found: set[str] = set()
    for value in re.findall(r'class(?:name)?="((?:{%.*?%}|{{.*?}}|[^"])*)"', text):
        found |= {f"{start}*" for start in re.findall(r"([\w-]+-){[{%]", value)}
        found |= set(re.findall(r"[\w-]+", re.sub(r"{%.*?%}|{{.*?}}", " ", value)))
        found |= {word for inner in re.findall(r'"([\w -]+)"', value) for word in inner.split()}
    return found


def _words_of_strings() -> set[str]:
    """Short strings of code, scripts and tags: a class may be handed on as one."""
    texts = list(strings())
    scripts = "".join(p.read_text("utf-8") for p in STATIC.values() if p.suffix == ".js")
    texts += re.findall(r"""["'`]([\w .-]+)["'`]""", scripts + markup())
    short = {
        word for text in texts if re.fullmatch(r"[\w .-]{1,40}", text) for word in text.split()
    }
    return {word.lstrip(".") for word in short} | {
        name for text in texts for name in _classes_of(text)
    }


#: Wagtail's own classes, which our sheets for its admin go by.
WAGTAILS = re.compile(
    r"w-|bulk-action|sidebar|icon|skiplink|wrapper|no-children|text-replace|listing|button|field|"
    r"c-|objects|chooser|Draftail|tab|block|modal|nice-padding|title|actions|content"
)


def test_every_class_of_the_stylesheets_is_worn() -> None:
    worn = _classes_of(markup()) | _words_of_strings()
    starts = tuple(word[:-1] for word in worn if word.endswith("*"))
    unused = []
    for name, path in STATIC.items():
        if path.suffix != ".css" or path.name in {"kanal.css", "report.css"}:
            continue
        rules = re.sub(r"(?s)/\*.*?\*/|\[[^\]]*\]", "", path.read_text("utf-8"))
        for selectors in re.findall(r"([^{}]+){", rules):
            for each in re.findall(r"\.([a-zA-Z][\w-]*)", selectors):
                if each in worn or each.startswith(starts):
                    continue
                if "admin" in name and WAGTAILS.match(each):
                    continue
                unused.append(f"{name}: .{each}")
    assert sorted(set(unused)) == []


def test_every_signal_has_somebody_who_listens() -> None:
    modules = [f"{app}.signals" for app in LEVELS if (ROOT / app / "signals.py").exists()]
    unheard = {
        f"{module}.{name}"
        for module in modules
        for name, signal in vars(import_module(module)).items()
        if isinstance(signal, Signal) and not signal.receivers
    }
    assert unheard == HEARD_LATER
