"""Blocks of the home page alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.prose import NOTE, ProseBlock


class HowStepBlock(blocks.StructBlock):
    """One of the steps that say how the programme works."""

    title = blocks.CharBlock(
        max_length=40,
        label=_("Title"),
        help_text=_("At most 40 characters. Example: Praktik di kanalmu"),
    )
    text = blocks.CharBlock(
        max_length=200,
        label=_("Text"),
        help_text=_("One or two sentences, at most 200 characters."),
    )
    picture = ImageChooserBlock(
        required=False,
        label=_("Picture"),
        help_text=_("16:9. Without one, the first three steps keep Kanal's own drawings."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")


class QuestionBlock(blocks.StructBlock):
    """One question that people really ask, with its answer."""

    question = blocks.CharBlock(
        max_length=90,
        label=_("Question"),
        help_text=_("At most 90 characters, as people ask it. Example: HP-ku biasa saja. Cukup?"),
    )
    answer = ProseBlock(
        features=NOTE, label=_("Answer"), help_text=_("Two or three short sentences.")
    )

    class Meta:
        icon = "help"
        label = _("Question")
