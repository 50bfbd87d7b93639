"""How far do people come? The chain from enrolled to regular uploader, and who learns now.

Each stage is counted in people, of all who were ever accepted; a person with several enrolments
counts once. It names nobody.
"""

from __future__ import annotations

from collections.abc import Callable
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


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of people, named as in the files; `condition` holds for an enrolment of theirs.

    A connection may be asked as `link`. `label` is its heading on the screen.
    """

    slug: str
    meaning: Promise
    condition: Callable[[datetime], Q]
    label: Promise | str = ""


SEATED = Q(enrolled_at__isnull=False)
CONNECTED = SEATED & Q(link__isnull=False)
STANDING = Q(link__channel__gone_at__isnull=True)

#: The chain from the first seat to the habit, in its order.
STAGES = (
    Measure(
        "accepted",
        _("Ever had a seat in a cohort, those who withdrew later included."),
        lambda now: SEATED,
        _("Accepted"),
    ),
    Measure(
        "active",
        _("Ever began a lesson of the cohort's courses."),
        lambda now: SEATED & Q(began_at__isnull=False),
        _("Began learning"),
    ),
    Measure(
        "completed",
        _("Finished every lesson of the cohort's courses."),
        lambda now: Q(status=Enrolment.Status.COMPLETED),
        _("Completed"),
    ),
    Measure(
        "connected",
        _("Has a YouTube channel connected now, by address or by Google sign-in."),
        lambda now: CONNECTED,
        _("Channel connected"),
    ),
    Measure(
        "uploaded",
        _("Published a public video on that channel after enrolling."),
        lambda now: Q(link__channel__last_upload_at__gt=F("enrolled_at")),
        _("First upload"),
    ),
    Measure(
        "regular",
        _(
            "Published at least one in each of four consecutive weeks, Monday to Sunday, after "
            "enrolling."
        ),
        lambda now: Q(link__channel__regular_from__gt=F("enrolled_at")),
        _("Regular uploader"),
    ),
)
#: How the connected are split, and what stands beside the chain.
BESIDE = (
    Measure(
        "connected_by_address",
        _("Connected by address"),
        lambda now: CONNECTED & Q(link__kind=ChannelConnection.Kind.URL),
    ),
    Measure(
        "connected_by_google",
        _("Connected by Google sign-in"),
        lambda now: CONNECTED & Q(link__kind=ChannelConnection.Kind.OAUTH),
    ),
    Measure(
        "to_reconnect",
        _("Of these, to be reconnected"),
        lambda now: CONNECTED & Q(link__needs_reconnect_since__isnull=False) & STANDING,
    ),
    Measure(
        "gone",
        _("Of these, gone from YouTube"),
        lambda now: CONNECTED & Q(link__channel__gone_at__isnull=False),
    ),
    Measure(
        "active_now",
        _("An event in a lesson in the last 14 days"),
        lambda now: SEATED & Q(last_active_at__gte=now - ACTIVE_NOW_WITHIN),
    ),
    Measure(
        "withdrawn",
        _("Accepted, withdrawn since"),
        lambda now: SEATED & Q(status=Enrolment.Status.WITHDRAWN),
    ),
    Measure(
        "applied",
        _("Applied, not yet decided"),
        lambda now: Q(status=Enrolment.Status.APPLIED),
    ),
    Measure(
        "waiting",
        _("On the waiting list"),
        lambda now: Q(status=Enrolment.Status.WAITLISTED),
    ),
)
#: Nothing is known of the uploads of people whose list was never read.
UNREAD = CONNECTED & Q(link__channel__uploads_read_at__isnull=True)
OF_UPLOADS = {"uploaded", "regular"}


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """`n` people of a measure; of `no_data` people nothing can be said, and n leaves them out.

    `percent` is n of all accepted, None where there is nobody and beside the chain.
    """

    measure: Measure
    n: int
    percent: float | int | None = None
    no_data: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """Each of `STAGES` and `BESIDE`, counted; `synced_at`: YouTube's newest answer."""

    stages: tuple[PeopleCount, ...]
    beside: tuple[PeopleCount, ...]
    synced_at: datetime | None

    def count(self, slug: str) -> PeopleCount:
        return next(each for each in (*self.stages, *self.beside) if each.measure.slug == slug)

    def n(self, slug: str) -> int:
        return self.count(slug).n

    @property
    def accepted(self) -> int:
        return self.n("accepted")


def overview(enrolments: EnrolmentQuerySet, *, now: datetime) -> Overview:
    """The chain over these enrolments, in one query."""
    people = _people(enrolments, now=now)
    accepted = people["accepted"]
    without_data = accepted - people["connected"] + people["unread"]
    stages = tuple(
        PeopleCount(
            stage,
            people[stage.slug],
            per_cent(people[stage.slug], accepted),
            without_data if stage.slug in OF_UPLOADS else 0,
        )
        for stage in STAGES
    )
    beside = tuple(PeopleCount(measure, people[measure.slug]) for measure in BESIDE)
    return Overview(stages, beside, people["synced_at"])


def _people(enrolments: EnrolmentQuerySet, *, now: datetime) -> dict[str, Any]:
    """How many people each measure's condition holds for, in any of their enrolments; `unread`
    are those of whom no upload is known, either; `synced_at` is a time.

    First each person's enrolments are taken together, then people are counted.
    """
    conditions = {measure.slug: measure.condition(now) for measure in (*STAGES, *BESIDE)}
    held = {
        f"is_{slug}": Max(Case(When(condition, then=1), default=0))
        for slug, condition in {**conditions, "unread": UNREAD}.items()
    }
    people = (
        enrolments.with_link()
        .order_by()
        .values("user")
        .annotate(answered_at=Max("link__channel__synced_at"), **held)
    )
    counts = {slug: Count("user", filter=Q(**{f"is_{slug}": 1})) for slug in conditions}
    counts["unread"] = Count("user", filter=Q(is_unread=1, is_uploaded=0))
    return people.aggregate(synced_at=Max("answered_at"), **counts)
