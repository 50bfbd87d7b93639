"""The catalogue and a course's page: what is shown to whom, and what leads on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from cms.calls_to_action import call_to_action_choices, find_call_to_action
from courses.models import LessonPage
from learning.completing import complete_lesson
from tests.factories.courses import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    TrackFactory,
    course_index,
)

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_courses_stand_on_their_tracks_shelves_and_drafts_on_none(client: Client) -> None:
    late = TrackFactory(slug="kreatif", colour="coral", order=2)
    early = TrackFactory(slug="teknis", colour="teal", order=1)
    CourseFactory(track=late, title="Cerita")
    CourseFactory(track=early, title="HP", lessons=(2, 1))
    CourseFactory(track=early, draft=True)
    shelves = client.get(course_index().url).context["shelves"]
    assert [[card.title for card in shelf.cards] for shelf in shelves] == [["HP"], ["Cerita"]]
    assert "3" in shelves[0].cards[0].meta[0]


def test_the_catalogue_marks_my_courses_and_names_open_cohorts() -> None:
    mine, other = CourseFactory(), CourseFactory()
    sari = EnrolmentFactory(cohort=CohortFactory(courses=[mine], closed=True)).user
    other_cohort = CohortFactory(courses=[other])
    page = signed_in(sari).get(course_index().url)
    notes = {card.title: card.note for shelf in page.context["shelves"] for card in shelf.cards}
    assert notes[mine.title]
    assert not notes[other.title]
    assert [card.heading for card in page.context["cohort_cards"]] == [other_cohort.name]


@pytest.mark.parametrize("number", [1, 8])
def test_the_catalogue_costs_the_same_for_many_courses(
    number: int, django_assert_num_queries: object, client: Client
) -> None:
    CohortFactory(courses=CourseFactory.create_batch(number, lessons=(2,)))
    client.get(course_index().url)
    with django_assert_num_queries(CATALOGUE_QUERIES):
        client.get(course_index().url)


def test_a_visitor_sees_locks_previews_and_the_cohort_to_join(client: Client) -> None:
    course = CourseFactory(lessons=(2,))
    LessonFactory(parent=course.lessons[0].module, free=True)
    cohort = CohortFactory(courses=[course])
    page = client.get(course.url)
    states = [lesson.state for lesson in page.context["outline"].lessons]
    assert states == ["lock", "lock", "open"]
    assert page.context["step"].url == cohort.get_absolute_url()


def test_a_full_cohort_is_joined_by_its_waiting_list(client: Client) -> None:
    course = CourseFactory(lessons=(1,))
    cohort = CohortFactory(courses=[course], seats=1)
    EnrolmentFactory(cohort=cohort)
    step = client.get(course.url).context["step"]
    assert step.url == cohort.get_absolute_url()
    assert step.action == gettext("Join the waiting list")


def test_a_trainee_goes_on_at_the_first_open_lesson() -> None:
    course = CourseFactory(lessons=(3,))
    sari = EnrolmentFactory(cohort=CohortFactory(courses=[course])).user
    complete_lesson(user=sari, lesson=course.lessons[0], now=timezone.now())
    page = signed_in(sari).get(course.url)
    assert [lesson.state for lesson in page.context["outline"].lessons] == ["done", "open", "open"]
    assert page.context["step"].url == course.lessons[1].url
    assert page.context["outline"].modules[0].meta


def test_a_finished_course_can_be_read_again() -> None:
    course = CourseFactory(lessons=(1,))
    sari = EnrolmentFactory(cohort=CohortFactory(courses=[course])).user
    complete_lesson(user=sari, lesson=course.lessons[0], now=timezone.now())
    page = signed_in(sari).get(course.url)
    assert page.context["outline"].is_done
    assert page.context["step"].url == course.lessons[0].url


def test_without_an_open_cohort_the_course_says_so(client: Client) -> None:
    course = CourseFactory(lessons=(1,))
    CohortFactory(courses=[course], closed=True)
    page = client.get(course.url)
    assert page.context["step"] is None
    assert page.context["access"].text


def test_somebody_who_left_is_offered_to_come_back() -> None:
    course = CourseFactory(lessons=(1,))
    cohort = CohortFactory(courses=[course])
    yudi = EnrolmentFactory(cohort=cohort, withdrawn=True).user
    page = signed_in(yudi).get(course.url)
    assert page.context["step"].url == cohort.get_absolute_url()
    assert cohort.name in page.context["access"].text


def test_a_finished_lesson_stays_marked_after_the_seat_is_gone() -> None:
    course = CourseFactory(lessons=(2,))
    yudi = EnrolmentFactory(cohort=CohortFactory(courses=[course]), withdrawn=True).user
    complete_lesson(user=yudi, lesson=course.lessons[0], now=timezone.now())
    page = signed_in(yudi).get(course.url)
    assert [lesson.state for lesson in page.context["outline"].lessons] == ["done", "lock"]


def test_an_empty_course_and_an_empty_catalogue_answer(client: Client) -> None:
    assert client.get(course_index().url).status_code == 200
    assert client.get(CourseFactory().url).status_code == 200


def test_only_what_visitors_can_read_is_in_the_sitemap() -> None:
    course = CourseFactory(lessons=(1,))
    module = course.lessons[0].module
    free = LessonFactory(parent=module, free=True)
    assert LessonPage.objects.get(pk=course.lessons[0].pk).get_sitemap_urls() == []
    assert free.get_sitemap_urls()
    assert module.get_sitemap_urls() == []


def test_the_home_page_invites_to_the_next_open_cohort_or_to_a_named_one() -> None:
    now = timezone.now()
    assert find_call_to_action("cohort:next", now) is None
    later = CohortFactory(seats=10, starts_on=timezone.localdate() + timedelta(days=9))
    soon = CohortFactory()
    assert find_call_to_action("cohort:next", now).url == soon.get_absolute_url()
    found = find_call_to_action(f"cohort:{later.slug}", now)
    assert (found.url, found.seats, found.free) == (later.get_absolute_url(), 10, 10)
    assert f"cohort:{later.slug}" in dict(call_to_action_choices())


def test_a_closed_cohort_is_no_call_to_action() -> None:
    closed = CohortFactory(closed=True)
    assert find_call_to_action(f"cohort:{closed.slug}", timezone.now()) is None


def test_the_page_of_a_course_in_a_home_link_brings_its_card(client: Client) -> None:
    course = CourseFactory()
    card = render_to_string(course.card_template, {"page": course})
    assert course.title in card


CATALOGUE_QUERIES = 14
