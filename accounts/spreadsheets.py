"""Text in files that a spreadsheet opens: never run as a formula, and found again on its way back."""

from __future__ import annotations

import re

from accounts.text import storable

# A spreadsheet cuts at the separator of its own country and at line breaks, whatever the file's
# writer meant: the text after each of them may become a cell.
BEGINNING = r"""(^[\s"]*|[;,\t\r\n][\s"]*)"""
RUN = "=+\\-@\uff0b\uff0d\uff1d\uff20"
FORMULA = re.compile(rf"{BEGINNING}(?=[{RUN}])|^(?=[\t\r\n])")
GUARDED = re.compile(rf"{BEGINNING}'(?=[{RUN}])|^'(?=[\t\r\n])")


def neutral(text: str) -> str:
    """The text, with an apostrophe before whatever a spreadsheet would run as a formula."""
    return FORMULA.sub(r"\1'", storable(text))


def unguarded(text: str) -> str:
    """The text as it was before `neutral`."""
    return GUARDED.sub(r"\1", text)
