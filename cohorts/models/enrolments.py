"""A trainee in a cohort, from the intention to the completed course."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cms.content_version import ContentQuerySet
from cohorts.models.baselines import Baseline
from cohorts.models.channel_standing import connection_states, open_link, open_start
from cohorts.models.cohorts import Cohort, CohortCourse
from courses.models.pages import CoursePage
from design.site_time import site_day
from youtube_integration.models import Channel, ChannelConnection, ChannelSnapshot

# DESIGN §3: the baseline may be this much older than the enrolment, and is late when it is
# more than a day younger.
BASELINE_LOOKS_BACK = timedelta(days=7)
BASELINE_IS_LATE_AFTER = timedelta(days=1)


def never_came_in(prefix: str = "") -> Q:
    """Seats of open accounts whose owners have never signed in; `prefix` leads to the enrolment."""
    return Q(
        **{
            f"{prefix}status__in": Enrolment.SEATED,
            f"{prefix}user__last_login__isnull": True,
            f"{prefix}user__is_active": True,
        }
    )


class EnrolmentQuerySet(ContentQuerySet):
    # Visitors read how many wait.
    seen_fields = frozenset({"queue_number"})

    def seated(self) -> EnrolmentQuerySet:
        """Those who hold a seat: active or completed."""
        return self.filter(status__in=Enrolment.SEATED)

    def open(self) -> EnrolmentQuerySet:
        """What something may still come of: applied, waiting or active."""
        return self.filter(status__in=Enrolment.OPEN)

    def accepted(self) -> EnrolmentQuerySet:
        """All who ever held a seat, those who withdrew later included."""
        return self.filter(enrolled_at__isnull=False)

    def waiting(self) -> EnrolmentQuerySet:
        return self.filter(status=Enrolment.Status.WAITLISTED).order_by("queue_number")

    def applied(self) -> EnrolmentQuerySet:
        return self.filter(status=Enrolment.Status.APPLIED).order_by("applied_at", "pk")

    def standing(self) -> dict[str, int]:
        """How many applied, wait, and have a seat and an open account that never came in."""
        return self.order_by().aggregate(
            applied=Count("pk", filter=Q(status=Enrolment.Status.APPLIED)),
            waiting=Count("pk", filter=Q(status=Enrolment.Status.WAITLISTED)),
            absent=Count("pk", filter=never_came_in()),
        )

    def taught(self, courses: models.QuerySet[CoursePage]) -> EnrolmentQuerySet:
        """Enrolments in cohorts that teach any of these courses."""
        rows = CohortCourse.objects.filter(course__in=courses)
        return self.filter(cohort__in=rows.values("cohort"))

    def with_channels(self) -> EnrolmentQuerySet:
        """With people, their open channel and the baseline at hand, in a constant number of queries."""
        open_connections = ChannelConnection.objects.open().select_related("channel")
        baselines = Baseline.objects.open().of_youtube().select_related("snapshot")
        return self.select_related("user", "cohort").prefetch_related(
            Prefetch(
                "user__channel_connections", queryset=open_connections, to_attr="open_connections"
            ),
            Prefetch("baselines", queryset=baselines, to_attr="open_baselines"),
        )

    def with_link(self) -> EnrolmentQuerySet:
        """Lets `link` be asked: the open connection, by a join."""
        return self.alias(link=open_link())

    def with_channel_standing(self) -> EnrolmentQuerySet:
        """Lets the expressions of `channel_standing` be asked, by joins that come with the first."""
        return self.with_link().alias(start=open_start())

    def connected_as(self, state: str) -> EnrolmentQuerySet:
        """Whose channel stands like this; of rows `with_link`."""
        return self.filter(connection_states()[state])

    def lacking_baseline(self, channel: Channel) -> EnrolmentQuerySet:
        """Accepted ones that are not counted from a day of this channel."""
        counted = Baseline.objects.open().of_youtube().filter(channel=channel)
        return self.accepted().exclude(pk__in=counted.values("enrolment"))

    def with_positions(self) -> EnrolmentQuerySet:
        """Adds `queue_position`: the place on the waiting list from 1; nothing for the others."""
        ahead = Enrolment.objects.filter(
            cohort=OuterRef("cohort"),
            status=Enrolment.Status.WAITLISTED,
            queue_number__lte=OuterRef("queue_number"),
        )
        counted = ahead.order_by().values("cohort").annotate(n=Count("pk")).values("n")
        return self.annotate(
            queue_position=models.Case(
                models.When(status=Enrolment.Status.WAITLISTED, then=Subquery(counted)),
                output_field=models.IntegerField(),
            )
        )


class Enrolment(models.Model):
    """One row a person and cohort, whatever happens to it.

    `enrolled_at` is the moment it first became active and never moves again, also after a
    withdrawal and return: it is the day the baseline belongs to. `queue_number` orders the
    waiting list; numbers are given under the cohort's lock and never reused.

    What the person did in the lessons of the cohort's courses is kept here by `learning.counting`,
    so that lists of any length can be ordered by it: `done_count` lessons that can be opened are
    done, the first was begun at `began_at`, the last event since `enrolled_at` was `last_active_at`.
    """

    class Status(models.TextChoices):
        APPLIED = "applied", _("Applied")
        WAITLISTED = "waitlisted", _("On the waiting list")
        ACTIVE = "active", _("Active")
        COMPLETED = "completed", _("Completed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    SEATED = (Status.ACTIVE, Status.COMPLETED)
    OPEN = (Status.APPLIED, Status.WAITLISTED, Status.ACTIVE)

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="enrolments", verbose_name=_("trainee")
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("cohort")
    )
    status = models.CharField(_("status"), max_length=12, choices=Status)
    applied_at = models.DateTimeField(_("applied"))
    enrolled_at = models.DateTimeField(_("enrolled"), null=True, blank=True)
    returned_at = models.DateTimeField(_("returned"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("reason"), max_length=240, blank=True)
    queue_number = models.PositiveIntegerField(_("queue number"), null=True, blank=True)

    done_count = models.PositiveIntegerField(default=0, editable=False)
    began_at = models.DateTimeField(null=True, editable=False)
    last_active_at = models.DateTimeField(null=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    #: Of rows `with_positions`.
    queue_position: int | None

    class Meta:
        ordering = ["cohort", "user__name_sort", "pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        permissions = [
            ("report_enrolment", _("Can read and export the progress report")),
            ("import_enrolment", _("Can import trainees")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "cohort"], name="one_enrolment_per_trainee_and_cohort"
            ),
            models.UniqueConstraint(
                fields=["cohort", "queue_number"], name="queue_number_once_per_cohort"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["applied", "waitlisted", "active", "completed", "withdrawn"]
                ),
                name="enrolment_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["active", "completed"]) | Q(enrolled_at__isnull=False),
                name="seated_enrolment_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="completed") | Q(completed_at__isnull=False),
                name="completed_enrolment_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | Q(withdrawn_at__isnull=False),
                name="withdrawn_enrolment_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="waitlisted") | Q(queue_number__isnull=False),
                name="waiting_enrolment_has_its_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.cohort}"

    @property
    def is_seated(self) -> bool:
        return self.status in self.SEATED

    @property
    def open_connection(self) -> ChannelConnection | None:
        """The channel that the person has connected now; no query after `with_channels`."""
        known = getattr(self.user, "open_connections", None)
        if known is None:
            # There is one at most, and to say an order takes time.
            known = self.user.channel_connections.open().select_related("channel").order_by()
        return next(iter(known), None)

    @property
    def baseline(self) -> Baseline | None:
        """Where its channel is counted from now; no query after `with_channels`."""
        if self.pk is None:
            return None
        known = getattr(self, "open_baselines", None)
        if known is None:
            known = self.baselines.open().of_youtube().select_related("snapshot").order_by()
        return next(iter(known), None)

    @property
    def position(self) -> int | None:
        """Place on the waiting list, from 1; None when not on it."""
        if self.status != self.Status.WAITLISTED:
            return None
        waiting = Enrolment.objects.filter(cohort=self.cohort_id).waiting()
        return waiting.filter(queue_number__lte=self.queue_number).count()

    def choose_baseline(self, channel: Channel) -> tuple[ChannelSnapshot, bool] | None:
        """The snapshot that the rules of the baseline name for this channel, and whether late.

        None while there is none yet. A channel that replaces another one counts from its
        first snapshot since it was taken on, and always as late.
        """
        if self.enrolled_at is None:
            return None
        day = site_day(self.enrolled_at)
        if self.baselines.of_youtube().exclude(channel=channel).exists():
            newest = channel.snapshots.order_by("-day").first()
            return (newest, True) if newest else None
        within = channel.snapshots.filter(day__range=(day - BASELINE_LOOKS_BACK, day))
        snapshot = within.order_by("-day").first()
        snapshot = snapshot or channel.snapshots.filter(day__gt=day).order_by("day").first()
        return (snapshot, snapshot.day > day + BASELINE_IS_LATE_AFTER) if snapshot else None


class IntendedEnrolment(models.Model):
    """The cohort from whose page somebody signed up; kept until the first verified login."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="intended_enrolment")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="intended_enrolments")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} → {self.cohort}"
