"""Lesson counts of many enrolments are what looking at each person and lesson finds."""

from __future__ import annotations

from random import Random

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cohorts.models import Enrolment
from courses.models import LessonPage
from learning.counting import recount_all
from learning.models import LessonProgress
from learning.models.lesson_counts import with_lesson_counts
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory, course_index

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def close(page: Page, *groups: Group, kind: str = PageViewRestriction.GROUPS) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind).groups.set(groups)


def may_open(user: User, lesson: LessonPage) -> bool:
    return user.is_superuser or all(
        set(closing.groups.all()) & set(user.groups.all())
        for closing in PageViewRestriction.objects.filter(restriction_type="groups")
        if lesson.path.startswith(closing.page.path)
    )


def people(draw: Random, teams: list[Group]) -> list[User]:
    """Most are in no group; some are in one, in both, or superusers."""
    made = [UserFactory(superuser=number == 0) for number in range(14)]
    for user in made[:8]:
        user.groups.set(draw.sample(teams, draw.choice([0, 1, 2])))
    return made


@pytest.mark.parametrize("seed", range(4))
def test_each_enrolment_counts_what_its_person_can_open(seed: int) -> None:
    draw = Random(seed)
    teams = [Group.objects.create(name=name) for name in ("Inti", "Relawan", "Tanpa halaman")]
    courses = [CourseFactory(lessons=(2, 2)) for _number in range(3)]
    cohorts = [
        CohortFactory(courses=courses[:1]),
        CohortFactory(courses=courses[1:]),
        CohortFactory(courses=courses),
        CohortFactory(courses=[]),
    ]
    made = people(draw, teams)
    for user in made:
        for cohort in draw.sample(cohorts, 2):
            EnrolmentFactory(user=user, cohort=cohort)
        for lesson in draw.sample(list(LessonPage.objects.all()), 5):
            at = timezone.now()
            done = {"completed_at": at, "completed_by": "self"} if draw.random() < 0.7 else {}
            LessonProgress.objects.create(
                user=user, lesson=lesson, started_at=at, last_at=at, **done
            )
    lessons = list(LessonPage.objects.all())
    closed = [*draw.sample(lessons, 2), lessons[0].get_parent(), courses[2], course_index()]
    for page in draw.sample(closed, 2):
        close(page, *draw.sample(teams[:2], draw.choice([0, 1, 2])))
    close(draw.choice(lessons), teams[2], kind=PageViewRestriction.LOGIN)
    draw.choice(lessons).unpublish()
    recount_all()

    for row in with_lesson_counts(Enrolment.objects.all()).select_related("user"):
        taught = LessonPage.objects.openable().filter(path__regex="|".join(paths(row)))
        mine = [lesson for lesson in taught if may_open(row.user, lesson)]
        done = row.user.lesson_progress.done().filter(lesson__in=mine).count()
        assert (row.lessons_total, row.lessons_done) == (len(mine), done)


def paths(row: Enrolment) -> list[str]:
    found = row.cohort.cohort_courses.values_list("course__path", flat=True)
    return [f"^{path}" for path in found] or ["^nowhere"]
