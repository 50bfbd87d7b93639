"""Words of others, which may run from right to left, kept from turning what stands beside them."""

from __future__ import annotations

from unicodedata import bidirectional

from django.utils.html import format_html
from django.utils.safestring import SafeString

RIGHT_TO_LEFT = ("R", "AL", "AN")
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def isolated(text: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", text)


def isolated_word(text: str) -> str:
    """The same for places that take no markup: with invisible signs, only where it is needed."""
    if not any(bidirectional(letter) in RIGHT_TO_LEFT for letter in text):
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
