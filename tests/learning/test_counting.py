"""What is kept of lessons is what counting from scratch finds, whatever happened before."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cohorts.enrolling import approve, enrol, withdraw
from cohorts.models import Cohort, CohortCourse, Enrolment
from courses.models import CoursePage, LessonPage, ModulePage
from learning.completing import begin_lesson, complete_lesson, reopen_lesson
from learning.models import LessonProgress
from learning.models.lesson_counts import with_lesson_counts
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db

START = timezone.make_aware(datetime(2026, 11, 1, 8, 0))
STEPS = 60


def true_counts(enrolment: Enrolment) -> tuple:
    """By reading every row, in no clever way."""
    courses = [row.course for row in enrolment.cohort.cohort_courses.all()]
    own = [row for course in courses for row in LessonPage.objects.of_courses([course])]
    openable = {row.pk for row in own if row.can_be_opened}
    rows = [row for row in enrolment.user.lesson_progress.all() if row.lesson_id in map(pk, own)]
    since = [
        r.last_at for r in rows if enrolment.enrolled_at and r.last_at >= enrolment.enrolled_at
    ]
    return (
        len(openable),
        sum(row.completed_at is not None and row.lesson_id in openable for row in rows),
        min((row.started_at for row in rows), default=None),
        max(since, default=None),
    )


def pk(row: LessonPage) -> int:
    return row.pk


def stored_counts(enrolment: Enrolment) -> tuple:
    total = enrolment.cohort.lesson_count
    return total, enrolment.done_count, enrolment.began_at, enrolment.last_active_at


def assert_counts_stored_right() -> None:
    for enrolment in Enrolment.objects.select_related("cohort", "user"):
        assert stored_counts(enrolment) == true_counts(enrolment)


class History:
    """Anything that people and editors do, drawn by lot; each step has its own moment."""

    def __init__(self, seed: int) -> None:
        self.lot = random.Random(seed)
        self.now = START
        self.courses = CourseFactory.create_batch(2, lessons=(2, 2))
        self.cohorts = [
            CohortFactory(courses=self.courses[:1], by_approval=True),
            CohortFactory(courses=self.courses),
        ]
        self.people = UserFactory.create_batch(4, consented=False, password=None)

    def step(self) -> None:
        self.now += timedelta(minutes=7)
        act = self.lot.choices(list(ACTS), weights=list(ACTS.values()))[0]
        act(self)

    def one_of(self, rows: object) -> object:
        return self.lot.choice(list(rows.order_by("pk")))

    def lesson(self) -> LessonPage:
        return self.one_of(LessonPage.objects.all())

    def enrols(self) -> None:
        person, cohort = self.lot.choice(self.people), self.lot.choice(self.cohorts)
        enrolment = enrol(user=person, cohort=cohort, now=self.now)
        if enrolment.status == "applied" and self.lot.random() < 0.7:
            approve(enrolment=enrolment, now=self.now)

    def leaves(self) -> None:
        for enrolment in Enrolment.objects.filter(status="active")[:1]:
            withdraw(enrolment=enrolment, now=self.now)

    def begins(self) -> None:
        begin_lesson(user=self.lot.choice(self.people), lesson=self.lesson(), now=self.now)

    def completes(self) -> None:
        complete_lesson(user=self.lot.choice(self.people), lesson=self.lesson(), now=self.now)

    def takes_back(self) -> None:
        done = LessonProgress.objects.done()
        if done.exists():
            row = self.one_of(done)
            reopen_lesson(user=row.user, lesson=row.lesson, now=self.now)

    def page_is_hidden_or_shown(self) -> None:
        kind = self.lot.choice([LessonPage, LessonPage, ModulePage, CoursePage])
        page = self.one_of(kind.objects.all())
        if self.lot.random() < 0.5:
            # As the scheduler of Wagtail does, which knows only that it is a page.
            page = Page.objects.get(pk=page.pk)
        if page.live:
            page.unpublish()
        else:
            page.specific.save_revision().publish()

    def lesson_is_moved(self) -> None:
        module = self.one_of(ModulePage.objects.all())
        self.lesson().move(module, pos="last-child")

    def module_is_moved(self) -> None:
        module, course = self.one_of(ModulePage.objects.all()), self.lot.choice(self.courses)
        module.move(CoursePage.objects.get(pk=course.pk), pos="first-child")

    def lesson_is_made(self) -> None:
        module = self.one_of(ModulePage.objects.all())
        LessonFactory(parent=module, draft=self.lot.random() < 0.3)

    def lesson_is_deleted(self) -> None:
        for lesson in LessonPage.objects.filter(progress__isnull=True)[:1]:
            lesson.delete()

    def cohort_teaches_otherwise(self) -> None:
        cohort, course = self.cohorts[0], self.courses[1]
        taught = CohortCourse.objects.filter(cohort=cohort, course=course)
        if taught.exists():
            taught.get().delete()
        else:
            CohortCourse.objects.create(cohort=cohort, course=course)


ACTS = {
    History.enrols: 3,
    History.leaves: 1,
    History.begins: 4,
    History.completes: 8,
    History.takes_back: 2,
    History.page_is_hidden_or_shown: 4,
    History.lesson_is_moved: 2,
    History.module_is_moved: 1,
    History.lesson_is_made: 2,
    History.lesson_is_deleted: 1,
    History.cohort_teaches_otherwise: 2,
}


@pytest.mark.database
@pytest.mark.parametrize("seed", [1, 2])
def test_after_anything_at_all_the_acts_have_kept_what_the_command_counts(
    seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    history, most = History(seed), 0
    for _step in range(STEPS):
        history.step()
        assert_counts_stored_right()
        most = max(most, *Enrolment.objects.values_list("done_count", flat=True), 0)
    call_command("recount")
    assert capsys.readouterr().out == "cohorts=0 enrolments=0 channels=0\n"
    assert most > 0


@pytest.mark.database
def test_the_command_mends_whatever_was_kept_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    sari, enrolment, lessons = seated(3)
    complete_lesson(user=sari, lesson=lessons[0], now=timezone.now())
    Cohort.objects.update(lesson_count=7)
    Enrolment.objects.update(done_count=5, began_at=None, last_active_at=START)
    call_command("recount")
    assert capsys.readouterr().out == "cohorts=1 enrolments=1 channels=0\n"
    assert_counts_stored_right()
    enrolment.refresh_from_db()
    assert enrolment.done_count == 1


def seated(lessons: int) -> tuple[User, Enrolment, list[LessonPage]]:
    course = CourseFactory(lessons=(lessons,))
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    return enrolment.user, enrolment, course.lessons


def test_who_learned_before_begins_the_next_cohort_with_what_is_done() -> None:
    sari, first, lessons = seated(3)
    complete_lesson(user=sari, lesson=lessons[0], now=timezone.now())
    again = EnrolmentFactory(user=sari, cohort=CohortFactory(courses=[lessons[0].course]))
    again.refresh_from_db()
    assert again.done_count == 1


@pytest.mark.database
def test_a_lesson_closed_to_a_group_counts_for_those_in_it_alone() -> None:
    sari, enrolment, lessons = seated(3)
    complete_lesson(user=sari, lesson=lessons[0], now=timezone.now())
    complete_lesson(user=sari, lesson=lessons[1], now=timezone.now())
    team = Group.objects.create(name="Tim")
    closing = PageViewRestriction.objects.create(page=lessons[0], restriction_type="groups")
    closing.groups.add(team)
    assert shown(enrolment) == (1, 2)
    sari.groups.add(team)
    assert shown(enrolment) == (2, 3)
    team.delete()
    assert shown(enrolment) == (1, 2)


def shown(enrolment: Enrolment) -> tuple[int, int]:
    row = with_lesson_counts(Enrolment.objects.all()).get(pk=enrolment.pk)
    return row.lessons_done, row.lessons_total


def test_a_lesson_that_is_published_as_it_was_counts_nobody_anew() -> None:
    sari, _enrolment, lessons = seated(3)
    complete_lesson(user=sari, lesson=lessons[0], now=timezone.now())
    with CaptureQueriesContext(connection) as caught:
        lessons[0].save_revision().publish()
    assert not [q for q in caught if q["sql"].startswith("UPDATE") and "cohorts_" in q["sql"]]
