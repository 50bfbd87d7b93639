"""Pictures, documents and pages for tests."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.models import HomePage, KanalDocument, KanalImage, StandardPage


def picture_bytes(
    size: tuple[int, int] = (64, 48), form: str = "PNG", mode: str = "RGB", **options: Any
) -> bytes:
    """A one-coloured picture in the given format."""
    out = BytesIO()
    Image.new(mode, size).save(out, form, **options)
    return out.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a form receives it."""
    return SimpleUploadedFile(name, content)


class ImageFactory(factory.django.DjangoModelFactory):
    """A stored picture; `name` is its file's."""

    class Meta:
        model = KanalImage
        exclude = ["name"]

    name = "cobek.png"
    title = "Cobek"
    file = factory.LazyAttribute(lambda made: ContentFile(picture_bytes(), name=made.name))


class DocumentFactory(factory.django.DjangoModelFactory):
    """A stored worksheet."""

    class Meta:
        model = KanalDocument
        exclude = ["name", "content"]

    name = "lembar.pdf"
    content = b"%PDF-1.4 lembar"
    title = "Lembar lima ambilan"
    file = factory.LazyAttribute(lambda made: ContentFile(made.content, name=made.name))
    file_size = factory.LazyAttribute(lambda made: len(made.content))


def home_page() -> HomePage:
    """The home page that the data migration made."""
    return HomePage.objects.get()


def standard_page(
    title: str = "Privasi",
    *,
    parent: Any = None,
    blocks: list[tuple[str, Any]] | None = None,
    **fields: Any,
) -> StandardPage:
    """A page under `parent` (the home page) whose body holds `blocks` as (name, raw value)."""
    body = json.dumps([{"type": name, "value": value} for name, value in blocks or []])
    return (parent or home_page()).add_child(
        instance=StandardPage(title=title, body=body, **fields)
    )
