"""Puts the parts of the stylesheets together into the files that pages link.

`kanal.css` is the website's; `report.css` holds the figures' parts for Wagtail's admin, where they
stay inside `.kanal-report`. `python -m design.stylesheet` after a change; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "static" / "design" / "css"
PARTS = FOLDER / "parts"
NOTE = "/* Made by `python -m design.stylesheet` from parts/: change those. */\n"
REPORT_PARTS = ("43-ring.css", "47-table.css")
LAYER = re.compile(r"(?s)\s*@layer components \{(.*)\}\s*")


def compose() -> dict[Path, str]:
    """Each linked stylesheet and its text."""
    return {FOLDER / "kanal.css": _website(), FOLDER / "report.css": _report()}


def _website() -> str:
    """Every part in the order of the names; the layers' own order stands in the first."""
    return NOTE + _bare(_read(part) for part in sorted(PARTS.glob("*.css")))


def _report() -> str:
    """Out of the layer, since Wagtail's sheets have none and would win; in a scope instead."""
    shared = [LAYER.sub(r"\1", _read(PARTS / name)) for name in REPORT_PARTS]
    tokens, stages = (_read(FOLDER / "report" / name) for name in ("tokens.css", "stages.css"))
    inner = _bare([*shared, stages])
    return f"{NOTE}{_bare([tokens])}@scope (.kanal-report) {{\n{inner}}}\n"


def _read(part: Path) -> str:
    return part.read_text(encoding="utf-8")


def _bare(texts: Iterable[str]) -> str:
    """Without comments, indentation and empty lines."""
    text = re.sub(r"(?s)/\*.*?\*/", "", "\n".join(texts))
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


if __name__ == "__main__":
    for target, text in compose().items():
        target.write_text(text, encoding="utf-8")
