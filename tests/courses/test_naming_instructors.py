"""Who stands in the list of people that a course or a cohort can name as its instructors."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import INSTRUCTORS, MANAGERS
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, course_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def wulan() -> User:
    return UserFactory(name="Wulan Ajem", role=INSTRUCTORS)


def seen_by(person: User, address: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(address).content.decode()


def test_an_instructor_is_not_shown_the_names_of_trainees(wulan: User) -> None:
    UserFactory(name="Ningsih Oskab")
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", course_index().pk])

    page = seen_by(wulan, address)

    assert "Wulan Ajem" in page
    assert "Ningsih Oskab" not in page


def test_whom_a_course_already_names_stays_in_the_list(wulan: User) -> None:
    gone = UserFactory(name="Rafi Licek")
    course = CourseFactory(owner=wulan)
    course.instructors.add(gone)
    course.save()

    assert "Rafi Licek" in seen_by(wulan, reverse("wagtailadmin_pages:edit", args=[course.pk]))


def test_a_cohort_names_people_of_the_team_only(wulan: User) -> None:
    UserFactory(name="Ningsih Oskab")
    page = seen_by(UserFactory(role=MANAGERS), reverse("cohorts:edit", args=[CohortFactory().pk]))

    assert "Wulan Ajem" in page
    assert "Ningsih Oskab" not in page


def test_a_closed_account_among_the_named_is_marked(wulan: User) -> None:
    gone = UserFactory(name="Rafi Licek", is_active=False)
    course = CourseFactory(owner=wulan)
    course.instructors.add(gone)
    course.save()
    edit = seen_by(wulan, reverse("wagtailadmin_pages:edit", args=[course.pk]))
    assert "Rafi Licek (akun ditutup" in edit
