"""What must be right before a page goes live, by whichever way: editor, list, workflow, schedule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field
from django.utils.text import capfirst
from wagtail.blocks import Block, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from accounts.mailing import write_to
from accounts.models import User

#: How Wagtail's command for scheduled pages names what it does in the log.
BY_SCHEDULE = "wagtail.publish.scheduled"


class NotPublishable(ValidationError):
    """The page stays as it is; `problems` are sentences for whoever wanted it published."""

    def __init__(self, page: Page, problems: list[str]) -> None:
        self.page, self.problems = page, problems
        super().__init__({"__all__": problems})


def problems_before_publishing(page: Page) -> list[str]:
    """What the editor would refuse to publish, each as "field: reason"; [] for a good page.

    `page` is the specific page as it would go live, for example a revision's `as_object()`.
    """
    found: list[str] = []
    try:
        page.full_clean()
    except ValidationError as refused:
        for name, errors in refused.error_dict.items():
            found += [f"{_label(page, name)}{text}" for text in _texts(errors)]
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found += _problems_of_blocks(field, getattr(page, field.name))
    return list(dict.fromkeys(found))


def _problems_of_blocks(field: StreamField, value: object) -> list[str]:
    try:
        field.stream_block.clean(value)
    except ValidationError as refused:
        return [f"{capfirst(field.verbose_name)}: {text}" for text in _leaves(refused, value)]
    return []


def _leaves(error: ValidationError, value: object) -> Iterator[str]:
    """The sentences of nested block errors, each with the label of the block it is about."""
    # StreamBlockValidationError has both; the other errors of blocks have none.
    nested = getattr(error, "block_errors", None)
    if nested is None:
        yield from error.messages
        return
    for plain in cast(StreamBlockValidationError, error).non_block_errors.as_data():
        yield from plain.messages
    for key, inner in nested.items():
        child = _child(value, key)
        label = _label_of_block(value, key)
        for text in _leaves(inner, child):
            yield f"{label}{text}"


def _child(value: object, key: int | str) -> object:
    if isinstance(value, StreamValue) and isinstance(key, int):
        return value[key].value
    if isinstance(value, StructValue | ListValue):
        return value[key]
    return None


def _label_of_block(value: object, key: int | str) -> str:
    """Where it stands: the block's kind in a body, the field's name in a block, nothing in a list."""
    block: Block | None = None
    if isinstance(value, StructValue):
        block = value.block.child_blocks.get(key)
    elif isinstance(value, StreamValue) and isinstance(key, int):
        block = value[key].block
    return f"{block.label}: " if block is not None else ""


def _label(page: Page, field: str) -> str:
    if field == "__all__":
        return ""
    named = cast("Field[Any, Any]", page._meta.get_field(field))
    return f"{capfirst(named.verbose_name)}: "


def _texts(errors: list[ValidationError]) -> list[str]:
    return [text for error in errors for text in error.messages]


@transaction.atomic
def hold_back(*, page: Page, revision: Revision, problems: list[str]) -> None:
    """A page whose hour has come and that is not fit stays as it is: its date is taken away, so that
    nothing asks again each minute, and whoever wrote it is told why."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    writers = {page.owner_id, revision.user_id} - {None}
    for person in User.objects.filter(pk__in=writers):
        write_to(
            person=person,
            template="email/cms/held_back",
            context={"page": page, "problems": problems},
        )
