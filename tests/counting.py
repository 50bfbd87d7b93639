"""Lines are counted only while tests of a measured app run: counting makes a test nearly twice as slow.

The measured apps are coverage's `source` (pyproject.toml). What a test marked `uncounted` does many
times over, others do once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


def counts(item: pytest.Item, measured: list[str]) -> bool:
    return not item.get_closest_marker("uncounted") and bool({*measured} & {*item.path.parts})


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    plugin = item.config.pluginmanager.getplugin("_cov")
    controller = plugin and plugin.cov_controller
    if not controller or counts(item, controller.cov.get_option("run:source")):
        return (yield)
    controller.pause()
    try:
        return (yield)
    finally:
        controller.resume()
