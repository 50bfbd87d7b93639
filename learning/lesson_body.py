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


@dataclass(frozen=True, slots=True)
class LessonBody:
    """`poster_url` is "" where the body opens with a picture of its own."""

    poster_url: str
    blocks: list[BodyBlock]


def body_of(
    page: LessonPage, request: HttpRequest, context: dict[str, Any], *, now: datetime
) -> LessonBody:
    """`context` is what the templates of personal blocks need."""
    if getattr(request, "is_preview", False):
        poster = "" if _opens_with_picture(page) else poster_url(page, LARGE)
        drawn = [_block(each.id, _draw(each, request, context)) for each in page.body]
        return LessonBody(poster, drawn)
    poster = "" if _opens_with_picture(page) else poster_of(page.pk, request, now=now)
    personal = PERSONAL if is_any_page_closed(now=now) else PERSONAL - {"lesson"}
    # Blocks from memory are left as they are stored: to unpack one reads its pictures and pages.
    drawn = [
        _block(
            stored.get("id"),
            _draw(page.body[index], request, context)
            if stored["type"] in personal and not _is_numbered(stored)
            else _shared(page, index, request, now=now),
        )
        for index, stored in enumerate(page.body.raw_data)
    ]
    return LessonBody(poster, drawn)


def _opens_with_picture(page: LessonPage) -> bool:
    return bool(page.body) and page.body.raw_data[0]["type"] in PICTURES


def _is_numbered(stored: dict[str, Any]) -> bool:
    """Steps without boxes are the same for everybody."""
    return stored["type"] == "steps" and stored["value"].get("kind") == "steps"


def _block(block_id: str | None, html: SafeString) -> BodyBlock:
    return BodyBlock(block_id or "", anchor_of(block_id or ""), html)


def _shared(page: LessonPage, index: int, request: HttpRequest, *, now: datetime) -> SafeString:
    """Pictures of closed collections are left out for some: those readers have drawings of their own."""
    key = ("lesson block", page.pk, index, closed_collections(request))
    return content_version.remember(
        key, lambda: _draw(page.body[index], request, {"page": page}), now=now
    )


def _draw(
    block: StreamValue.StreamChild, request: HttpRequest, context: dict[str, Any]
) -> SafeString:
    return render_to_string(BLOCK, {**context, "block": block}, request)


def poster_of(lesson: int, request: HttpRequest, *, now: datetime) -> str:
    """Address of the lesson's poster; "" where it has none for this reader."""

    def draw() -> str:
        return poster_url(LessonPage.objects.select_related("poster").get(pk=lesson), LARGE)

    key = ("lesson poster", lesson, closed_collections(request))
    return content_version.remember(key, draw, now=now)
