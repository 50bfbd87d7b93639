"""What every test shares: the sandbox, a Chromium, and no way out of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.utils import translation

from cms import content_version
from tests.chromium import HOW_TO_GET_ONE, chromium
from tests.sandbox import sandbox, sandbox_process  # noqa: F401  (fixtures)

pytest_plugins = ["tests.databases", "tests.transactions"]

CHROMIUM_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {"executable_path": chromium(), "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict:
    return {"locale": "id-ID", "viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and look-ups of one test must not reach the next."""
    yield
    for name, options in settings.CACHES.items():
        if options["BACKEND"].endswith(("LocMemCache", "ContentMemory")):
            caches[name].clear()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """A rolled back test leaves rows and keys that the next one makes anew."""
    yield
    content_version.forget()


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A request leaves its language with the thread; the next test begins with the site's."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(str(item.fspath)).parts:
            item.add_marker("browser")
            # A flush would take the rows of data migrations along; these come back.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and chromium() is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must run the browser tests: {HOW_TO_GET_ONE}", pytrace=False)
        pytest.skip(f"no Chromium: {HOW_TO_GET_ONE}")


def pytest_terminal_summary(terminalreporter: object) -> None:
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if "no Chromium" in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.write_line("")
        terminalreporter.write_line(
            f"!!! {len(skipped)} BROWSER TESTS WERE SKIPPED: {HOW_TO_GET_ONE}.", red=True, bold=True
        )
