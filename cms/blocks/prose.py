"""Rich text that holds little, so that what is pasted into it comes out clean."""

from __future__ import annotations

import re

from wagtail import blocks
from wagtail.rich_text import RichText

from accounts.text import cleaned_html

BODY = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
NOTE = ["bold", "italic", "ol", "ul", "link"]
SPOKEN = ["bold", "italic", "ul", "link"]

EMPTY_PARAGRAPH = re.compile(
    r"<(p|h3)(?: data-block-key=\"[^\"]*\")?>(?:\s|&nbsp;|\u00a0|<br/?>)*</\1>"
)
# Wagtail drops an address it does not trust (file:///, javascript:) and leaves the bare tag.
LINK_TO_NOWHERE = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def tidy(html: str) -> str:
    """Rich text HTML without what nobody sees, empty paragraphs and links that lead nowhere."""
    return EMPTY_PARAGRAPH.sub("", LINK_TO_NOWHERE.sub(r"\1", cleaned_html(html)))


class ProseBlock(blocks.RichTextBlock):
    """Wagtail's rich text, tidied whenever it is saved."""

    def clean(self, value: RichText) -> RichText:
        """Tidies first, so that text of empty paragraphs alone counts as missing."""
        return super().clean(RichText(tidy(value.source or "")))

    class Meta:
        icon = "pilcrow"
