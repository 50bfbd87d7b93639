"""The blocks that pages are written in, one file per family."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block

from cms.blocks.downloads import DownloadBlock
from cms.blocks.home import HowStepBlock, QuestionBlock
from cms.blocks.pictures import ImageBlock
from cms.blocks.steps import StepsBlock
from cms.blocks.text import CalloutBlock, QuoteBlock, TextBlock
from cms.blocks.video import VideoBlock

__all__ = [
    "CalloutBlock",
    "DownloadBlock",
    "HowStepBlock",
    "ImageBlock",
    "QuestionBlock",
    "QuoteBlock",
    "StepsBlock",
    "TextBlock",
    "VideoBlock",
    "content_blocks",
]


def content_blocks() -> list[tuple[str, Block]]:
    """Names and fresh blocks for a page's body; apps above add their own to the list."""
    reading, doing = _("To read"), _("To do and keep")
    return [
        ("text", TextBlock(group=reading)),
        ("image", ImageBlock(group=reading)),
        ("video", VideoBlock(group=reading)),
        ("callout", CalloutBlock(group=reading)),
        ("quote", QuoteBlock(group=reading)),
        ("steps", StepsBlock(group=doing)),
        ("download", DownloadBlock(group=doing)),
    ]
