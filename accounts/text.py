"""Text from outside: what nobody sees, or what turns the text around it, stays outside.

What goes is told by Unicode's categories. Signs of format go wherever they stand, since a person
who copied one along sees the text without it; only joiners that shape emoji and scripts such as
Arabic stay.
"""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"
BLACK_FLAG = "\U0001f3f4"
LAST_OF_LATIN = "\u02af"
LINE_SIGNS = "\t\n\r"
NO_BREAK = "\u00a0"
#: What breaks databases, XML and encodings, and what turns the text after it round.
UNSTORABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def cleaned(text: str) -> str:
    """One line of plain text: NFC, no blanks around it and single ones inside, nothing unseen."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _visible(text))
    return " ".join(text.split())


def cleaned_lines(text: str) -> str:
    """Plain text of many lines: as `cleaned`, with its line breaks and blanks as they were typed."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _visible(text, LINE_SIGNS))
    return text.strip()


def cleaned_html(html: str) -> str:
    """HTML of text: as `cleaned_lines`, with blanks that hold words together.

    Not in NFC: a mark that stands first in its text would join the ">" before it.
    """
    plain = html.isascii() and html.isprintable()
    return html if plain else _visible(html, LINE_SIGNS + NO_BREAK)


def storable(text: str) -> str:
    """Text that databases, workbooks and encodings take, otherwise as it came."""
    return UNSTORABLE.sub("", text)


def _visible(text: str, allowed: str = "") -> str:
    signs: list[str] = []
    for index, sign in enumerate(text):
        if sign in allowed:
            signs.append(sign)
        elif sign.isspace():
            signs.append(" ")
        elif _is_seen(sign, signs[-1:], text[index + 1 : index + 2]):
            signs.append(sign)
    return "".join(signs)


def _is_seen(sign: str, before: list[str], after: str) -> bool:
    category = unicodedata.category(sign)
    if category == "Cf":
        return _joins(sign, before, after) or _names_a_flag(sign, before)
    # Python's table may be older than a phone's emoji: of the unassigned only those go that no
    # later Unicode can assign.
    return category not in ("Cc", "Cs", "Co") and not UNSTORABLE.match(sign)


def _joins(sign: str, before: list[str], after: str) -> bool:
    return sign in JOINERS and all(
        other > LAST_OF_LATIN and unicodedata.category(other)[0] not in "CZP"
        for other in (*before, after)
    )


def _names_a_flag(sign: str, before: list[str]) -> bool:
    is_tag = "\U000e0020" <= sign <= "\U000e007f"
    return is_tag and any(
        each == BLACK_FLAG or "\U000e0020" <= each <= "\U000e007f" for each in before
    )
