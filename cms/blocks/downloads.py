"""The download block: a file to keep, with its kind and size said before the tap."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock


class DownloadValue(blocks.StructValue):
    """Reads kind and size from the chosen document."""

    @property
    def kind(self) -> str:
        """ "PDF", "XLSX" …; empty where the document has gone."""
        document = self["document"]
        return document.file_extension.upper() if document else ""

    @property
    def size(self) -> int | None:
        """Bytes, None where unknown."""
        document = self["document"]
        return document.file_size if document else None


class DownloadBlock(blocks.StructBlock):
    """A worksheet or another file to keep."""

    document = DocumentChooserBlock(
        label=_("File"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, text, CSV or ZIP."),
    )
    title = blocks.CharBlock(
        max_length=80,
        label=_("Title"),
        help_text=_("At most 80 characters. Example: Lembar lima ambilan"),
    )
    description = blocks.CharBlock(
        required=False,
        max_length=160,
        label=_("Description"),
        help_text=_("What it is good for. Example: Satu halaman A4, bisa dicetak hitam putih."),
    )

    class Meta:
        icon = "download"
        label = _("Download")
        template = "blocks/download.html"
        preview_template = "cms/admin/block_preview.html"
        value_class = DownloadValue
        description = _("A worksheet to keep; its kind and size are shown by themselves.")

    def get_preview_value(self) -> blocks.StructValue:
        """The newest document at hand."""
        return self.normalize(
            {
                "document": get_document_model().objects.order_by("-pk").first(),
                "title": "Lembar lima ambilan",
                "description": "Satu halaman A4, bisa dicetak hitam putih.",
            }
        )

    @property
    def is_previewable(self) -> bool:
        """Always: its value is found when the preview is drawn."""
        return True
