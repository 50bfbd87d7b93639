"""Pictures and documents that editors upload."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from contextlib import nullcontext
from io import BytesIO
from pathlib import PurePath
from typing import TypeVar

from django.core.files.base import ContentFile, File
from django.db import DatabaseError, connection, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
)

from cms.alt_texts import looks_like_file_name
from cms.database_errors import is_write_failure

logger = logging.getLogger(__name__)

Drawn = TypeVar("Drawn")
# What drawing ends with where the original is gone or broken, or the disk full or read-only.
UNDRAWABLE = (OSError, SyntaxError, MemoryError, Image.DecompressionBombError)


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

    def get_upload_to(self, filename: str) -> str:
        """A name of our own on the disk: the uploader's words may name people."""
        ending = PurePath(filename).suffix.lower()
        return super().get_upload_to(f"{secrets.token_hex(12)}{ending}")

    def get_rendition(self, filter: Filter | str) -> AbstractRendition:
        """A disk or database that takes no new size is told like an original that is gone: each
        costs the picture."""
        return self._draw(lambda: super(KanalImage, self).get_rendition(filter))

    def get_renditions(self, *filters: Filter | str) -> dict[str, AbstractRendition]:
        """As `get_rendition`, for several sizes."""
        return self._draw(lambda: super(KanalImage, self).get_renditions(*filters))

    def _draw(self, drawing: Callable[[], Drawn]) -> Drawn:
        # Within somebody's transaction, a failed insert of several sizes would spoil all of it.
        within = transaction.atomic() if connection.in_atomic_block else nullcontext()
        try:
            with within:
                return drawing()
        except UNDRAWABLE as why:
            raise self._undrawn(why) from why
        except DatabaseError as why:
            if not is_write_failure(why):
                raise
            raise self._undrawn(why) from why

    def _undrawn(self, why: Exception) -> SourceImageIOError:
        if self.pk not in _logged:
            _logged.add(self.pk)
            logger.warning("picture %s cannot be drawn: %s", self.pk, why)
        return SourceImageIOError(str(why))

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Wagtail leaves the temporary file of each new size open; here it is closed, and none is
        made before the original is known to be at hand."""
        if source is None:
            with self.open_file() as original:
                source = File(BytesIO(original.read()), name=self.file.name)
        with super().generate_rendition_file(filter, source=source) as drawn:
            drawn.seek(0)
            return ContentFile(drawn.read(), name=drawn.name)


# Pictures whose loss this process has logged already: every page view meets it again.
_logged: set[int] = set()


class KanalRendition(AbstractRendition):
    """A size of a picture."""

    # Wagtail's base names the field without a type.
    image: models.ForeignKey[KanalImage, KanalImage] = models.ForeignKey(
        KanalImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="cms_rendition_one_per_size",
            )
        ]


def name_on_the_disk(document: models.Model, filename: str) -> str:
    """A name of our own: the uploader's words may name people."""
    return f"documents/{secrets.token_hex(12)}{PurePath(filename).suffix.lower()}"


class KanalDocument(AbstractDocument):
    """A file to download; browsers save it and never open it inside the site."""

    LONGEST_STEM = 80

    file = models.FileField(upload_to=name_on_the_disk, verbose_name=_("file"))

    admin_form_fields = ("title", "file", "collection", "tags")

    def clean(self) -> None:
        """A file that the form refused is not here: its ending would be called wrong as well."""
        if self.file:
            super().clean()

    @property
    def filename(self) -> str:
        """What its address ends with and what it is saved as: the title in ASCII, the true ending."""
        ending = PurePath(self.file.name or "").suffix.lower()
        title = self.title[: -len(ending)] if self._ends_with(ending) else self.title
        stem = slugify(title)[: self.LONGEST_STEM].strip("-_")
        return f"{stem or f'dokumen-{self.pk}'}{ending}"

    def _ends_with(self, ending: str) -> bool:
        return bool(ending) and self.title.lower().endswith(ending)

    @property
    def content_disposition(self) -> str:
        """Always an attachment, PDF too."""
        return f'attachment; filename="{self.filename}"'
