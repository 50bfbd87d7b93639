"""Pages that people have worked on stay, whichever way staff try to delete them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import INSTRUCTORS
from cohorts.models import Enrolment
from courses.models import CoursePage, LessonPage
from learning.completing import begin_lesson
from learning.models import LessonProgress
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.reports.programme import course_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    """Two people have begun its first lesson, one of them the second too; the third is new."""
    course = course_with(3)
    first, second, _new = course.lessons
    for lessons in ((first,), (first, second)):
        user = UserFactory()
        for lesson in lessons:
            begin_lesson(user=user, lesson=lesson, now=timezone.now())
    return course


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True))
    return client


def try_to_delete(admin: Client, page: object) -> object:
    return admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def test_a_lesson_with_work_is_kept_with_the_number_and_the_offer_to_unpublish(
    admin: Client, course: CoursePage
) -> None:
    lesson = course.lessons[0]
    response = try_to_delete(admin, lesson)
    assert response.status_code == 409
    assert response.context_data["refusal"].people == 2
    assert reverse("wagtailadmin_pages:unpublish", args=[lesson.pk]) in response.content.decode()
    assert LessonPage.objects.filter(pk=lesson.pk).exists()


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_its_module_course_and_index_stay_too(
    admin: Client, course: CoursePage, levels: int
) -> None:
    page = course.lessons[0]
    for _step in range(levels):
        page = page.get_parent()
    response = try_to_delete(admin, page)
    assert response.status_code == 409
    assert response.context_data["refusal"].people == 2
    assert LessonProgress.objects.count() == 3


def test_in_bulk_the_people_are_counted_once_and_nothing_goes(
    admin: Client, course: CoursePage
) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    ids = "&".join(f"id={lesson.pk}" for lesson in course.lessons)
    response = admin.post(f"{address}?{ids}")
    assert response.status_code == 409
    assert response.context_data["refusal"].people == 2
    assert LessonPage.objects.count() == 3


def test_a_lesson_nobody_began_may_go(admin: Client, course: CoursePage) -> None:
    new = course.lessons[2]
    assert try_to_delete(admin, new).status_code == 302
    assert not LessonPage.objects.filter(pk=new.pk).exists()


def test_a_course_that_a_cohort_teaches_stays_and_names_the_cohort(admin: Client) -> None:
    course = course_with(1)
    CohortFactory(name="Angkatan Kawi", courses=[course])
    response = try_to_delete(admin, course)
    assert response.status_code == 409
    assert "Angkatan Kawi" in response.content.decode()


@pytest.mark.parametrize("role", ["", INSTRUCTORS])
def test_who_proof_read_a_lesson_can_delete_it_again(admin: Client, role: str) -> None:
    reader = UserFactory(role=role, superuser=not role)
    lesson = course_with(1).lessons[0]
    begin_lesson(user=reader, lesson=lesson, now=timezone.now())
    assert try_to_delete(admin, lesson).status_code == 302
    assert not LessonPage.objects.filter(pk=lesson.pk).exists()


def test_a_member_of_the_team_who_learned_with_a_seat_counts_as_a_trainee(admin: Client) -> None:
    lesson = course_with(1).lessons[0]
    reader = EnrolmentFactory(user=UserFactory(role=INSTRUCTORS), withdrawn=True).user
    Enrolment.objects.update(enrolled_at=timezone.now())
    begin_lesson(user=reader, lesson=lesson, now=timezone.now())
    assert try_to_delete(admin, lesson).status_code == 409
