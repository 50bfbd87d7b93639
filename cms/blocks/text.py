"""Blocks that are read: text, callout, quote."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.prose import BODY, NOTE, ProseBlock


class TextBlock(blocks.StructBlock):
    """A piece of running text, with or without a heading."""

    heading = blocks.CharBlock(
        required=False,
        max_length=80,
        label=_("Heading"),
        help_text=_("At most 80 characters, a sentence that says the point."),
    )
    body = ProseBlock(
        features=BODY,
        label=_("Text"),
        help_text=_("Short paragraphs of two to four sentences. Pasting from Word is fine."),
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        preview_template = "cms/admin/block_preview.html"
        description = _("Running text with headings, lists and links.")
        preview_value = {
            "heading": "Satu gambar, satu janji",
            "body": (
                "<p>Pilih satu benda yang paling menarik dari videomu: sambalnya, wajahmu, "
                "atau hasil akhirnya.</p><ul><li>Isi sepertiga gambar dengan benda itu.</li>"
                "<li>Biarkan sisanya lega.</li></ul>"
            ),
        }


class CalloutValue(blocks.StructValue):
    """Knows the colour and the icon of its tone."""

    LOOKS = {
        "tip": ("lime", "bulb"),
        "care": ("yellow", "warn"),
        "rule": ("blue", "info"),
        "rights": ("coral", "lock"),
    }

    @property
    def colour(self) -> str:
        """Colour name for the edge of the box."""
        return self.LOOKS[self["tone"]][0]


class CalloutBlock(blocks.StructBlock):
    """A few sentences that stand out from the text."""

    tone = blocks.ChoiceBlock(
        choices=[
            ("tip", _("Tip: makes it easier")),
            ("care", _("Take care: what goes wrong")),
            ("rule", _("Rule: of YouTube or of the programme")),
            ("rights", _("Rights: music, faces, permission")),
        ],
        default="tip",
        label=_("Tone"),
    )
    title = blocks.CharBlock(
        max_length=60,
        label=_("Title"),
        help_text=_("At most 60 characters. Example: Jujur itu hemat tenaga"),
    )
    body = ProseBlock(features=NOTE, label=_("Text"), help_text=_("One to three sentences."))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "blocks/callout.html"
        preview_template = "cms/admin/block_preview.html"
        value_class = CalloutValue
        description = _("One thing to remember, in a coloured box. At most two in a lesson.")
        preview_value = {
            "tone": "rights",
            "title": "Jujur itu hemat tenaga",
            "body": "<p>Yang dijanjikan gambar harus ada di video.</p>",
        }


class QuoteBlock(blocks.StructBlock):
    """What a person said, in their words."""

    text = blocks.TextBlock(
        max_length=300,
        rows=3,
        label=_("Words"),
        help_text=_("At most 300 characters, without quotation marks."),
    )
    source = blocks.CharBlock(
        max_length=80,
        label=_("Who says it"),
        help_text=_("Name and what the person does. Example: Bu Ningsih, penjual pecel"),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        preview_template = "cms/admin/block_preview.html"
        description = _("The words of one person, with name.")
        preview_value = {
            "text": "Rekam dulu, malu belakangan.",
            "source": "Bu Ningsih, penjual pecel",
        }
