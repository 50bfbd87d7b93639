"""A lesson's body, drawn: once for everybody where nothing in a block depends on who reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from cms import content_version
from cms.pictures import closed_collections
from cms.visibility import is_any_page_closed
from courses.models import LessonPage
from courses.posters import LARGE, poster_url
from learning.reading_position import anchor_of

#: A body that opens with one of these needs no poster above it.
PICTURES = ("video", "image")
#: Blocks that are drawn anew for each reader: boxes with ticks, links to pages not all may enter.
PERSONAL = frozenset({"steps", "lesson"})
BLOCK = "learning/parts/lesson_block.html"


@dataclass(frozen=True, slots=True)
class BodyBlock:
    id: str
    anchor: str
    html: SafeString


def drawn_body(
    page: LessonPage, request: HttpRequest, context: dict[str, Any], *, now: datetime
) -> list[BodyBlock]:
    """The blocks in their order; `context` is what the templates of personal blocks need."""
    if getattr(request, "is_preview", False):
        return [_block(each.id, _draw(each, request, context)) for each in page.body]
    personal = PERSONAL if is_any_page_closed(now=now) else PERSONAL - {"lesson"}
    # Blocks from memory are left as they are stored: to unpack one reads its pictures and pages.
    return [
        _block(
            stored.get("id"),
            _draw(page.body[place], request, context)
            if stored["type"] in personal and not _is_numbered(stored)
            else _shared(page, place, request, now=now),
        )
        for place, stored in enumerate(page.body.raw_data)
    ]


def _is_numbered(stored: dict[str, Any]) -> bool:
    """Steps without boxes are the same for everybody."""
    return stored["type"] == "steps" and stored["value"].get("kind") == "steps"


def _block(block_id: str | None, html: SafeString) -> BodyBlock:
    return BodyBlock(block_id or "", anchor_of(block_id or ""), html)


def _shared(page: LessonPage, place: int, request: HttpRequest, *, now: datetime) -> SafeString:
    """Pictures of closed collections are left out for some: those readers have drawings of their own."""
    key = ("lesson block", page.pk, place, closed_collections(request))
    return content_version.remember(
        key, lambda: _draw(page.body[place], request, {"page": page}), now=now
    )


def _draw(
    block: StreamValue.StreamChild, request: HttpRequest, context: dict[str, Any]
) -> SafeString:
    return render_to_string(BLOCK, {**context, "block": block}, request)


def poster_above(page: LessonPage, request: HttpRequest, *, now: datetime) -> str:
    """Address of the poster above the body; "" where the body opens with a picture of its own."""
    if page.body and page.body.raw_data[0]["type"] in PICTURES:
        return ""
    if getattr(request, "is_preview", False):
        return poster_url(page, LARGE)
    return poster_of(page.pk, request, now=now)


def poster_of(lesson: int, request: HttpRequest, *, now: datetime) -> str:
    """Address of the lesson's poster; "" where it has none for this reader."""

    def draw() -> str:
        return poster_url(LessonPage.objects.select_related("poster").get(pk=lesson), LARGE)

    key = ("lesson poster", lesson, closed_collections(request))
    return content_version.remember(key, draw, now=now)
