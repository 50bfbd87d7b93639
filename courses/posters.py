"""Addresses of pages' posters in one size, however many pages."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page

from cms.models import KanalImage
from cms.pictures import picture_url

CARD = "fill-480x270|format-webp"
LARGE = "fill-960x540|format-webp"


def poster_urls(pages: Iterable[Page], size: str = CARD) -> dict[int, str]:
    """Page id to address, for pages whose poster can be had; two queries, and one a picture not yet cut."""
    wanted = {page.pk: page.poster_id for page in pages if page.poster_id}
    if not wanted:
        return {}
    images = KanalImage.objects.filter(pk__in=wanted.values()).prefetch_renditions(size)
    cut = {image.pk: picture_url(image, size) for image in images}
    return {page: cut[image] for page, image in wanted.items() if cut.get(image)}


def poster_url(page: Page, size: str = LARGE) -> str:
    """Address of one page's poster; "" without one."""
    return poster_urls([page], size).get(page.pk, "")
