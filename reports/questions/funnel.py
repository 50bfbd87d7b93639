"""How far do people come? The chain from enrolled to regular uploader, and who learns now.

Each stage is counted in people, of all who were ever accepted; a person with several enrolments
counts once. It names nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment
from design.site_time import site_day, site_zone
from reports.questions.shares import per_cent
from youtube_integration.models import Channel, ChannelConnection, Video

ACTIVE_NOW_WITHIN = timedelta(days=14)
REGULAR_WEEKS = 4
WEEK = timedelta(days=7)

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


def overview(enrolments: QuerySet[Enrolment], *, now: datetime) -> Overview:
    """The chain over these enrolments, in a constant number of queries."""
    counted = _counts(enrolments, now=now)
    accepted = counted["accepted"]
    uploaded, regular = _uploaders(enrolments)
    unread = _channels_unread(enrolments) - uploaded
    # Nothing is known of the uploads of people without a channel, or whose list was never read.
    without_data = accepted - counted["connected"] + len(unread)
    reached = {
        "accepted": accepted,
        "active": counted["active"],
        "completed": counted["completed"],
        "connected": counted["connected"],
        "uploaded": len(uploaded),
        "regular": len(regular),
    }
    silent = {"uploaded": without_data, "regular": without_data}
    return Overview(
        stages=tuple(
            Stage(slug, n, per_cent(n, accepted), silent.get(slug, 0))
            for slug, n in reached.items()
        ),
        by_address=counted["by_address"],
        by_google=counted["by_google"],
        reconnect=counted["reconnect"],
        gone=counted["gone"],
        active_now=counted["active_now"],
        withdrawn=counted["withdrawn"],
        applied=counted["applied"],
        waiting=counted["waiting"],
        synced_at=_newest_answer(enrolments),
    )


def is_regular(weeks: Iterable[date]) -> bool:
    """Whether four of these weeks (each told by its Monday) follow one another."""
    known = set(weeks)
    return any(
        all(monday + step * WEEK in known for step in range(REGULAR_WEEKS)) for monday in known
    )


def _counts(enrolments: QuerySet[Enrolment], *, now: datetime) -> dict[str, int]:
    seated = Q(enrolled_at__isnull=False)
    connected = seated & Q(link__isnull=False)
    gone = connected & Q(link__channel__gone_at__isnull=False)
    refused = Q(link__needs_reconnect_since__isnull=False, link__channel__gone_at__isnull=True)
    status = Enrolment.Status

    def people(condition: Q) -> Count:
        return Count("user", filter=condition, distinct=True)

    return _linked(enrolments).aggregate(
        accepted=people(seated),
        active=people(seated & Q(began_at__isnull=False)),
        completed=people(Q(status=status.COMPLETED)),
        connected=people(connected),
        by_address=people(connected & Q(link__kind=ChannelConnection.Kind.URL)),
        by_google=people(connected & Q(link__kind=ChannelConnection.Kind.OAUTH)),
        reconnect=people(connected & refused),
        gone=people(gone),
        active_now=people(seated & Q(last_active_at__gte=now - ACTIVE_NOW_WITHIN)),
        withdrawn=people(seated & Q(status=status.WITHDRAWN)),
        applied=people(Q(status=status.APPLIED)),
        waiting=people(Q(status=status.WAITLISTED)),
    )


def _uploaders(enrolments: QuerySet[Enrolment]) -> tuple[set[int], set[int]]:
    """People with a public video since they enrolled, and those of them who upload regularly."""
    public = Video.objects.public().exclude(live=Video.UPCOMING)
    weeks = (
        _linked(enrolments)
        .filter(
            link__channel__uploads__in=public,
            link__channel__uploads__published_at__gt=F("enrolled_at"),
        )
        .annotate(week=TruncWeek("link__channel__uploads__published_at", tzinfo=site_zone()))
        .order_by()
        .values_list("user", "week")
        .distinct()
    )
    by_person: dict[int, set[date]] = defaultdict(set)
    for person, week in weeks.iterator():
        by_person[person].add(site_day(week))
    return set(by_person), {who for who, known in by_person.items() if is_regular(known)}


def _channels_unread(enrolments: QuerySet[Enrolment]) -> set[int]:
    """Accepted people whose channel's list of uploads was never read."""
    unread = _linked(enrolments).filter(
        enrolled_at__isnull=False,
        link__isnull=False,
        link__channel__uploads_read_at__isnull=True,
    )
    return set(unread.order_by().values_list("user", flat=True))


def _newest_answer(enrolments: QuerySet[Enrolment]) -> datetime | None:
    channels = _linked(enrolments).order_by().values("link__channel")
    newest = Channel.objects.filter(pk__in=channels, synced_at__isnull=False)
    return newest.order_by("-synced_at").values_list("synced_at", flat=True).first()


def _linked(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    mine = Q(user__channel_connections__disconnected_at__isnull=True)
    return enrolments.alias(link=FilteredRelation("user__channel_connections", condition=mine))
