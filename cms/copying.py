"""A copy leads to itself: links and cards between pages that were copied together follow the copy.

Wagtail copies the pages and leaves in each what it held: links to the pages that were copied, and
ids of blocks, by which reading places and ticks are kept.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.blocks import (
    Block,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision

LINK_TO_PAGE = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
ID_OF_LINK = re.compile(r'\bid="(\d+)"')


def connect() -> None:
    """Every way to copy (editor, API, code) ends in Wagtail's action."""
    execute = CopyPageAction.execute

    def execute_and_lead_on(action: CopyPageAction, skip_permission_checks: bool = False) -> Page:
        with transaction.atomic():
            copy = execute(action, skip_permission_checks)
            lead_to_copy(source=action.page, copy=copy)
        return copy

    CopyPageAction.execute = execute_and_lead_on


@transaction.atomic
def lead_to_copy(*, source: Page, copy: Page) -> None:
    """Let what the copied pages and their drafts hold lead to the copies; doing it twice is harmless."""
    pairs = list(_pairs(source, copy))
    pages = {old.pk: new.pk for old, new in pairs}
    for _old, new in pairs:
        page = new.specific
        leading = _Leading(pages, page.pk)
        changed_fields = leading.fields_of(type(page), page.serializable_data())
        for name, value in changed_fields.items():
            setattr(page, name, page._meta.get_field(name).to_python(value))
        if changed_fields:
            page.save(update_fields=list(changed_fields), clean=False)
        for revision in Revision.objects.for_instance(page):
            changed = leading.fields_of(type(page), revision.content)
            Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **changed})


def _pairs(source: Page, copy: Page) -> Iterator[tuple[Page, Page]]:
    """Each page that was copied with its copy; a copy without the pages below it is one pair."""
    yield source, copy
    for old, new in zip(source.get_children(), copy.get_children(), strict=False):
        yield from _pairs(old, new)


@dataclass(frozen=True)
class _Leading:
    """`pages` are old ids and new ones; `page` is the copy whose blocks get their new ids."""

    pages: dict[int, int]
    page: int

    def fields_of(self, model: type[Page], content: dict[str, Any]) -> dict[str, Any]:
        """The stream and rich text fields of a page's serialised content, leading to the copies."""
        found: dict[str, Any] = {}
        for field in model._meta.get_fields():
            text = content.get(field.name)
            if not text:
                continue
            if isinstance(field, StreamField):
                blocks = json.loads(text) if isinstance(text, str) else text
                found[field.name] = json.dumps(self.value(field.stream_block, blocks))
            elif isinstance(field, RichTextField):
                found[field.name] = self.rich_text(text)
        return found

    def value(self, block: Block, raw: Any) -> Any:
        """A block's raw value; blocks that are unknown here stay as they are."""
        if isinstance(block, StreamBlock):
            return [self.item(block.child_blocks.get(each["type"]), each) for each in raw or []]
        if isinstance(block, ListBlock):
            return [self.item(block.child_block, each) for each in raw or []]
        if isinstance(block, StructBlock):
            return {
                name: self.value(block.child_blocks[name], inner)
                if name in block.child_blocks
                else inner
                for name, inner in (raw or {}).items()
            }
        if isinstance(block, PageChooserBlock):
            return self.pages.get(raw, raw)
        if isinstance(block, RichTextBlock):
            return self.rich_text(raw or "")
        return raw

    def item(self, block: Block | None, raw: Any) -> Any:
        """A member of a stream or a list; lists of an older form hold bare values."""
        if block is None or not (isinstance(raw, dict) and "value" in raw and "type" in raw):
            return raw if block is None else self.value(block, raw)
        # From the old id and the page, so that the live page and its drafts agree.
        own = uuid.uuid5(uuid.NAMESPACE_OID, f"{self.page}:{raw.get('id')}")
        return {**raw, "value": self.value(block, raw["value"]), "id": str(own)}

    def rich_text(self, html: str) -> str:
        return LINK_TO_PAGE.sub(lambda link: ID_OF_LINK.sub(self._id, link[0]), html)

    def _id(self, found: re.Match[str]) -> str:
        old = int(found[1])
        return f'id="{self.pages.get(old, old)}"'
