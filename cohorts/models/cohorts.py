"""A run of one or more courses: when, where, for how many, by whom and at what cost."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting
from wagtail.models import Orderable
from wagtail.search import index

from accounts.editing import SharedForm
from accounts.models import Region, User
from accounts.models.name_keys import SearchKeyField, TitleSortKeyField
from accounts.names import folded
from accounts.site_settings import SettingsOfSite
from accounts.text import cleaned
from cms.content_version import ContentQuerySet
from cohorts.forms import CohortForm
from courses.models.pages import CoursePage
from design.site_time import site_day

#: Change under the cohort's lock in `cohorts.enrolling` and `learning.counting`, and nowhere else.
COUNTERS = ("seats_taken", "last_queue_number", "lesson_count")
#: The minute that enrolment closes at still counts.
LAST_MINUTE = timedelta(minutes=1)
#: Two years: what is longer is a slip of the finger.
MOST_WEEKS = 104


class CohortQuerySet(ContentQuerySet):
    def current(self, today: date) -> CohortQuerySet:
        """Not over yet on this site day."""
        return self.filter(ends_on__gte=today)

    def next_first(self) -> CohortQuerySet:
        return self.order_by("starts_on", "name_sort", "pk")

    def matching(self, text: str) -> CohortQuerySet:
        """Whose name or slug holds the text, case and accents aside."""
        wanted = cleaned(text)
        named = Q(name_found__contains=folded(wanted)) if folded(wanted) else Q()
        return self.filter(named | Q(slug__icontains=wanted))

    def by_slug(self, slug: str) -> Cohort | None:
        """The cohort that has this slug, else the one that had it before."""
        named = self.filter(slug=slug).first()
        return named or self.filter(former_slugs__slug=slug).first()

    def enrolling(self, now: datetime) -> CohortQuerySet:
        """Those that still take people in at this moment."""
        return self.current(site_day(now)).filter(
            Q(enrol_until__isnull=True) | Q(enrol_until__gt=now - LAST_MINUTE)
        )

    def next_closing(self, now: datetime) -> datetime | None:
        """The next moment at which the enrolment of one of them closes."""
        later = self.filter(enrol_until__gt=now - LAST_MINUTE)
        last_minute = later.aggregate(first=Min("enrol_until"))["first"]
        return last_minute and last_minute + LAST_MINUTE


class Cohort(index.Indexed, ClusterableModel):
    """`seats` empty means unlimited; `seats_taken` counts active and completed enrolments.

    `seats_taken` changes only in `cohorts.enrolling`, under a lock on this row; the database
    refuses more than `seats`. `lesson_count` are the lessons of its courses that can be opened;
    `learning.counting` keeps it.
    """

    class EnrolmentMode(models.TextChoices):
        OPEN = "open", _("Open: a seat at once")
        APPROVAL = "approval", _("By approval")

    name = models.CharField(_("name"), max_length=80)
    name_sort = TitleSortKeyField()
    name_found = SearchKeyField()
    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_(
            "Names the cohort in addresses and import files, for example kawi. After a change the "
            "old one leads here until another cohort takes it."
        ),
    )
    introduction = models.TextField(_("introduction"), max_length=600, blank=True)
    venue = models.CharField(_("place"), max_length=120, blank=True)
    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cohorts",
        verbose_name=_("region"),
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    enrol_until = models.DateTimeField(
        _("enrolment closes"),
        null=True,
        blank=True,
        help_text=_("Time in WIB; the minute itself still counts. Empty: until the cohort ends."),
    )
    enrolment = models.CharField(
        _("enrolment"), max_length=10, choices=EnrolmentMode, default=EnrolmentMode.OPEN
    )
    seats = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: unlimited.")
    )
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    last_queue_number = models.PositiveIntegerField(default=0, editable=False)
    lesson_count = models.PositiveIntegerField(default=0, editable=False)
    budget = models.PositiveBigIntegerField(
        _("budget (Rp)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Whole rupiah, planned for this cohort."),
    )
    instructors = ParentalManyToManyField(
        User, blank=True, related_name="taught_cohorts", verbose_name=_("instructors")
    )

    objects = CohortQuerySet.as_manager()

    #: The slug as it was read.
    slug_before = ""

    base_form_class = CohortForm
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("slug"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("enrolment"), FieldPanel("enrol_until")]),
                FieldRowPanel([FieldPanel("seats"), FieldPanel("budget")]),
            ],
            heading=_("Dates, seats, money"),
        ),
        FieldRowPanel([FieldPanel("venue"), FieldPanel("region")]),
        InlinePanel("cohort_courses", heading=_("Courses"), label=_("Course"), min_num=1),
        FieldPanel("instructors"),
    ]

    class Meta:
        ordering = ["-starts_on", "name_sort", "pk"]
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints = [
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats_taken__lte=F("seats")),
                name="cohort_seats_never_oversold",
                violation_error_message=_("There are already more people seated than that."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cohort_ends_after_it_starts",
                violation_error_message=_("The end must not lie before the start."),
            ),
            models.CheckConstraint(
                condition=Q(enrolment__in=["open", "approval"]),
                name="cohort_enrolment_mode_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Cohort:
        cohort = super().from_db(*args, **kwargs)
        cohort.slug_before = cohort.__dict__.get("slug", "")
        return cohort

    def save(self, **options: Any) -> None:
        """An edit leaves the counters alone: people may have joined since its page was opened.

        A slug that is given up goes on leading here, until another cohort takes it.
        """
        with transaction.atomic():
            if not self._state.adding and options.get("update_fields") is None:
                rows = Cohort.objects.select_for_update().filter(pk=self.pk)
                for name, value in rows.values(*COUNTERS).get().items():
                    setattr(self, name, value)
            super().save(**options)
            FormerSlug.objects.filter(slug=self.slug).delete()
            if self.slug_before not in ("", self.slug):
                FormerSlug.objects.update_or_create(
                    slug=self.slug_before, defaults={"cohort": self}
                )
        self.slug_before = self.slug

    def clean(self) -> None:
        super().clean()
        if self.seats is not None and self.seats < self.seats_taken:
            message = _("%(taken)d people already have a seat: give at least that many.")
            raise ValidationError({"seats": message % {"taken": self.seats_taken}})

    def get_absolute_url(self) -> str:
        return reverse("cohort", args=[self.slug])

    @property
    def seats_free(self) -> int | None:
        """Seats left; None when there is no limit."""
        return None if self.seats is None else max(self.seats - self.seats_taken, 0)

    @property
    def has_free_seat(self) -> bool:
        return self.seats is None or self.seats_taken < self.seats

    def is_enrolling(self, now: datetime) -> bool:
        """The same rule as `CohortQuerySet.enrolling`, for one cohort."""
        if site_day(now) > self.ends_on:
            return False
        return self.enrol_until is None or now < self.enrol_until + LAST_MINUTE

    def is_running(self, now: datetime) -> bool:
        """Not over yet: what is over takes nobody in, gives nothing and promises nothing."""
        return site_day(now) <= self.ends_on

    def week(self, today: date) -> tuple[int, int]:
        """Number of the running week (1 or more, at most the last) and of all weeks."""
        weeks = max(-(-(self.ends_on - self.starts_on).days // 7), 1)
        return min(max((today - self.starts_on).days // 7 + 1, 1), weeks), weeks

    @property
    def courses(self) -> list[CoursePage]:
        """The cohort's courses in their order (one query, unless prefetched)."""
        return [row.course for row in self.cohort_courses.all()]


class FormerSlug(models.Model):
    """What a cohort was called in addresses and files before: links that were sent lead on."""

    slug = models.SlugField(max_length=60, primary_key=True)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="former_slugs")

    objects = ContentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.slug


class CohortCourse(Orderable):
    """A course of a cohort. Nothing hangs on this row: people's work belongs to lessons."""

    cohort = ParentalKey(Cohort, on_delete=models.CASCADE, related_name="cohort_courses")
    course = models.ForeignKey(
        CoursePage,
        on_delete=models.PROTECT,
        related_name="cohort_courses",
        verbose_name=_("course"),
    )

    objects = ContentQuerySet.as_manager()

    panels = [FieldPanel("course")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cohort", "course"], name="course_once_per_cohort")
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.course}"


@register_setting(icon="group", order=300)
class CohortSettings(SettingsOfSite):
    """What a new cohort begins with."""

    seats = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        default=40,
        help_text=_("A new cohort begins with so many. Empty: unlimited."),
    )
    enrolment = models.CharField(
        _("enrolment"),
        max_length=10,
        choices=Cohort.EnrolmentMode,
        default=Cohort.EnrolmentMode.APPROVAL,
        help_text=_("Whether somebody who joins has a seat at once or waits for your decision."),
    )
    weeks = models.PositiveSmallIntegerField(
        _("weeks"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS)],
        help_text=_("From the first day to the last. Each of the three can be changed per cohort."),
    )

    base_form_class = SharedForm

    class Meta:
        verbose_name = _("cohort defaults")
