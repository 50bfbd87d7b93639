"""Lessons counted and kept: of a cohort how many there are, of an enrolment how many are done.

Each act that changes a count keeps it, in its own transaction. `recount_all` counts everything anew
and comes to the same; what it finds otherwise is a fault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least
from wagtail.models import Page

from accounts.models import User
from cohorts.models import Cohort, CohortCourse, Enrolment, EnrolmentQuerySet
from courses.models import CoursePage, LessonPage
from courses.models.pages import ancestor_path
from learning.models import LessonProgress

#: Enrolments that are held and counted together.
AT_A_TIME = 1000
COUNTED_COLUMNS = ("done_count", "began_at", "last_active_at")


@dataclass(frozen=True, slots=True)
class Taught:
    """Keys of the lessons in a cohort's courses, and of those among them that can be opened."""

    lessons: frozenset[int] = field(default_factory=frozenset)
    openable: frozenset[int] = field(default_factory=frozenset)


def recount_all() -> tuple[int, int]:
    """Count everything anew; returns how many cohorts and enrolments were wrong.

    A cohort is a transaction of its own, so nobody waits for long.
    """
    cohorts = list(Cohort.objects.order_by("pk").values_list("pk", flat=True))
    wrong = recount_cohorts(cohorts)
    return len(wrong), sum(
        recount_enrolments(Enrolment.objects.filter(cohort=cohort)) for cohort in cohorts
    )


@transaction.atomic
def recount_cohorts(cohorts: Collection[int]) -> list[int]:
    """Count the lessons of these cohorts; returns the keys of those that had another number."""
    wrong = list(_wrong_totals(cohorts))
    if wrong:
        rows = Cohort.objects.filter(pk__in=wrong).order_by("pk")
        # Held first and counted again: two lessons may go live at the same moment.
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))
        for pk, total in _wrong_totals(wrong).items():
            Cohort.objects.filter(pk=pk).update(lesson_count=total)
    return wrong


def _wrong_totals(cohorts: Collection[int]) -> dict[int, int]:
    """How many lessons those cohorts have that keep another number."""
    stored = dict(Cohort.objects.filter(pk__in=cohorts).values_list("pk", "lesson_count"))
    totals = {pk: len(taught.openable) for pk, taught in _taught(stored.keys()).items()}
    return {pk: total for pk, total in totals.items() if stored[pk] != total}


def recount_enrolments(enrolments: EnrolmentQuerySet) -> int:
    """Count what these people did in their cohorts' lessons; returns how many were wrong."""
    keys = enrolments.order_by("cohort", "pk").values_list("cohort", "pk")
    by_cohort: dict[int, list[int]] = defaultdict(list)
    for cohort, key in keys:
        by_cohort[cohort].append(key)
    # Most cohorts teach the same courses: their people are counted together.
    by_lessons: dict[Taught, list[int]] = defaultdict(list)
    for cohort, taught in _taught(by_cohort).items():
        by_lessons[taught] += by_cohort[cohort]
    return sum(
        _recount(portion, taught)
        for taught, found in by_lessons.items()
        for portion in _portions(sorted(found))
    )


def _portions(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + AT_A_TIME] for start in range(0, len(keys), AT_A_TIME))


@transaction.atomic
def _recount(keys: list[int], taught: Taught) -> int:
    rows = Enrolment.objects.filter(pk__in=keys)
    # Held first and counted afterwards: what another act did meanwhile is seen then.
    list(rows.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
    counts = _counts(taught)
    counted = rows.annotate(**{f"_{name}": count for name, count in counts.items()})
    found = counted.values_list("pk", *COUNTED_COLUMNS, *(f"_{name}" for name in COUNTED_COLUMNS))
    wrong = [
        pk for pk, *both in found if both[: len(COUNTED_COLUMNS)] != both[len(COUNTED_COLUMNS) :]
    ]
    return Enrolment.objects.filter(pk__in=wrong).update(**counts) if wrong else 0


def _counts(taught: Taught) -> dict[str, Any]:
    """Of each enrolment, as subqueries."""
    own = LessonProgress.objects.filter(user=OuterRef("user"))
    # Django writes no row at all where a subquery can find nothing; key 0 is no lesson's.
    done = own.done().filter(lesson__in=taught.openable or [0]).order_by().values("user")
    number = Subquery(done.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    met = own.filter(lesson__in=taught.lessons or [0])
    since = met.filter(last_at__gte=OuterRef("enrolled_at"))
    return {
        "done_count": Coalesce(number, 0),
        "began_at": Subquery(met.order_by("started_at").values("started_at")[:1]),
        "last_active_at": Subquery(since.order_by("-last_at").values("last_at")[:1]),
    }


def _taught(cohorts: Collection[int]) -> dict[int, Taught]:
    """Lessons of each of these cohorts, in three queries."""
    rows = CohortCourse.objects.filter(cohort__in=cohorts).order_by()
    paths: dict[int, set[str]] = {cohort: set() for cohort in cohorts}
    for cohort, path in rows.values_list("cohort", "course__path"):
        paths[cohort].add(path)
    wanted = set().union(*paths.values())
    lessons = LessonPage.objects.alias(_course_path=ancestor_path("path", 2))
    standing = _by_course(lessons.filter(_course_path__in=wanted))
    openable = _by_course(LessonPage.objects.openable().filter(_course_path__in=wanted))
    return {
        cohort: Taught(
            frozenset().union(*(standing[path] for path in own)),
            frozenset().union(*(openable[path] for path in own)),
        )
        for cohort, own in paths.items()
    }


def _by_course(lessons: QuerySet[LessonPage]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for pk, path in lessons.order_by().values_list("pk", "path"):
        found[path[: -2 * Page.steplen]].add(pk)
    return found


def note_event(*, user: User, lesson: LessonPage, started_at: datetime, last_at: datetime) -> None:
    """The person did something in this lesson; called inside the act's transaction."""
    at = Value(last_at, output_field=DateTimeField())
    since = Case(
        When(enrolled_at__lte=last_at, then=Greatest(Coalesce("last_active_at", at), at)),
        default=F("last_active_at"),
    )
    begun = Value(started_at, output_field=DateTimeField())
    # An older event of another machine moves nothing back.
    _taught_in(user, lesson).update(
        began_at=Least(Coalesce("began_at", begun), begun), last_active_at=since
    )


def note_mark(*, user: User, lesson: LessonPage) -> None:
    """The person marked this lesson as done, or took the mark back."""
    recount_enrolments(_taught_in(user, lesson))


def _taught_in(user: User, lesson: LessonPage) -> EnrolmentQuerySet:
    return user.enrolments.taught(CoursePage.objects.filter(path=lesson.course_path))


@transaction.atomic
def note_page(*, path: str, courses: Collection[str], moved: bool = False) -> None:
    """The page at this tree path came, went, was shown or hidden in the courses at these paths.

    `moved`: it stands in another course now. Who did nothing in its lessons has nothing to be
    counted anew.
    """
    teaching = CohortCourse.objects.filter(course__path__in=courses).order_by("cohort")
    cohorts = list(teaching.values_list("cohort", flat=True).distinct())
    changed = recount_cohorts(cohorts)
    people = LessonProgress.objects.filter(lesson__path__startswith=path).values("user")
    affected = Enrolment.objects.filter(cohort__in=cohorts if moved else changed)
    recount_enrolments(affected.filter(user__in=people))


@transaction.atomic
def note_courses_of_cohort(cohort: int) -> None:
    """The cohort teaches other courses than before."""
    recount_cohorts([cohort])
    recount_enrolments(Enrolment.objects.filter(cohort=cohort))
