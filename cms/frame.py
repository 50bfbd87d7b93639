"""Parts of the frame around every page, drawn once for all who see the same.

What is a person's own (a name, the token of a form) stays a blank in the drawing and is filled in
for each request.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Hashable, Mapping
from datetime import datetime
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import content_version

#: Nothing that an editor or a trainee writes can be taken for a blank.
_SECRET = secrets.token_hex(8)
_BLANK = re.compile(rf"\[{_SECRET}:(\w+)\]")

#: Text and names of blanks in turn.
Drawing = tuple[str, ...]


def frame_part(
    template: str, *, same: Mapping[str, Hashable], own: Mapping[str, str], now: datetime
) -> SafeString:
    """The template drawn with `same`, which many have in common, and filled with `own`.

    It may say what is in `own` and cannot decide by it: there it has blanks only.
    """
    # Equal texts may be drawn differently: one of them escaped already.
    key = ("frame", template, tuple((*each, type(each[1])) for each in same.items()), tuple(own))
    drawing = content_version.remember(key, lambda: _draw(template, same, own), now=now)
    return _fill(drawing, own)


def _draw(template: str, same: Mapping[str, Hashable], own: Mapping[str, str]) -> Drawing:
    blanks = {name: SafeString(f"[{_SECRET}:{name}]") for name in own}
    return tuple(_BLANK.split(render_to_string(template, {**same, **blanks})))


def _fill(drawing: Drawing, own: Mapping[str, str]) -> SafeString:
    texts, blanks = drawing[::2], drawing[1::2]
    filled = (_escaped(own[name]) for name in blanks)
    return SafeString(
        "".join((texts[0], *(f"{one}{text}" for one, text in zip(filled, texts[1:], strict=True))))
    )


def _escaped(text: str) -> str:
    """`conditional_escape` for what is neither lazy nor another kind of value: a third of its time."""
    return text if isinstance(text, SafeString) else escape(text)
