"""The version of what visitors see: every value kept for them is kept under it.

    version = content_version.current(now)      # an opaque text, at most 2 s old
    content_version.bump()                      # inside the transaction that changed something
    content_version.watch(Track)                # in `ready()`: saves and deletions of it bump
    outline = content_version.remember(("outline", course.pk), build, now=now)

A transaction that bumped reads and keeps nothing until it ends: it sees what nobody else may, and
a rollback takes both the change and the bump along.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import COMMENTS_RELATION_NAME, Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.content_changes import ContentChange

#: So long a process takes the version for the last one without asking.
ASKED_EVERY_SECONDS = 2
#: However it changed (a hand in the database, a file put back): later nothing is taken for right.
#: Each midnight of any zone is the end of such a quarter.
LONGEST = timedelta(minutes=15)
#: Values that a process keeps of one version.
MOST_VALUES = 2000
#: What a page's row notes of its drafts, locks and its place among others.
QUIET_PAGE_FIELDS = {
    COMMENTS_RELATION_NAME,
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_id",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
}

Value = TypeVar("Value")
When = Callable[[Any, frozenset[str] | None], bool]
#: Of each watched model which saves count, and whether the first one does.
_watched: dict[type[models.Model], tuple[When | None, bool]] = {}


@dataclass(frozen=True)
class _Version:
    """Good from `since` (what the clock said when it was read) to before `until`."""

    text: str
    since: datetime
    until: datetime
    read_at: float

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self.read_at < ASKED_EVERY_SECONDS

    def is_good(self, now: datetime) -> bool:
        return self.is_fresh and self.since <= now < self.until


@dataclass
class _Memory:
    """Of this process. Threads share it: each replaces whole values and changes none in place."""

    version: _Version | None = None
    values_version: str = ""
    values: dict[Hashable, Any] = field(default_factory=dict)


_memory = _Memory()


def connect() -> None:
    """Called by the app's `ready()`, so that commands and workers announce as web servers do."""
    post_save.connect(_after_save, dispatch_uid="cms.content_version")
    post_delete.connect(_after_delete, dispatch_uid="cms.content_version")
    m2m_changed.connect(_after_relation, dispatch_uid="cms.content_version")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_after_page_act, dispatch_uid="cms.content_version")


def watch(model: type[models.Model], when: When | None = None, *, when_new: bool = True) -> None:
    """Saving and deleting rows of it, or of a model made from it, changes what visitors see.

    `when(row, update_fields)` says whether this save does (None: all fields); without `when_new`
    a row that is just being made is not shown anywhere yet. What sends no signal
    (`update`, `bulk_create`) needs a manager of `ContentQuerySet`, or a bump in the act. Of a
    relation between many and many it is the model between them.
    """
    _watched[model] = (when, when_new)


class ContentQuerySet(models.QuerySet):
    """For watched models: Django sends no signal for what changes many rows at once."""

    #: Only these change what visitors see; empty: each does.
    seen_fields: frozenset[str] = frozenset()

    def update(self, **values: Any) -> int:
        changed = super().update(**values)
        if changed and (not self.seen_fields or self.seen_fields & values.keys()):
            bump()
        return changed

    update.alters_data = True  # type: ignore[attr-defined]  # Django reads it from the function

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        made = super().bulk_create(objs, *args, **kwargs)
        if made:
            bump()
        return made


def bump() -> None:
    """What visitors see is another thing from the end of this transaction on.

    Once for a transaction, however often it is called. Outside of one, call it after the change.
    """
    if not is_changing():
        ContentChange.objects.note()
        connection.on_commit(forget)


def is_changing() -> bool:
    """Whether this transaction changed what visitors see, and nobody else may know yet.

    Django drops the entry with the savepoint that it was made in.
    """
    return any(entry[1] is forget for entry in connection.run_on_commit)


def forget() -> None:
    """Ask anew at the next question; other processes do within `ASKED_EVERY_SECONDS`."""
    _memory.version = None
    _memory.values_version, _memory.values = "", {}


def current(now: datetime) -> str:
    """What keys of kept values carry; it changes with each bump and at each moment of the clock
    that an app named by the hook `next_content_moment`.

    Read it before what is kept under it. Not for a transaction that `is_changing`.
    """
    known = _memory.version
    if known is not None and known.is_good(now):
        return known.text
    version = _read(now)
    # A request that began earlier reads for its own moment; the others go on with theirs.
    if known is None or not known.is_fresh or now >= known.since:
        _memory.version = version
    return version.text


def _read(now: datetime) -> _Version:
    read_at = time.monotonic()
    newest, total = ContentChange.objects.state()
    until = min([_next_quarter(now), *_next_moments(now)])
    return _Version(f"{newest}-{total}-{until.timestamp():.0f}", now, until, read_at)


def _next_quarter(now: datetime) -> datetime:
    length = int(LONGEST.total_seconds())
    passed = int(now.timestamp()) // length
    return datetime.fromtimestamp((passed + 1) * length, UTC)


def _next_moments(now: datetime) -> list[datetime]:
    moments = (find(now) for find in hooks.get_hooks("next_content_moment"))
    return [moment for moment in moments if moment is not None and moment > now]


def remember(parts: Hashable, build: Callable[[], Value], *, now: datetime) -> Value:
    """`build()`, kept in this process for `parts`, the language and the version of the content.

    Many requests get the same value at once, and nobody may change it: texts, tuples, frozen
    dataclasses. What depends on a person, a site or a day has that among its parts.
    """
    if is_changing():
        return build()
    version = current(now)
    if _memory.values_version != version:
        _memory.values, _memory.values_version = {}, version
    values = _memory.values
    key = (parts, get_language())
    try:
        return values[key]
    except KeyError:
        value = build()
    if len(values) < MOST_VALUES and _memory.values is values:
        values[key] = value
    return value


def _after_save(
    sender: type[models.Model],
    instance: models.Model,
    created: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: object,
) -> None:
    for model, (when, when_new) in _watched.items():
        if not issubclass(sender, model) or (created and not when_new):
            continue
        if when is None or when(instance, update_fields):
            bump()
            return


def _after_delete(sender: type[models.Model], **kwargs: object) -> None:
    if issubclass(sender, tuple(_watched)):
        bump()


def _after_relation(sender: type[models.Model], action: str, **kwargs: object) -> None:
    if action.startswith("post_") and sender in _watched:
        bump()


def _after_page_act(sender: type[Page], **kwargs: object) -> None:
    bump()


def page_is_shown_anew(page: Page, update_fields: frozenset[str] | None) -> bool:
    """Whether saving it changes what is live: a draft's note in its page's row does not."""
    return update_fields is None or not update_fields <= QUIET_PAGE_FIELDS
