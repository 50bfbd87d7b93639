"""The column that holds a page's body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A body of blocks. Migrations do not name its blocks, since the column holds JSON either way:
    a new kind of block, or another help text in one, makes no migration."""

    if TYPE_CHECKING:
        # What a page has is the body itself; Wagtail, which puts it there, has no types.
        def __get__(self, page: Any, model: Any = None) -> Any: ...
        def __set__(self, page: Any, body: Any) -> None: ...

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, kwargs = super().deconstruct()
        return name, path, [[]], {k: v for k, v in kwargs.items() if k != "block_lookup"}
