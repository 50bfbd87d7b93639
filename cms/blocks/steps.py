"""The steps block: boxes to tick, or a numbered how-to."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


@dataclass(frozen=True)
class Box:
    """A line of a checklist; `id` stays when its words or its place change."""

    id: str
    text: str


class StepsValue(blocks.StructValue):
    """Knows the boxes of a checklist."""

    def boxes(self, block_id: str) -> list[Box]:
        """Boxes in their order, none for numbered steps.

        Lists of an older form hold bare words: those go by the block's id and their number.
        """
        if self["kind"] != "checklist":
            return []
        return [
            Box(child.original_id or f"{block_id}.{number}", child.value)
            for number, child in enumerate(self["items"].bound_blocks)
        ]


class StepsBlock(blocks.StructBlock):
    """A short list of acts, one each."""

    kind = blocks.ChoiceBlock(
        choices=[
            ("checklist", _("Checklist: boxes to tick while doing")),
            ("steps", _("Steps: numbered, to follow in order")),
        ],
        default="checklist",
        label=_("Kind"),
    )
    title = blocks.CharBlock(
        max_length=60,
        label=_("Title"),
        help_text=_(
            "At most 60 characters, with the time it takes. Example: Coba sekarang, 10 menit"
        ),
    )
    items = blocks.ListBlock(
        blocks.CharBlock(max_length=160, label=_("Step")),
        min_num=2,
        max_num=10,
        label=_("Steps"),
        help_text=_("Two to ten steps, one act each, at most 160 characters."),
    )

    class Meta:
        icon = "tasks"
        label = _("Steps")
        template = "blocks/steps.html"
        preview_template = "cms/admin/block_preview.html"
        value_class = StepsValue
        description = _("A checklist to tick while doing, or numbered steps.")
        preview_value = {
            "kind": "checklist",
            "title": "Coba sekarang, 5 menit",
            "items": [
                "Ambil tangkapan layar di adegan terbaik.",
                "Potong jadi 16:9.",
                "Kecilkan sampai selebar dua jempol.",
            ],
        }
