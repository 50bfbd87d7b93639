"""The one door to pictures: a picture that cannot be had costs itself, never the page around it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Filter, Picture, SourceImageIOError
from wagtail.models import CollectionViewRestriction


def closing_of(path: str) -> list[CollectionViewRestriction]:
    """What closes the collection of the picture stored at `path`, in any of its sizes."""
    if not CollectionViewRestriction.objects.exists():
        return []
    own = get_image_model().objects.filter(Q(file=path) | Q(renditions__file=path))
    picture = own.select_related("collection").first()
    return list(picture.collection.get_view_restrictions()) if picture else []


def picture_url(image: AbstractImage | None, spec: str) -> str:
    """Address of the picture in one size; "" without a picture, or where it cannot be drawn."""
    if not image:
        return ""
    try:
        return image.get_rendition(spec).url
    except SourceImageIOError:
        return ""


def picture_tag(image: AbstractImage | None, specs: str, **attrs: str) -> SafeString:
    """The `<picture>` of all sizes that `specs` names ("format-{webp,jpeg}|width-{640,1280}").

    "" without a picture, or where it cannot be drawn.
    """
    if not image:
        return SafeString()
    try:
        drawn = image.get_renditions(*Filter.expand_spec(specs.split("|")))
    except SourceImageIOError:
        return SafeString()
    return conditional_escape(Picture(drawn, attrs))
