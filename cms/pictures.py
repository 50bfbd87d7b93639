"""Pictures on pages: one that cannot be had, or is not for the reader, costs itself and not the page."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_
from typing import TypeGuard

from allauth.core import context
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Filter, Picture, SourceImageIOError
from wagtail.models import Collection, CollectionViewRestriction

from cms import content_version

REQUEST_ATTRIBUTE = "_closed_collections"


def closing_of(path: str) -> list[CollectionViewRestriction]:
    """What closes the collection of the picture stored at `path`, in any of its sizes."""
    if not CollectionViewRestriction.objects.exists():
        return []
    own = get_image_model().objects.filter(Q(file=path) | Q(renditions__file=path))
    picture = own.select_related("collection").first()
    return list(picture.collection.get_view_restrictions()) if picture else []


def is_any_collection_closed(*, now: datetime) -> bool:
    """On most sites none is: then nothing has to be asked for each picture and person."""
    return content_version.remember(
        "closed collections", CollectionViewRestriction.objects.exists, now=now
    )


def closed_collections(request: HttpRequest | None) -> frozenset[int]:
    """Keys of the collections whose pictures are not for whoever asks; without a request, nobody.

    Asked once for a request: the answer stays with it.
    """
    closed: frozenset[int] | None = getattr(request, REQUEST_ATTRIBUTE, None)
    if closed is None and not is_any_collection_closed(now=timezone.now()):
        closed = frozenset()
        if request is not None:
            setattr(request, REQUEST_ATTRIBUTE, closed)
    if closed is None:
        rules = CollectionViewRestriction.objects.select_related("collection")
        shut = [each for each in rules if request is None or not each.accept_request(request)]
        below = (Q(path__startswith=each.collection.path) for each in shut)
        found = Collection.objects.filter(reduce(or_, below, Q(pk__in=[])))
        closed = frozenset(found.values_list("pk", flat=True)) if shut else frozenset()
        if request is not None:
            setattr(request, REQUEST_ATTRIBUTE, closed)
    return closed


def _is_seen(image: AbstractImage | None) -> TypeGuard[AbstractImage]:
    """Whether there is a picture, and whoever asks at this moment may see it."""
    # A template's missing picture is "".
    return bool(image and image.collection_id not in closed_collections(context.request))


def picture_url(image: AbstractImage | None, spec: str) -> str:
    """Address of the picture in one size; "" without a picture for this reader, or where it cannot be drawn."""
    if not _is_seen(image):
        return ""
    try:
        return image.get_rendition(spec).url
    except SourceImageIOError:
        return ""


def picture_tag(image: AbstractImage | None, specs: str, **attrs: str) -> SafeString:
    """The `<picture>` of all sizes that `specs` names ("format-{webp,jpeg}|width-{640,1280}").

    "" without a picture for this reader, or where it cannot be drawn.
    """
    if not _is_seen(image):
        return SafeString()
    try:
        drawn = image.get_renditions(*Filter.expand_spec(specs.split("|")))
    except SourceImageIOError:
        return SafeString()
    return conditional_escape(Picture(drawn, attrs))
