"""How far do people come? The chain from enrolled to regular uploader, and who learns now.

Each stage is counted in people, of all who were ever accepted; a person with several enrolments
counts once. It names nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Max, Q, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment, EnrolmentQuerySet
from reports.questions.shares import per_cent
from youtube_integration.models import ChannelConnection

ACTIVE_NOW_WITHIN = timedelta(days=14)

LABELS: dict[str, Promise] = {
    "accepted": _("Accepted"),
    "active": _("Began learning"),
    "completed": _("Completed"),
    "connected": _("Channel connected"),
    "uploaded": _("First upload"),
    "regular": _("Regular uploader"),
}
MEANINGS: dict[str, Promise] = {
    "accepted": _("Ever had a seat in a cohort, those who withdrew later included."),
    "active": _("Ever began a lesson of the cohort's courses."),
    "completed": _("Finished every lesson of the cohort's courses."),
    "connected": _("Has a YouTube channel connected now, by address or by Google sign-in."),
    "uploaded": _("Published a public video on that channel after enrolling."),
    "regular": _(
        "Published at least one in each of four consecutive weeks, Monday to Sunday, after "
        "enrolling."
    ),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """`n` people of the accepted; of `no_data` people nothing can be said, and n leaves them out.

    `percent` is n of all accepted, None where there is nobody.
    """

    slug: str
    n: int
    percent: float | int | None
    no_data: int = 0

    @property
    def label(self) -> Promise:
        return LABELS[self.slug]

    @property
    def meaning(self) -> Promise:
        return MEANINGS[self.slug]


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers of people. `stages` begins with all who were accepted.

    `by_address` and `by_google` split the connected; `reconnect` and `gone` are parts of them.
    """

    stages: tuple[Stage, ...]
    by_address: int
    by_google: int
    reconnect: int
    gone: int
    active_now: int
    withdrawn: int
    applied: int
    waiting: int
    synced_at: datetime | None

    @property
    def accepted(self) -> int:
        return self.stages[0].n

    def stage(self, slug: str) -> Stage:
        return next(stage for stage in self.stages if stage.slug == slug)


def overview(enrolments: EnrolmentQuerySet, *, now: datetime) -> Overview:
    """The chain over these enrolments, in one query."""
    told = _people(enrolments, now=now)
    accepted = told["accepted"]
    # Nothing is known of the uploads of people without a channel, or whose list was never read.
    without_data = accepted - told["connected"] + told["unread"]
    silent = {"uploaded": without_data, "regular": without_data}
    stages = (
        Stage(slug, told[slug], per_cent(told[slug], accepted), silent.get(slug, 0))
        for slug in LABELS
    )
    beside = {name: told[name] for name in (*PARTS, "active_now", "synced_at")}
    return Overview(stages=tuple(stages), **beside)


#: Parts of the connected, and what stands beside the chain.
PARTS = ("by_address", "by_google", "reconnect", "gone", "withdrawn", "applied", "waiting")


def _people(enrolments: EnrolmentQuerySet, *, now: datetime) -> dict[str, Any]:
    """How many people each condition holds for, in any of their enrolments; `synced_at` is a time.

    First each person's enrolments are taken together, then people are counted.
    """
    held = {
        f"is_{name}": Max(Case(When(condition, then=1), default=0))
        for name, condition in _conditions(now).items()
    }
    people = (
        enrolments.with_link()
        .order_by()
        .values("user")
        .annotate(answered_at=Max("link__channel__synced_at"), **held)
    )
    counts = {name.removeprefix("is_"): Count("user", filter=Q(**{name: 1})) for name in held}
    counts["unread"] = Count("user", filter=Q(is_unread=1, is_uploaded=0))
    return people.aggregate(synced_at=Max("answered_at"), **counts)


def _conditions(now: datetime) -> dict[str, Q]:
    """Of an enrolment, by the name under which people are counted."""
    seated = Q(enrolled_at__isnull=False)
    connected = seated & Q(link__isnull=False)
    standing = Q(link__channel__gone_at__isnull=True)
    kind, status = ChannelConnection.Kind, Enrolment.Status
    return {
        "accepted": seated,
        "active": seated & Q(began_at__isnull=False),
        "completed": Q(status=status.COMPLETED),
        "connected": connected,
        "uploaded": Q(link__channel__last_upload_at__gt=F("enrolled_at")),
        "regular": Q(link__channel__regular_from__gt=F("enrolled_at")),
        "unread": connected & Q(link__channel__uploads_read_at__isnull=True),
        "by_address": connected & Q(link__kind=kind.URL),
        "by_google": connected & Q(link__kind=kind.OAUTH),
        "reconnect": connected & Q(link__needs_reconnect_since__isnull=False) & standing,
        "gone": connected & Q(link__channel__gone_at__isnull=False),
        "active_now": seated & Q(last_active_at__gte=now - ACTIVE_NOW_WITHIN),
        "withdrawn": seated & Q(status=status.WITHDRAWN),
        "applied": Q(status=status.APPLIED),
        "waiting": Q(status=status.WAITLISTED),
    }
