"""What the dashboard takes from memory is what stands there now, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cohorts.enrolling import enrol, withdraw
from cohorts.models import Cohort, CohortCourse
from courses.models import CoursePage
from design.site_time import site_day
from learning.completing import complete_lesson
from learning.views.dashboard import enrolments_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory
from tests.learning.test_channel_page import with_channel
from youtube_integration.models import YouTubeSettings

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def kawi() -> Cohort:
    return CohortFactory(name="Kawi", courses=[CourseFactory(lessons=(2,))])


def home(user: User) -> str:
    client = Client()
    client.force_login(user)
    page = client.get("/dashboard/")
    assert page.status_code == 200
    return page.content.decode()


def courses_of(user: User) -> list[str]:
    client = Client()
    client.force_login(user)
    return [each.course.title for each in client.get("/dashboard/").context["courses"]]


def test_a_renamed_cohort_is_called_so_at_once(kawi: Cohort) -> None:
    sari = EnrolmentFactory(cohort=kawi).user
    assert "Kawi" in home(sari)
    kawi.name = "Bromo"
    kawi.save()
    assert "Bromo" in home(sari)
    assert "Kawi" not in home(sari)


def test_a_cohort_that_ends_earlier_says_so_at_once(kawi: Cohort) -> None:
    sari = EnrolmentFactory(cohort=kawi).user
    home(sari)
    yesterday = site_day(timezone.now()) - timedelta(days=1)
    Cohort.objects.update(starts_on=yesterday, ends_on=yesterday)
    assert "Angkatannya sudah selesai" in home(sari)


def test_courses_come_to_a_cohort_and_leave_it_at_once(kawi: Cohort) -> None:
    sari, other = EnrolmentFactory(cohort=kawi).user, CourseFactory(lessons=(1,))
    first = courses_of(sari)
    row = CohortCourse.objects.create(cohort=kawi, course=other, sort_order=9)
    assert courses_of(sari) == [*first, other.title]
    row.delete()
    assert courses_of(sari) == first


def test_a_course_is_named_and_shown_as_its_page_is_now(kawi: Cohort) -> None:
    sari = EnrolmentFactory(cohort=kawi).user
    course = CoursePage.objects.get(pk=kawi.courses[0].pk)
    assert courses_of(sari) == [course.title]
    course.title = "Judul baru"
    course.save_revision().publish()
    assert courses_of(sari) == ["Judul baru"]
    course.track.name = "Jalur baru"
    course.track.save()
    assert "Jalur baru" in home(sari)
    course.unpublish()
    assert courses_of(sari) == []


def test_people_of_one_cohort_have_their_own_days_and_places(kawi: Cohort) -> None:
    now = timezone.now()
    Cohort.objects.update(seats=1, enrolment=Cohort.EnrolmentMode.OPEN)
    first, second, third = (UserFactory() for _n in range(3))
    rows = [enrol(user=each, cohort=kawi, now=now) for each in (first, second, third)]
    assert "Urutan ke-1" in home(second)
    assert "Urutan ke-2" in home(third)
    assert "Urutan ke-" not in home(first)
    withdraw(enrolment=rows[1], now=now)
    assert "Urutan ke-1" in home(third)
    assert "Urutan ke-" not in home(second)


def test_the_days_that_figures_are_kept_count_at_once() -> None:
    sari = with_channel(days=20, kind="url")
    assert "12 hari" not in home(sari)
    settings = YouTubeSettings.current()
    settings.history_days = 12
    settings.save()
    assert "12 hari" in home(sari)


def test_each_row_of_a_course_says_how_far_its_reader_is(kawi: Cohort) -> None:
    sari, budi = EnrolmentFactory(cohort=kawi).user, EnrolmentFactory(cohort=kawi).user
    assert "Belum mulai, 2 pelajaran" in home(sari)
    complete_lesson(user=sari, lesson=kawi.courses[0].lessons[0], now=timezone.now())
    assert "1 dari 2 pelajaran selesai" in home(sari)
    assert "Belum mulai, 2 pelajaran" in home(budi)


def test_the_newest_seat_comes_first_and_who_has_none_last() -> None:
    now, sari = timezone.now(), UserFactory()
    for name, ago in (("Lama", 9), ("Baru", 2)):
        moment = now - timedelta(days=ago)
        EnrolmentFactory(user=sari, cohort=CohortFactory(name=name), enrolled_at=moment)
    EnrolmentFactory(user=sari, cohort=CohortFactory(name="Antre"), waiting=True)
    names = [each.cohort.name for each in enrolments_of(sari, now=now)]
    assert names == ["Baru", "Lama", "Antre"]
