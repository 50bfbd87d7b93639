"""Lessons of enrolments: how many there are, how many are done, and who is through."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import (
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cohorts.models import CohortCourse, Enrolment, EnrolmentQuerySet
from courses.models import CoursePage, LessonPage
from design.site_time import site_day


def with_lesson_counts(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Adds `lessons_total` and `lessons_done`, both over lessons that the person can open.

    They are what `learning.counting` keeps, less what is closed to the person. Groups and whom
    they let in change by many ways, so that part is asked anew, and only where any page is closed
    (one query): said in SQL the database would plan it each time.
    """
    total, done = F("cohort__lesson_count"), F("done_count")
    if not _closings().exists():
        return enrolments.annotate(lessons_total=total, lessons_done=done)
    closed = _lessons_of_cohort("cohort").filter(Exists(_closed_to_person("user")))
    mine = closed.filter(progress__user=OuterRef("user"), progress__completed_at__isnull=False)
    return enrolments.annotate(
        lessons_total=total - _count(closed), lessons_done=done - _count(mine)
    )


def learned_through(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Every lesson that can be opened is done, and there is at least one."""
    counted = with_lesson_counts(enrolments)
    return counted.filter(lessons_total__gt=0, lessons_done=F("lessons_total"))


def finished(enrolments: EnrolmentQuerySet, now: datetime) -> EnrolmentQuerySet:
    """Learned through, and nothing is still to come.

    While a course has modules or lessons that were never live, its cohorts wait for them; once
    a cohort is over it waits for nothing.
    """
    over = Q(cohort__ends_on__lt=site_day(now))
    return learned_through(enrolments).filter(over | ~Exists(_still_to_come("cohort")))


def waiting_for_drafts(course: CoursePage, now: datetime) -> EnrolmentQuerySet:
    """Active ones that only drafts keep from being complete, in cohorts with this course."""
    active = Enrolment.objects.taught(CoursePage.objects.filter(pk=course.pk)).filter(
        status=Enrolment.Status.ACTIVE, cohort__ends_on__gte=site_day(now)
    )
    return learned_through(active).filter(Exists(_still_to_come("cohort")))


def _lessons_of_cohort(field: str) -> models.QuerySet:
    taught = CohortCourse.objects.filter(
        cohort=OuterRef(OuterRef(field)), course__path=OuterRef("_course_path")
    )
    return LessonPage.objects.openable().filter(Exists(taught))


def _closings() -> models.QuerySet:
    return PageViewRestriction.objects.filter(restriction_type=PageViewRestriction.GROUPS)


def _closed_to_person(field: str) -> models.QuerySet:
    """What closes a lesson to groups that the person is in none of, two queries further out."""
    person = User.objects.filter(pk=OuterRef(OuterRef(OuterRef(field))))
    enters = person.filter(Q(is_superuser=True) | Q(groups__pageviewrestriction=OuterRef("pk")))
    above = (
        _closings()
        .annotate(_lesson=ExpressionWrapper(OuterRef("path"), models.CharField()))
        .filter(_lesson__startswith=F("page__path"))
    )
    return above.exclude(Exists(enters))


def _still_to_come(field: str) -> models.QuerySet:
    """Courses of the cohort that are drafts, or have parts that were never live."""
    drafts = Page.objects.filter(live=False, first_published_at__isnull=True)
    course = OuterRef("course__path")
    below = drafts.filter(path__startswith=course).filter(depth__gt=OuterRef("course__depth"))
    never_live = Q(course__live=False, course__first_published_at__isnull=True)
    taught = CohortCourse.objects.filter(cohort=OuterRef(field))
    return taught.filter(never_live | Exists(below))


def _count(rows: models.QuerySet) -> Coalesce:
    counted = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Coalesce(
        Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=models.IntegerField()), 0
    )
