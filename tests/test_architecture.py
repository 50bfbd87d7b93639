"""Rules of the house that import-linter cannot see: they stand in strings."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.contrib.settings.models import BaseSiteSetting

from config.env import ROOT

LEVELS = {
    "design": 0,
    "accounts": 1,
    "cms": 2,
    "youtube_integration": 2,
    "courses": 3,
    "cohorts": 4,
    "learning": 5,
    "reports": 6,
    "demo": 7,
    "config": 8,
}
#: What is run beside the product.
NO_PRODUCT = {"tests", "benchmarks", "demo"}
SOURCE = [
    path
    for folder in (*LEVELS, "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]


def may_point_at(app: str, other: str) -> bool:
    return other not in LEVELS or app == other or LEVELS[other] < LEVELS[app]


@pytest.mark.parametrize("app", LEVELS)
def test_relations_between_models_point_downward(app: str) -> None:
    upward = [
        f"{model.__name__}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if not may_point_at(app, field.related_model._meta.app_label)
    ]
    assert upward == []


@pytest.mark.parametrize("app", LEVELS)
def test_pages_name_only_pages_of_their_own_or_a_lower_app(app: str) -> None:
    upward = [
        f"{model.__name__}: {name}"
        for model in apps.get_app_config(app).get_models()
        for kind in ("parent_page_types", "subpage_types")
        for name in getattr(model, kind, None) or []
        if not may_point_at(app, name.split(".")[0])
    ]
    assert upward == []


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


#: What finds a model or a module by a string or by way of another, where no import tells of it.
ROUND_THE_IMPORTS = {
    "_default_manager", "related_model", "get_model", "model_class", "import_string",
    "import_module", "__import__",
}  # fmt: skip
#: Django's own way to another session store: the setting names its module.
MAY_GO_ROUND = {("accounts/models/sessions.py", "import_string")}


def found_round_the_imports(tree: ast.AST) -> set[str]:
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return (attributes | names) & ROUND_THE_IMPORTS


def test_no_module_finds_a_model_round_its_imports() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in SOURCE
        if path.relative_to(ROOT).parts[0] in LEVELS
        for name in found_round_the_imports(tree_of(path))
    }
    assert found == MAY_GO_ROUND


def names_of_higher_apps(tree: ast.AST, app: str) -> set[str]:
    """Strings such as "reports.models" or "learning.LessonProgress", in an app below those."""
    higher = "|".join(other for other in LEVELS if not may_point_at(app, other))
    if not higher:
        return set()
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {
        text for text in texts if isinstance(text, str) and re.match(rf"(?:{higher})\.\w", text)
    }


def test_no_string_names_a_higher_app() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in SOURCE
        if (app := path.relative_to(ROOT).parts[0]) in LEVELS
        for text in names_of_higher_apps(tree_of(path), app)
    }
    assert found == set()


#: Names of relations that are also words for other things.
ALSO_WORDS = {"pages", "progress", "ticks"}


def relations_from_above(app: str) -> set[str]:
    """What rows of this app are called by higher apps from the other side: `user.enrolments`."""
    fields = [
        field
        for other in LEVELS
        if not may_point_at(app, other)
        for model in apps.get_app_config(other).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if may_point_at(app, field.related_model._meta.app_label)
    ]
    remote = [field.remote_field for field in fields if hasattr(field.remote_field, "related_name")]
    return {each.related_name for each in remote if each.related_name} - ALSO_WORDS - {"+"}


def relations_followed(tree: ast.AST) -> set[str]:
    """Names of attributes and of the parts of look-ups, as `user__enrolments__status`."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            names |= set(node.arg.split("__"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names |= set(node.value.lstrip("-").split("__"))
    return names


@pytest.mark.parametrize("app", LEVELS)
def test_no_app_follows_a_relation_up(app: str) -> None:
    above = relations_from_above(app)
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCE
        if path.relative_to(ROOT).parts[0] == app
        for name in relations_followed(tree_of(path)) & above
    }
    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        'progress = apps.get_model("learning", "LessonProgress")',
        'import_module("learning.completing")',
        'import_string("learning.completing.complete_lesson")',
        "rows = User._meta.get_field('enrolments').related_model.objects.all()",
    ],
)
def test_a_way_round_the_imports_is_found(line: str) -> None:
    assert found_round_the_imports(ast.parse(line))


@pytest.mark.parametrize(
    ("app", "line"),
    [
        ("accounts", "seats = user.enrolments.all()"),
        ("courses", 'CoursePage.objects.filter(cohort_courses__cohort="kawi")'),
        ("youtube_integration", 'users.prefetch_related("lesson_progress__lesson")'),
    ],
)
def test_a_relation_that_is_followed_up_is_found(app: str, line: str) -> None:
    assert relations_followed(ast.parse(line)) & relations_from_above(app)


#: Look-ups and functions of a moment's day, which take the reader's zone unless told another.
DAYS_OF_THE_READER = re.compile(
    r"\w__(?:date|week|week_day|iso_week_day|iso_year|year|quarter|month|hour|time)(?:__\w+)?\s*="
    r"|\b(?:Trunc|Extract)(?!\w*\([^)]*tzinfo=)\w+\(|\.datetimes\(|date_hierarchy"
)


def test_no_query_takes_the_day_of_the_readers_zone() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in SOURCE
        if "tests" not in path.parts
        for hit in DAYS_OF_THE_READER.finditer(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("rows.filter(at__date=today)", True),
        ("rows.filter(done__at__date__gte=since)", True),
        ("rows.filter(at__year=2026)", True),
        ("rows.annotate(week=TruncWeek('at'))", True),
        ("rows.annotate(week=TruncWeek('at', tzinfo=site_zone()))", False),
        ("rows.filter(day__gte=since)", False),
    ],
)
def test_the_reader_s_day_is_found_in_a_query(line: str, is_found: bool) -> None:
    assert bool(DAYS_OF_THE_READER.search(line)) is is_found


@pytest.mark.parametrize(
    "taken",
    [
        "localdate",
        "localtime",
        "make_aware",
        "make_naive",
        "get_current_timezone",
        "get_default_timezone",
    ],
)
@pytest.mark.parametrize("line", ["timezone.{0}()", "\nfrom django.utils.timezone import {0}"])
def test_lint_refuses_the_readers_zone(taken: str, line: str) -> None:
    probe = f"from django.utils import timezone\n\n{line.format(taken)}\n"
    ruff = [sys.executable, "-m", "ruff", "check", "--stdin-filename", "courses/probe.py", "-"]
    completed = subprocess.run(ruff, input=probe, cwd=ROOT, capture_output=True, text=True)
    assert "TID251" in completed.stdout


#: The day of a moment as it stands is the machine's, mostly London's; after a call it is a zone's.
DAY_AS_IT_STANDS = re.compile(r"[\w\]]\.date\(\)|\.astimezone\(\)")


def test_no_moment_is_cut_to_its_day_in_whatever_zone_it_stands() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in SOURCE
        if path.relative_to(ROOT).parts[0] not in ("tests", "benchmarks")
        for hit in DAY_AS_IT_STANDS.finditer(path.read_text("utf-8"))
    ]
    assert found == []


#: Folders of an app whose modules answer requests or are run by hand.
ENTRY_POINTS = {"views", "forms", "admin", "management"}
#: Single modules that ask, too; a comment says why where the name does not.
MAY_ASK_THE_TIME = {
    "accounts/adapter.py",
    "accounts/bulk_actions.py",
    "accounts/middleware.py",
    # Django's createsuperuser and bulk_update pass no time on.
    "accounts/models/users.py",
    "accounts/signal_handlers.py",
    # Wagtail renders pages by their own methods, and asks them whom they are for.
    "cms/models/base.py",
    "cms/models/pages.py",
    # What is in memory is asked for as of now; no rule of ours hangs on the hour.
    "cms/context_processors.py",
    "cms/pictures.py",
    "cms/templatetags/frame.py",
    "cms/views.py",
    "cms/visibility.py",
    # Wagtail's form of the home page asks for its choices.
    "cohorts/cohort_cards.py",
    "cohorts/signal_handlers.py",
    # The first of the middleware, and the cache that Wagtail asks for its pictures.
    "config/cached_pages.py",
    "config/caches.py",
    "config/health.py",
    "courses/context_processors.py",
    # Defaults of programs of their own, which know no act.
    "youtube_integration/api/client.py",
    "youtube_integration/forms.py",
    "youtube_integration/sandbox/__main__.py",
    "youtube_integration/sandbox/world.py",
}
#: Also without parentheses: as a default or handed on, the clock is the machine's all the same.
ASKS_THE_TIME = re.compile(
    r"\btimezone\.now\b|\bdatetime\.(?:now|utcnow|today)\b|\bdate\.today\b"
    r"|\bimport .*\bnow\b|\bauto_now"
)


def test_only_entry_points_ask_what_time_it_is() -> None:
    """Acts and QuerySets take `now`, so that one shifted clock moves the whole product."""
    askers = set()
    for path in SOURCE:
        relative = path.relative_to(ROOT)
        if relative.parts[0] in ("tests", "benchmarks") or relative.parts[1] in ENTRY_POINTS:
            continue
        if ASKS_THE_TIME.search(path.read_text("utf-8")):
            askers.add(relative.as_posix())
    assert askers == MAY_ASK_THE_TIME


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("enrol(user=user, now=timezone.now())", True),
        ("made_at = models.DateTimeField(default=timezone.now)", True),
        ("from django.utils.timezone import localtime, now", True),
        ("now = datetime.now(UTC)", True),
        ("made_at = models.DateTimeField(auto_now_add=True)", True),
        ("self.now = now", False),
    ],
)
def test_a_clock_is_found_in_a_line(line: str, is_found: bool) -> None:
    assert bool(ASKS_THE_TIME.search(line)) is is_found


def test_every_setting_that_can_be_changed_is_read() -> None:
    """A switch that nothing asks promises what does not happen."""
    product = [path for path in SOURCE if path.relative_to(ROOT).parts[0] not in NO_PRODUCT]
    sources = "\n".join(
        path.read_text("utf-8") for path in [*product, *(ROOT / "templates").rglob("*.html")]
    )
    unread = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, BaseSiteSetting) and model._meta.app_label in LEVELS
        for field in model._meta.get_fields()
        if field.concrete and field.editable and field.name not in {"id", "site"}
        # One after the other, as the colours are: f"colour_{name}".
        if not re.search(rf'\.{field.name}\b|f"{field.name.rpartition("_")[0]}_{{', sources)
    ]
    assert unread == []
