"""Names and addresses of people, brought to one form at the edge so that equality is enough."""

from __future__ import annotations

import unicodedata

# A phone's keyboard or a copied cell brings these along; they are never part of an address.
INVISIBLE_IN_ADDRESSES = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def normalise_email(text: str | None) -> str:
    """The one stored form of an e-mail address: no blanks around it, NFC, lower case."""
    visible = unicodedata.normalize("NFC", text or "").translate(INVISIBLE_IN_ADDRESSES)
    return visible.strip().lower()


def normalise_name(text: str | None) -> str:
    """A name as typed, in NFC, with every run of blanks made one blank."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def initials(name: str) -> str:
    """One or two capitals that stand for a name of any shape; empty for a name without letters."""
    found = [next((sign for sign in word if sign.isalnum()), "") for word in name.split()]
    letters = [letter for letter in found if letter]
    return "".join(letters if len(letters) < 3 else [letters[0], letters[-1]]).upper()


def calling_name(name: str) -> str:
    """The first word of a name, with the titles and single letters that stand before it."""
    words = name.split()
    lead = next(
        (place for place, word in enumerate(words) if not word.endswith(".") and len(word) > 1),
        len(words) - 1,
    )
    return " ".join(words[: lead + 1])
