"""What the pages of learning ask the database once content is in memory, and what they write."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning.completing import complete_lesson
from learning.models import LearningDay, LessonProgress
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory
from tests.learning.test_channel_page import with_channel

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def learner(lessons: int = 3) -> tuple[User, CoursePage]:
    course = CourseFactory(lessons=(lessons, lessons))
    return EnrolmentFactory(cohort=CohortFactory(courses=[course])).user, course


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def statements(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return [each["sql"] for each in caught.captured_queries]


def writes(queries: list[str]) -> list[str]:
    return [sql for sql in queries if sql.startswith(("INSERT", "UPDATE", "DELETE", "BEGIN"))]


@pytest.mark.parametrize("lessons", [2, 13])
def test_a_lesson_read_again_keeps_its_budget_and_writes_nothing(lessons: int) -> None:
    sari, course = learner(lessons)
    client, lesson = signed_in(sari), course.lessons[1]
    client.get(lesson.url)
    queries = statements(client, lesson.url)
    assert len(queries) <= LESSON
    assert not writes(queries)


@pytest.mark.parametrize("cohorts", [1, 4])
def test_the_dashboard_keeps_its_budget(cohorts: int) -> None:
    sari, _course = learner()
    for _n in range(cohorts - 1):
        other = CourseFactory(lessons=(2,))
        EnrolmentFactory(user=sari, cohort=CohortFactory(courses=[other]))
        complete_lesson(user=sari, lesson=other.lessons[0], now=timezone.now())
    client = signed_in(sari)
    client.get("/dashboard/")
    queries = statements(client, "/dashboard/")
    assert len(queries) <= DASHBOARD
    assert not writes(queries)


def test_the_dashboard_of_somebody_with_a_channel_who_waits_keeps_its_budget() -> None:
    sari = with_channel()
    EnrolmentFactory(user=sari, waiting=True)
    client = signed_in(sari)
    client.get("/dashboard/")
    assert len(statements(client, "/dashboard/")) <= DASHBOARD


LESSON, DASHBOARD = 12, 12


def test_a_reading_is_noted_at_most_every_five_minutes() -> None:
    sari, course = learner()
    client, url = signed_in(sari), course.lessons[0].url
    noon = timezone.now().replace(hour=5, minute=0, second=0)
    with time_machine.travel(noon, tick=False) as clock:
        client.get(url)
        first = LessonProgress.objects.get().last_at
        clock.shift(timedelta(minutes=4, seconds=59))
        assert not writes(statements(client, url))
        clock.shift(timedelta(seconds=1))
        client.get(url)
    assert LessonProgress.objects.get().last_at == first + timedelta(minutes=5)


def test_a_new_day_is_noted_though_the_last_event_was_minutes_ago() -> None:
    sari, course = learner()
    client, url = signed_in(sari), course.lessons[0].url
    before_midnight = timezone.now().replace(hour=16, minute=58, second=0)
    with time_machine.travel(before_midnight, tick=False) as clock:
        client.get(url)
        clock.shift(timedelta(minutes=3))
        client.get(url)
    assert LearningDay.objects.filter(user=sari).count() == 2


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}],
)
def test_a_page_fetched_in_advance_was_not_opened(headers: dict[str, str]) -> None:
    sari, course = learner()
    assert signed_in(sari).get(course.lessons[0].url, headers=headers).status_code == 200
    assert not LessonProgress.objects.exists()
    assert not LearningDay.objects.exists()


def test_two_readers_of_one_lesson_see_their_own_marks() -> None:
    sari, course = learner()
    budi = EnrolmentFactory(cohort=sari.enrolments.get().cohort).user
    complete_lesson(user=sari, lesson=course.lessons[0], now=timezone.now())
    url = course.lessons[1].url
    done = [signed_in(user).get(url).context["outline"].done for user in (sari, budi, sari)]
    assert done == [1, 0, 1]


def test_an_edited_lesson_is_read_as_it_is_now() -> None:
    sari, course = learner()
    client, lesson = signed_in(sari), course.lessons[0]
    client.get(lesson.url)
    lesson.body = [("text", {"heading": "Baru", "body": "<p>Kalimat lain sekali</p>"})]
    lesson.save_revision().publish()
    assert "Kalimat lain sekali" in client.get(lesson.url).content.decode()


def test_a_seat_that_is_lost_closes_the_lesson_at_once() -> None:
    sari, course = learner()
    client, url = signed_in(sari), course.lessons[1].url
    assert client.get(url).status_code == 200
    sari.enrolments.update(status="withdrawn", withdrawn_at=timezone.now())
    assert client.get(url).status_code == 403


def test_a_body_kept_in_one_language_is_not_given_in_another() -> None:
    sari, course = learner()
    client, url = signed_in(sari), course.lessons[0].url
    client.get(url)
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    client.cookies["django_language"] = "en"
    assert ' lang="id"' in client.get(url).content.decode()
