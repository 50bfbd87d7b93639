"""Who learns, and is the channel getting anywhere? One row per enrolment.

The screen, the admin's files and `export_progress` all read this module, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, cast

from django.db.models import (
    BooleanField,
    Expression,
    ExpressionWrapper,
    F,
    FloatField,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, NullIf

from accounts.models import User
from cohorts.models import Enrolment, EnrolmentQuerySet
from cohorts.models.channel_standing import connection_state, gained, is_counted
from learning.models.lesson_counts import with_lesson_counts
from reports.questions.shares import per_cent
from youtube_integration.counts import COUNTS, EachCount
from youtube_integration.growth import change
from youtube_integration.models import ChannelConnection

ROWS_AT_A_TIME = 500
#: Fields of a row that hold a value for each figure.
KINDS = ("baseline", "counts", "gained")
#: A baseline of another channel, or one that may not be kept any longer.
NOT_COUNTED = dict.fromkeys(["baseline_at", *(f"baseline_{name}" for name in COUNTS)])
#: What a list can be ordered by; each may be turned round with "-" and keeps the unknown last.
ORDERINGS = {
    "name": "user__name_sort",
    "email": "user__email",
    "cohort": "cohort__name_sort",
    "status": "status",
    "kelurahan": "user__profile__region__kelurahan",
    "enrolled_at": "enrolled_at",
    "completion": "completion",
    "last_active_at": "last_active_at",
    "connection": "connection",
    **{name: f"link__channel__{name}" for name in COUNTS},
    **{f"{name}_gained": f"{name}_gained" for name in COUNTS},
    "synced_at": "link__channel__synced_at",
}


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One enrolment. Unknown is None.

    `completion_pct` runs from 0 to 100 with at most one decimal; times are aware. `gained` is the
    change from `baseline` to `counts`.
    """

    email: str
    name: str
    region_code: str | None
    kecamatan: str | None
    kelurahan: str | None
    cohort: str
    status: str
    enrolled_at: datetime | None
    lessons_done: int
    lessons_total: int
    completion_pct: float | int | None
    last_active_at: datetime | None
    channel_id: str | None
    channel_handle: str | None
    connection: str
    baseline_at: datetime | None
    baseline: EachCount[int | None]
    synced_at: datetime | None
    counts: EachCount[int | None]
    gained: EachCount[int | None]
    is_closed: bool


def enrolments() -> EnrolmentQuerySet:
    """Every enrolment, to be narrowed, searched and ordered; what asks for a table joins it."""
    return Enrolment.objects.with_channel_standing()


def with_learning(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Adds lesson counts and `completion` (a share, None without lessons)."""
    # Its class is lost to types where columns are added to it.
    return with_lesson_counts(cast(EnrolmentQuerySet, rows)).annotate(
        completion=ExpressionWrapper(
            Cast("lessons_done", FloatField()) / NullIf(F("lessons_total"), Value(0)),
            output_field=FloatField(),
        ),
    )


def search(rows: QuerySet[Enrolment], text: str) -> QuerySet[Enrolment]:
    """Those whose name, address or channel's handle holds the text."""
    wanted = text.strip().removeprefix("@")
    if not wanted:
        return rows
    channels = ChannelConnection.objects.open().filter(channel__handle__icontains=wanted)
    # Found in two tables apart: said by OR, everything is joined before anything is left out.
    people = User.objects.matching(wanted).values("pk").union(channels.order_by().values("user"))
    return rows.filter(user__in=people)


def order(
    rows: QuerySet[Enrolment], by: str, *, now: datetime, history: timedelta
) -> QuerySet[Enrolment]:
    """Ordered by a key of ORDERINGS, descending after a "-"; unknown last, ties by name.

    `history` is how long figures without consent are kept: an older baseline is none.
    """
    name = by.removeprefix("-")
    if name == "completion":
        rows = with_learning(rows)
    key = _key(name, oldest=now - history)
    first = key.desc(nulls_last=True) if by.startswith("-") else key.asc(nulls_last=True)
    return rows.order_by(first, "user__name_sort", "pk")


def _key(name: str, *, oldest: datetime) -> F | Expression:
    if name == "connection":
        return connection_state()
    field = name.removesuffix("_gained")
    return gained(field, oldest=oldest) if field != name else F(ORDERINGS[name])


def in_order_of(keys: Sequence[int], *, now: datetime, history: timedelta) -> Iterator[ProgressRow]:
    """Rows of these enrolments in this order, a portion at a time: memory stays bounded.

    Somebody erased in between is left out.
    """
    remaining = iter(keys)
    while portion := list(islice(remaining, ROWS_AT_A_TIME)):
        found = with_lesson_counts(enrolments().filter(pk__in=portion))
        sources = _sources(oldest=now - history)
        values = found.values_list("pk", *sources.values())
        by_key = {key: _row(dict(zip(sources, row, strict=True))) for key, *row in values}
        yield from (by_key[key] for key in portion if key in by_key)


def _row(values: dict[str, Any]) -> ProgressRow:
    """Of the values of `_sources`; those of each figure go into one `EachCount` of their kind."""
    if not values.pop("is_counted"):
        values |= NOT_COUNTED
    for name in COUNTS:
        moved = change(values[f"counts_{name}"], values[f"baseline_{name}"])
        values[f"gained_{name}"] = moved.value
    for kind in KINDS:
        values[kind] = EachCount(*(values.pop(f"{kind}_{name}") for name in COUNTS))
    values["channel_handle"] = values["channel_handle"] or None
    values["is_closed"] = not values.pop("is_active")
    percent = per_cent(values["lessons_done"], values["lessons_total"])
    return ProgressRow(**values, completion_pct=percent)


def _sources(*, oldest: datetime) -> dict[str, str | Expression]:
    """Where each field of a row comes from: all of a row is read in one query, without models."""
    return {
        "email": "user__email",
        "name": "user__name",
        "is_active": "user__is_active",
        "region_code": "user__profile__region",
        "kecamatan": "user__profile__region__kecamatan",
        "kelurahan": "user__profile__region__kelurahan",
        "cohort": "cohort__slug",
        "status": "status",
        "enrolled_at": "enrolled_at",
        "lessons_done": "lessons_done",
        "lessons_total": "lessons_total",
        "last_active_at": "last_active_at",
        "channel_id": "link__channel",
        "channel_handle": "link__channel__handle",
        "connection": connection_state(),
        "is_counted": ExpressionWrapper(is_counted(oldest), output_field=BooleanField()),
        "baseline_at": "start__snapshot__fetched_at",
        "synced_at": "link__channel__synced_at",
        **{f"counts_{name}": f"link__channel__{name}" for name in COUNTS},
        **{f"baseline_{name}": f"start__snapshot__{name}" for name in COUNTS},
    }
