"""A lesson whose last day is over is offered to nobody, and read again by who completed it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cohorts.models import Enrolment
from courses.models import LessonPage
from learning.completing import complete_lesson
from learning.models import LessonProgress
from learning.models.lesson_counts import with_lesson_counts
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db

ENDED = "Lomba Agustus"


@pytest.fixture
def done_by() -> object:
    """A trainee with a seat who did the one of three lessons that ends; a second one did not."""
    course = CourseFactory(lessons=(3,))
    cohort = CohortFactory(courses=[course])
    sari, budi = UserFactory(name="Sari"), UserFactory(name="Budi")
    for person in (sari, budi):
        EnrolmentFactory(user=person, cohort=cohort)
    lesson = list(LessonPage.objects.of_courses([course]))[1]
    complete_lesson(user=sari, lesson=lesson, now=timezone.now())
    lesson.title = ENDED
    lesson.expire_at = timezone.now() + timedelta(hours=1)
    lesson.save_revision().publish()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    return sari


def reading(person: object) -> Client:
    client = Client()
    client.force_login(person)
    return client


def lesson() -> LessonPage:
    return LessonPage.objects.get(title=ENDED)


def test_who_did_it_finds_and_reads_it_and_marks_nothing(done_by: object) -> None:
    client, page = reading(done_by), lesson()

    read = client.get(page.url)

    html = read.content.decode()
    assert read.status_code == 200
    assert "tetap bisa kamu baca" in html
    assert f"/pelajaran/{page.pk}/" not in html
    assert client.post(f"/pelajaran/{page.pk}/belum/").status_code == 404
    assert page.url in client.get(page.course.url).content.decode()


@pytest.mark.parametrize("name", ["Budi", None])
def test_others_find_and_read_it_nowhere(done_by: object, name: str | None) -> None:
    budi = Enrolment.objects.get(user__name="Budi").user
    client, page = (reading(budi) if name else Client()), lesson()

    assert client.get(page.url).status_code == 404
    for address in (page.course.url, "/cari/?q=lomba", "/kursus/"):
        assert ENDED not in client.get(address).content.decode()
    assert client.post(f"/pelajaran/{page.pk}/selesai/").status_code in (302, 404)
    assert not LessonProgress.objects.filter(lesson=page, user=budi).exists()


def test_outline_dashboard_and_report_count_it_for_nobody(done_by: object) -> None:
    client = reading(done_by)

    assert client.get(lesson().course.url).context["outline"].total == 2
    assert client.get("/dashboard/").context["courses"][0].total == 2
    counted = with_lesson_counts(Enrolment.objects.all()).values_list(
        "lessons_total", "lessons_done"
    )
    assert set(counted) == {(2, 0)}


def test_a_lesson_that_was_hidden_instead_is_gone_for_everybody(done_by: object) -> None:
    lesson().module.unpublish()

    assert reading(done_by).get(lesson().url).status_code == 404


def test_who_left_the_cohort_reads_it_no_more(done_by: object) -> None:
    Enrolment.objects.filter(user=done_by).update(
        status=Enrolment.Status.WITHDRAWN, withdrawn_at=timezone.now()
    )

    assert reading(done_by).get(lesson().url).status_code == 404


def test_an_ended_lesson_that_was_closed_to_a_group_is_listed_for_it_alone(done_by: object) -> None:
    restriction = PageViewRestriction.objects.create(
        page=lesson(), restriction_type=PageViewRestriction.GROUPS
    )
    team = Group.objects.create(name="Tim inti")
    restriction.groups.add(team)
    address = lesson().course.url

    assert ENDED not in reading(done_by).get(address).content.decode()
    assert reading(done_by).get(lesson().url).status_code != 200
    done_by.groups.add(team)
    assert ENDED in reading(done_by).get(address).content.decode()
