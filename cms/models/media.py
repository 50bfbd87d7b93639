"""Pictures and documents that editors upload."""

from __future__ import annotations

from django.core.files.base import ContentFile, File
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from cms.alt_texts import looks_like_file_name


class KanalImage(AbstractImage):
    """A picture; what it shows is said anew in each place that uses it."""

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    @property
    def default_alt_text(self) -> str:
        """The description, never the title: titles are file names until somebody changes them."""
        described = self.description
        return "" if looks_like_file_name(described, self.file.name or "") else described

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Wagtail leaves the temporary file of each new size open; here it is closed."""
        with super().generate_rendition_file(filter, source=source) as drawn:
            drawn.seek(0)
            return ContentFile(drawn.read(), name=drawn.name)


class KanalRendition(AbstractRendition):
    """A size of a picture."""

    image = models.ForeignKey(KanalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="cms_rendition_one_per_size",
            )
        ]


class KanalDocument(AbstractDocument):
    """A file to download; browsers save it and never open it inside the site."""

    admin_form_fields = ("title", "file", "collection", "tags")

    def clean(self) -> None:
        """A file that the form refused is not here: its ending would be called wrong as well."""
        if self.file:
            super().clean()

    @property
    def content_disposition(self) -> str:
        """Always an attachment, PDF too."""
        return f'attachment; filename="{self.filename}"'
