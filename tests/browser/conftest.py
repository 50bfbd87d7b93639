"""A real site behind a real browser: rows survive, static files are served, axe is at hand."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """What axe-core finds on the page now, as one line a rule."""

    def check(page: Page) -> list[str]:
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]

    return check


@pytest.fixture
def errors(page: Page) -> list[str]:
    """Console errors and requests to other hosts, collected while the test runs."""
    found: list[str] = []
    page.on("console", lambda message: message.type == "error" and found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda request: (
            request.url.startswith("http")
            and "://127.0.0.1" not in request.url
            and "://localhost" not in request.url
            and found.append(f"another host: {request.url}")
        ),
    )
    return found


@pytest.fixture(autouse=True, scope="session")
def _orm_beside_playwright() -> None:
    """Playwright's loop runs in this thread, where Django would refuse to be asked anything."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
