"""Where the browser is that the browser tests drive."""

from __future__ import annotations

import os
import shutil

NAMES = ["chromium", "chromium-browser", "google-chrome"]
HOW_TO_GET_ONE = "install Debian's package chromium, or set CHROMIUM to the path of one"


def chromium() -> str | None:
    """Path of the browser: that of CHROMIUM where it is set, else what the system has."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else NAMES
    return next(filter(None, map(shutil.which, names)), None)
