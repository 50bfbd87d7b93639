"""What a person learned: it belongs to the lesson, not to the lesson's place in the tree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.models.enrolments import Enrolment
from courses.models.pages import CoursePage, LessonPage
from design.site_time import site_day

#: In a class whose column is called `date`, that name is the column's.
Day = date


#: A lesson opened again sooner than that after its last event is the same reading.
NEW_AFTER = timedelta(minutes=5)


class LessonProgressQuerySet(models.QuerySet["LessonProgress"]):
    def done(self) -> LessonProgressQuerySet:
        return self.filter(completed_at__isnull=False)

    def of_trainees(self) -> LessonProgressQuerySet:
        """Without what people of the team left behind who read a lesson and never had a seat."""
        return self.exclude(self._of_readers())

    def of_readers(self) -> LessonProgressQuerySet:
        """The others: nobody's learning."""
        return self.filter(self._of_readers())

    @staticmethod
    def _of_readers() -> Q:
        staff = User.objects.of_team()
        seated = Enrolment.objects.accepted().values("user")
        return Q(user__in=staff.values("pk")) & ~Q(user__in=seated)

    def of_ended(self, user: User, course: CoursePage) -> LessonProgressQuerySet:
        """What the person did in lessons of the course that are offered to nobody any more."""
        ended = LessonPage.objects.of_courses([course]).ended()
        return self.done().filter(user=user, lesson__in=ended)

    def of(self, user: User, lessons: Iterable[LessonPage]) -> LessonProgressQuerySet:
        return self.filter(user=user, lesson__in=lessons)


class LessonProgress(models.Model):
    """A lesson begun, its reading place, and when and by which rule it was completed.

    `reading_position` is the id of the body block last read; `last_at` the last event in this lesson.
    """

    class By(models.TextChoices):
        SELF = "self", _("Marked by the trainee")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="lesson_progress")
    # A lesson that people have worked on cannot vanish: unpublish it instead.
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="progress")
    started_at = models.DateTimeField(_("started"))
    last_at = models.DateTimeField(_("last event"))
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    completed_by = models.CharField(_("completed by"), max_length=8, choices=By, blank=True)
    reading_position = models.CharField(_("reading place"), max_length=40, blank=True)

    objects = LessonProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson progress")
        verbose_name_plural = _("lesson progress")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "lesson"], name="one_progress_per_trainee_and_lesson"
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True, completed_by="")
                | Q(completed_at__isnull=False, completed_by__in=["self"]),
                name="completed_lesson_names_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(completed_at__gte=F("started_at")),
                name="lesson_completed_after_it_started",
            ),
        ]
        indexes = [
            # "Continue where you left" and "last active" ask for a person's newest event.
            models.Index(fields=["user", "-last_at"], name="progress_newest_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.lesson}"

    def says_something_new(self, now: datetime) -> bool:
        """Whether opening the lesson at `now` says something that the row does not say yet."""
        return now - self.last_at >= NEW_AFTER or site_day(self.last_at) != site_day(now)


class LearningDay(models.Model):
    """A site day on which a person learned: roofs of the week houses, and "active"."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="learning_days")
    date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "date"], name="one_learning_day_per_date")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.date}"

    @classmethod
    def note(cls, user: User, day: Day) -> None:
        """Idempotent, also when two requests say it at once."""
        LearningDay.objects.bulk_create([LearningDay(user=user, date=day)], ignore_conflicts=True)

    @classmethod
    def dates_of(cls, user: User, *, since: Day) -> set[Day]:
        return set(cls.objects.filter(user=user, date__gte=since).values_list("date", flat=True))
