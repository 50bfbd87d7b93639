"""Our own templates, without the blanks that lay them out: one element a line costs a page nothing."""

from __future__ import annotations

import re

from django.template.base import Origin
from django.template.loaders import filesystem

INDENT = re.compile(r"(?<=\n)[ \t]+")


class Loader(filesystem.Loader):
    """Lines stay lines, so that an error is found where it is said to be, and a line's end is
    still the blank between two words. Mails are laid out by their blanks and keep them."""

    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        return INDENT.sub("", source) if origin.name.endswith(".html") else source
