"""Home of a trainee: the exact next step, the weeks, what is due, and a constant cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from learning.completing import begin_lesson, complete_lesson, save_reading_position
from learning.greetings import greet_to_go_on, greet_when_done, greet_without_lessons
from learning.models import LearningDay, LessonProgress
from learning.weeks import this_week, weeks_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory
from tests.factories.youtube import ChannelConnectionFactory, ChannelFactory, VideoFactory

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def home(user: User) -> dict:
    page = signed_in(user).get("/dashboard/")
    assert page.status_code == 200
    return page.context


def test_a_visitor_signs_in_first(client: Client) -> None:
    assert client.get("/dashboard/").headers["Location"] == "/accounts/login/?next=/dashboard/"


def test_a_new_trainee_begins_with_the_first_lesson() -> None:
    course = CourseFactory(lessons=(2,))
    sari = EnrolmentFactory(cohort=CohortFactory(courses=[course])).user
    found = home(sari)
    assert found["next_step"].url == course.lessons[0].url
    assert found["greeting"] == greet_to_go_on(sari)


def test_going_on_leads_to_the_lesson_left_at_its_place() -> None:
    course = CourseFactory(lessons=(3,))
    sari = EnrolmentFactory(cohort=CohortFactory(courses=[course])).user
    lesson, now = course.lessons[1], timezone.now()
    complete_lesson(user=sari, lesson=course.lessons[0], now=now)
    save_reading_position(user=sari, lesson=lesson, position=lesson.block_ids[2], now=now)
    next_step = home(sari)["next_step"]
    assert next_step.url == f"{lesson.url}#b-{lesson.block_ids[2]}"
    assert "4" in next_step.action


def test_after_a_finished_lesson_the_next_of_the_same_course_comes() -> None:
    first, second = CourseFactory(lessons=(2,)), CourseFactory(lessons=(2,))
    sari = EnrolmentFactory(cohort=CohortFactory(courses=[first, second])).user
    complete_lesson(user=sari, lesson=second.lessons[0], now=timezone.now())
    assert home(sari)["next_step"].url == second.lessons[1].url


def test_somebody_who_finished_all_has_no_next_lesson_and_is_told_so() -> None:
    course = CourseFactory(lessons=(1,))
    sari = EnrolmentFactory(cohort=CohortFactory(courses=[course])).user
    complete_lesson(user=sari, lesson=course.lessons[0], now=timezone.now())
    found = home(sari)
    assert found["next_step"] is None
    assert found["greeting"] == greet_when_done(sari)


def test_the_greeting_without_lessons_says_how_to_come_to_some() -> None:
    sari = EnrolmentFactory(applied=True).user
    found = home(sari)
    assert found["greeting"] == greet_without_lessons(
        sari, is_seated=False, may_join=False, is_waiting=True
    )
    assert found["shows_courses"]
    texts = {
        greet_without_lessons(sari, is_seated=False, may_join=may_join, is_waiting=is_waiting).text
        for may_join, is_waiting in ((True, True), (False, True), (False, False))
    }
    assert len(texts) == 3
    assert not greet_without_lessons(sari, is_seated=True, may_join=False, is_waiting=False).text


def test_a_course_whose_first_lesson_was_opened_is_begun() -> None:
    opened, untouched = CourseFactory(lessons=(2,)), CourseFactory(lessons=(2,))
    sari = EnrolmentFactory(cohort=CohortFactory(courses=[opened, untouched])).user
    begin_lesson(user=sari, lesson=opened.lessons[0], now=timezone.now())
    assert [(mine.done, mine.is_begun) for mine in home(sari)["courses"]] == [
        (0, True),
        (0, False),
    ]


def test_progress_per_course_counts_what_can_be_opened() -> None:
    course = CourseFactory(lessons=(4,))
    sari = EnrolmentFactory(cohort=CohortFactory(courses=[course])).user
    for lesson in course.lessons[:3]:
        complete_lesson(user=sari, lesson=lesson, now=timezone.now())
    course.lessons[0].unpublish()
    [mine] = home(sari)["courses"]
    assert (mine.done, mine.total) == (2, 3)


def test_somebody_without_a_cohort_sees_the_open_ones_those_with_seats_first() -> None:
    full = CohortFactory(seats=0)
    free = CohortFactory(seats=3, starts_on=full.starts_on + timedelta(days=9))
    CohortFactory(closed=True)
    CohortFactory(over=True)
    assert [card.heading for card in home(UserFactory())["cohort_cards"]] == [
        free.name,
        full.name,
    ]


def test_what_is_due_names_waiting_applying_leaving_and_the_end() -> None:
    sari = UserFactory(profile={"birth_year": 1990})
    for trait in ("waiting", "applied", "withdrawn", "completed"):
        EnrolmentFactory(user=sari, **{trait: True})
    EnrolmentFactory(user=sari)
    assert sorted(row.icon for row in home(sari)["due"]) == sorted(
        ["wait", "eye", "out", "check", "clock"]
    )


def test_what_is_over_does_not_wait_for_anybody() -> None:
    sari = UserFactory(profile={"birth_year": 1990})
    EnrolmentFactory(user=sari, completed=True)
    assert not home(sari)["due_waits"]
    EnrolmentFactory(user=sari)
    assert home(sari)["due_waits"]


@pytest.mark.parametrize(
    ("born", "address"),
    [(None, "/accounts/profil/"), (13, "/channel/"), (17, "/channel/"), (40, None)],
)
def test_what_the_age_demands_is_due_first(born: int | None, address: str | None) -> None:
    year = None if born is None else timezone.localdate().year - born - 1
    person = UserFactory(profile={"birth_year": year})
    due = home(person)["due"]
    assert (due[0].url if due else None) == address


def test_the_weeks_are_houses_of_learning_and_own_public_uploads() -> None:
    today = timezone.localdate()
    channel = ChannelFactory(uploads_read_at=timezone.now())
    sari = ChannelConnectionFactory(channel=channel).user
    LearningDay.note(sari, today)
    LearningDay.note(sari, today - timedelta(weeks=2))
    week_ago = timezone.now() - timedelta(weeks=1)
    VideoFactory.create_batch(2, channel=channel, published_at=week_ago)
    VideoFactory(channel=channel, published_at=week_ago, privacy="private", gone_at=week_ago)
    VideoFactory(published_at=week_ago)
    weeks = weeks_of(sari, channel, today=today)
    assert [week.learned for week in weeks[-3:]] == [True, False, True]
    assert [week.uploads for week in weeks[-3:]] == [0, 2, 0]
    assert [week.now for week in weeks].index(True) == len(weeks) - 1 == 11


def test_weeks_after_youtubes_last_answer_are_unknown_not_zero() -> None:
    now = timezone.now()
    channel = ChannelFactory(synced_at=now - timedelta(days=20), uploads_read_at=now)
    weeks = weeks_of(UserFactory(), channel, today=timezone.localdate(now))
    assert [week.uploads for week in weeks][-2:] == [None, None]
    assert weeks[0].uploads == 0


def test_without_a_read_list_uploads_are_unknown_not_zero() -> None:
    sari = UserFactory()
    today = timezone.localdate()
    assert {week.uploads for week in weeks_of(sari, None, today=today)} == {None}
    unread = ChannelFactory(uploads_read_at=None)
    weeks = weeks_of(sari, unread, today=today)
    assert {week.uploads for week in weeks} == {None}
    assert this_week(weeks)


@pytest.mark.parametrize(("cohorts", "lessons"), [(1, 2), (6, 10)])
def test_the_number_of_queries_is_the_same_for_many_cohorts_and_lessons(
    cohorts: int, lessons: int, django_assert_num_queries: object
) -> None:
    sari = UserFactory(profile={"birth_year": 1990})
    for _n in range(cohorts):
        course = CourseFactory(lessons=(lessons,))
        EnrolmentFactory(user=sari, cohort=CohortFactory(courses=[course]))
        complete_lesson(user=sari, lesson=course.lessons[0], now=timezone.now())
    client = signed_in(sari)
    client.get("/dashboard/")
    assert LessonProgress.objects.count() == cohorts
    with django_assert_num_queries(DASHBOARD_QUERIES):
        client.get("/dashboard/")


#: With content that changed in this very transaction, of which nothing is in memory.
DASHBOARD_QUERIES = 23


def test_who_is_through_before_the_seat_came_is_led_to_the_button() -> None:
    course = CourseFactory(lessons=(1,))
    sari = UserFactory()
    complete_lesson(user=sari, lesson=course.lessons[0], now=timezone.now())
    cohort = EnrolmentFactory(user=sari, cohort=CohortFactory(courses=[course])).cohort
    (row,) = [each for each in home(sari)["due"] if each.title == cohort.name]
    assert (row.url, row.waits) == (cohort.get_absolute_url(), True)
    assert "halaman angkatan" in row.text
