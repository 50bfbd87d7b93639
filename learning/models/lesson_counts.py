"""Lessons of enrolments: how many there are, how many are done, and who is through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cohorts.models import CohortCourse, Enrolment, EnrolmentQuerySet
from courses.models import CoursePage, LessonPage
from design.site_time import site_day
from learning.models.progress import LessonProgress


def with_lesson_counts(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Adds `lessons_total` and `lessons_done`, both over lessons that the person can open.

    They are what `learning.counting` keeps, less what is closed to the person. Groups and whom
    they let in change by many ways, so that part is asked anew, and only where any page is closed
    (one query): said in SQL the database would plan it each time.
    """
    if _closings().exists():
        return _with_closed_taken_off(enrolments)
    return enrolments.annotate(
        lessons_total=F("cohort__lesson_count"), lessons_done=F("done_count")
    )


def _with_closed_taken_off(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Person by person for the few whom a closed page lets in; to all others each is closed."""
    total, done = F("cohort__lesson_count"), F("done_count")
    let_in = User.groups.through.objects.filter(group__pageviewrestriction__in=_closings())
    few = Q(user__is_superuser=True) | Q(user__in=let_in.values("user"))
    closed = _lessons_of_cohort("cohort").filter(Exists(_closed_to_person("user")))
    mine = closed.filter(progress__user=OuterRef("user"), progress__completed_at__isnull=False)
    totals = [When(few, then=total - _count(closed))]
    dones = [When(done_count=0, then=done), When(few, then=done - _count(mine))]
    for lessons, cohorts in _closed_by_cohorts().items():
        totals.append(When(cohort__in=cohorts, then=total - len(lessons)))
        dones.append(When(cohort__in=cohorts, then=done - _count_done(lessons)))
    number: models.IntegerField = models.IntegerField()
    return enrolments.annotate(
        lessons_total=Case(*totals, default=total, output_field=number),
        lessons_done=Case(*dones, default=done, output_field=number),
    )


def _closed_by_cohorts() -> dict[frozenset[int], list[int]]:
    """Lessons that any closing is above, and the cohorts whose courses hold just these."""
    lessons = LessonPage.objects.openable().filter(Exists(_closings_above()))
    by_course: dict[str, set[int]] = defaultdict(set)
    for pk, path in lessons.order_by().values_list("pk", "path"):
        by_course[path[: -2 * Page.steplen]].add(pk)
    teaching = CohortCourse.objects.filter(course__path__in=by_course).order_by("cohort")
    by_cohort: dict[int, set[int]] = defaultdict(set)
    for cohort, path in teaching.values_list("cohort", "course__path"):
        by_cohort[cohort] |= by_course[path]
    alike: dict[frozenset[int], list[int]] = defaultdict(list)
    for cohort, keys in by_cohort.items():
        alike[frozenset(keys)].append(cohort)
    return alike


def _count_done(lessons: Collection[int]) -> Coalesce:
    own = LessonProgress.objects.filter(user=OuterRef("user"), lesson__in=lessons)
    return _count(own.filter(completed_at__isnull=False))


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
    return _closings_above().exclude(Exists(enters))


def _closings_above() -> models.QuerySet:
    """What closes a lesson to groups, one query further out."""
    lesson = ExpressionWrapper(OuterRef("path"), models.CharField())
    return _closings().annotate(_lesson=lesson).filter(_lesson__startswith=F("page__path"))


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
