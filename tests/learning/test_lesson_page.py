"""Reading a lesson: who may, where one was, marking it, and what it costs the database."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import INSTRUCTORS
from courses.models import CoursePage, LessonPage
from learning.completing import complete_lesson, save_reading_position
from learning.models import LessonProgress
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    checklist,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return CourseFactory(lessons=(2, 2))


@pytest.fixture
def sari(course: CoursePage) -> User:
    return EnrolmentFactory(cohort=CohortFactory(courses=[course])).user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_opening_a_lesson_begins_it(course: CoursePage, sari: User) -> None:
    lesson = course.lessons[0]
    assert signed_in(sari).get(lesson.url).status_code == 200
    assert LessonProgress.objects.get(user=sari).lesson == lesson
    assert sari.learning_days.count() == 1


def test_a_visitor_reads_a_preview_and_is_invited(course: CoursePage, client: Client) -> None:
    cohort = CohortFactory(courses=[course])
    lesson = LessonFactory(parent=course.lessons[0].module, free=True)
    page = client.get(lesson.url)
    assert page.status_code == 200
    assert page.context["access"].url == cohort.get_absolute_url()
    assert not LessonProgress.objects.exists()


def test_a_locked_lesson_says_why_and_what_opens_it(course: CoursePage, client: Client) -> None:
    cohort = CohortFactory(courses=[course])
    page = client.get(course.lessons[0].url)
    assert page.status_code == 403
    assert page.context["access"].cohort == cohort
    assert "next=" in page.context["access"].sign_in_url
    assert b"Dua." not in page.content


def test_somebody_who_waits_is_told_the_position(course: CoursePage) -> None:
    cohort = CohortFactory(courses=[course])
    for number in (3, 5):
        umi = EnrolmentFactory(cohort=cohort, waiting=True, queue_number=number).user
    page = signed_in(umi).get(course.lessons[0].url)
    assert page.status_code == 403
    assert "number 2" in page.context["access"].text or "ke-2" in page.context["access"].text


@pytest.mark.parametrize("trait", ["applied", "withdrawn"])
def test_an_applicant_and_somebody_who_left_read_previews_only(
    course: CoursePage, trait: str
) -> None:
    cohort = CohortFactory(courses=[course])
    person = EnrolmentFactory(cohort=cohort, **{trait: True}).user
    assert signed_in(person).get(course.lessons[0].url).status_code == 403


def test_an_instructor_reads_all(course: CoursePage) -> None:
    bagus = UserFactory(role=INSTRUCTORS)
    assert signed_in(bagus).get(course.lessons[0].url).status_code == 200


def test_a_lesson_in_an_unpublished_module_is_not_found(course: CoursePage, sari: User) -> None:
    course.lessons[0].module.unpublish()
    assert signed_in(sari).get(course.lessons[0].url).status_code == 404


def test_neighbours_cross_the_modules_border(course: CoursePage, sari: User) -> None:
    page = signed_in(sari).get(course.lessons[2].url)
    assert page.context["outline"].previous.entry.pk == course.lessons[1].pk
    assert page.context["outline"].next.entry.pk == course.lessons[3].pk
    assert page.context["outline"].number == 3


def test_marking_twice_makes_one_row_and_keeps_the_first_time(
    course: CoursePage, sari: User
) -> None:
    client, lesson = signed_in(sari), course.lessons[0]
    for _time in range(2):
        response = client.post(f"/pelajaran/{lesson.pk}/selesai/")
        first = LessonProgress.objects.get().completed_at
    assert response.headers["Location"] == f"{lesson.url}#selesai"
    assert LessonProgress.objects.get().completed_at == first


def test_a_mark_can_be_taken_back(course: CoursePage, sari: User) -> None:
    client, lesson = signed_in(sari), course.lessons[0]
    client.post(f"/pelajaran/{lesson.pk}/selesai/")
    client.post(f"/pelajaran/{lesson.pk}/belum/")
    assert LessonProgress.objects.get().completed_at is None


def test_the_last_lesson_completes_the_cohort_and_says_so(course: CoursePage, sari: User) -> None:
    for lesson in course.lessons[:-1]:
        complete_lesson(user=sari, lesson=lesson, now=timezone.now())
    page = signed_in(sari).post(f"/pelajaran/{course.lessons[-1].pk}/selesai/", follow=True)
    assert sari.enrolments.get().status == "completed"
    assert sari.enrolments.get().cohort.name in str(next(iter(page.context["messages"])))


def test_nobody_marks_a_lesson_that_is_closed_to_them(course: CoursePage) -> None:
    client, lesson = signed_in(UserFactory()), course.lessons[0]
    assert client.post(f"/pelajaran/{lesson.pk}/selesai/").status_code == 403
    assert client.post(f"/pelajaran/{lesson.pk}/tempat/", {"position": "x"}).status_code == 403
    assert not LessonProgress.objects.exists()


def test_a_mark_sent_after_the_session_ended_leads_back_to_the_lesson(
    course: CoursePage, sari: User, client: Client
) -> None:
    address = f"/pelajaran/{course.lessons[0].pk}/selesai/"
    assert client.post(address).headers["Location"].endswith(f"?next={address}")
    assert signed_in(sari).get(address).headers["Location"] == course.lessons[0].url


def test_the_reading_position_is_stored_and_offered_on_return(
    course: CoursePage, sari: User
) -> None:
    client, lesson = signed_in(sari), course.lessons[0]
    position = lesson.block_ids[2]
    assert client.post(f"/pelajaran/{lesson.pk}/tempat/", {"position": position}).status_code == 204
    page = client.get(lesson.url)
    assert page.context["resume_anchor"] == f"b-{position}"
    assert f'href="#b-{position}"' in page.content.decode()
    assert f'id="b-{position}"' in page.content.decode()


def test_a_place_that_the_lesson_lacks_is_ignored(course: CoursePage, sari: User) -> None:
    client, lesson = signed_in(sari), course.lessons[0]
    assert client.post(f"/pelajaran/{lesson.pk}/tempat/", {"position": "9" * 90}).status_code == 204
    assert not LessonProgress.objects.exists()


def test_a_finished_lesson_does_not_ask_to_go_on(course: CoursePage, sari: User) -> None:
    lesson = course.lessons[0]
    save_reading_position(
        user=sari, lesson=lesson, position=lesson.block_ids[2], now=timezone.now()
    )
    complete_lesson(user=sari, lesson=lesson, now=timezone.now())
    assert signed_in(sari).get(lesson.url).context["resume_anchor"] == ""


def embedding(course: CoursePage, other: LessonPage) -> LessonPage:
    body = [{"type": "lesson", "value": {"page": other.pk, "why": "Pas untuk ini"}}]
    return LessonFactory(parent=course.lessons[0].module, body=json.dumps(body))


def test_the_embed_leads_to_a_lesson_that_can_be_opened(course: CoursePage, sari: User) -> None:
    lesson = embedding(course, course.lessons[1])
    assert "Pas untuk ini" in signed_in(sari).get(lesson.url).content.decode()


def test_the_embed_of_an_unpublished_lesson_is_left_out(course: CoursePage, sari: User) -> None:
    lesson = embedding(course, course.lessons[1])
    course.lessons[1].unpublish()
    assert "Pas untuk ini" not in signed_in(sari).get(lesson.url).content.decode()


def test_an_editor_previews_a_draft_without_leaving_progress(course: CoursePage) -> None:
    draft = LessonFactory(parent=course.lessons[0].module, draft=True)
    page = draft.make_preview_request()
    assert page.status_code == 200
    assert not LessonProgress.objects.exists()


def test_a_module_leads_to_its_place_in_the_outline(course: CoursePage, client: Client) -> None:
    module = course.lessons[0].module
    position = client.get(module.url).headers["Location"]
    assert position == f"{course.url}#{module.anchor}"
    assert f'id="{module.anchor}"' in client.get(course.url).content.decode()


@pytest.mark.parametrize("lessons", [2, 8])
def test_the_number_of_queries_does_not_grow_with_the_course(
    lessons: int, django_assert_num_queries: object
) -> None:
    course = CourseFactory(lessons=(lessons, lessons))
    client = signed_in(EnrolmentFactory(cohort=CohortFactory(courses=[course])).user)
    for lesson in course.lessons[:-1]:
        client.get(lesson.url)
    with django_assert_num_queries(LESSON_QUERIES):
        client.get(course.lessons[0].url)


@pytest.mark.parametrize("boxes", [1, 10])
def test_ticks_cost_a_lesson_with_checklists_one_query(
    boxes: int, course: CoursePage, sari: User, django_assert_num_queries: object
) -> None:
    body = json.dumps([checklist(*"abcdefghij"[:boxes], key=key) for key in ("coba", "lagi")])
    lesson = LessonFactory(parent=course.lessons[0].module, body=body)
    client = signed_in(sari)
    client.get(lesson.url)
    client.post(f"/pelajaran/{lesson.pk}/centang/", {"item": "coba-1"})
    with django_assert_num_queries(LESSON_QUERIES + 1):
        client.get(lesson.url)


#: With content that changed in this very transaction, of which nothing is in memory.
LESSON_QUERIES = 18
