"""Puts the parts of the stylesheet together into the one file that pages link.

`python -m cms.stylesheet` after a change under static/cms/css/parts/; a test compares the two.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "static" / "cms" / "css"
PARTS = FOLDER / "parts"
TARGET = FOLDER / "kanal.css"
NOTE = "/* Made by `python -m cms.stylesheet` from parts/: change those. */\n"


def compose(folder: Path = PARTS) -> str:
    """The parts in the order of their names, without comments, indentation and empty lines."""
    text = "\n".join(part.read_text(encoding="utf-8") for part in sorted(folder.glob("*.css")))
    text = re.sub(r"(?s)/\*.*?\*/", "", text)
    lines = (line.strip() for line in text.splitlines())
    return NOTE + "\n".join(line for line in lines if line) + "\n"


if __name__ == "__main__":
    TARGET.write_text(compose(), encoding="utf-8")
