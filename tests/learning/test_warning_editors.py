"""An editor hears how many people learn there before a page is taken away from them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import CoursePage, LessonPage
from tests.factories.accounts import UserFactory
from tests.factories.cms import standard_page
from tests.factories.courses import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
)

pytestmark = pytest.mark.django_db

TWO = "2 orang sedang belajar"


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True))
    return client


@pytest.fixture
def course() -> CoursePage:
    """Two people learn in it, one of them in two cohorts; others have left or only wait."""
    course = CourseFactory(lessons=(2,))
    kawi, semeru = CohortFactory(courses=[course]), CohortFactory(courses=[course])
    EnrolmentFactory(user=EnrolmentFactory(cohort=kawi).user, cohort=semeru)
    EnrolmentFactory(cohort=kawi)
    EnrolmentFactory(cohort=kawi, withdrawn=True)
    EnrolmentFactory(cohort=kawi, waiting=True)
    return course


def asked(boss: Client, act: str, *pages: object) -> str:
    """The page that asks once more."""
    address = reverse(f"wagtailadmin_pages:{act}", args=[pages[0].pk])
    if len(pages) > 1:
        ticked = "&".join(f"id={page.pk}" for page in pages)
        address = f"/admin/bulk/wagtailcore/page/{act}/?{ticked}&next=/admin/"
    response = boss.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_before_a_course_a_module_or_a_lesson_is_unpublished(
    boss: Client, course: CoursePage
) -> None:
    first, second = course.lessons
    for page in (course, first.module, first, course.get_parent()):
        assert TWO in asked(boss, "unpublish", page)
    assert TWO in asked(boss, "unpublish", first, second)
    assert LessonPage.objects.get(pk=first.pk).live


def test_before_a_lesson_that_nobody_began_is_deleted(boss: Client, course: CoursePage) -> None:
    first, second = course.lessons
    for pages in ([first], [first, second]):
        assert TWO in asked(boss, "delete", *pages)


def test_before_a_lesson_goes_to_another_course(boss: Client, course: CoursePage) -> None:
    lesson, elsewhere = course.lessons[0], ModuleFactory()
    beside = ModuleFactory(parent=course)
    pages = {
        there.pk: boss.get(
            reverse("wagtailadmin_pages:move_confirm", args=[lesson.pk, there.pk])
        ).content.decode()
        for there in (elsewhere, beside)
    }
    assert TWO in pages[elsewhere.pk]
    assert TWO not in pages[beside.pk]
    assert TWO in asked(boss, "move", *course.lessons)


def test_nothing_is_said_where_nobody_loses_anything(boss: Client, course: CoursePage) -> None:
    draft = LessonFactory(parent=course.lessons[0].module, draft=True)
    for page in (LessonFactory(), standard_page(), draft):
        assert "sedang belajar" not in asked(boss, "delete", page)
    assert "sedang belajar" not in asked(boss, "unpublish", LessonFactory())


def test_the_number_is_said_once_on_the_page_and_once_after(
    boss: Client, course: CoursePage
) -> None:
    lesson = course.lessons[0]
    assert asked(boss, "unpublish", lesson).count(TWO) == 1
    response = boss.post(reverse("wagtailadmin_pages:unpublish", args=[lesson.pk]), follow=True)
    assert response.content.decode().count(TWO) == 1
