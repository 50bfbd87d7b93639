"""What a person finds on the admin's start page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import INSTRUCTORS, MANAGERS
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db


def start_page(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.fixture
def manager() -> User:
    return UserFactory(role=MANAGERS)


def test_a_manager_sees_who_waits_in_the_cohorts_that_run(manager: User) -> None:
    running = CohortFactory(name="Angkatan Semeru", ends_on=timezone.localdate())
    CohortFactory(name="Angkatan Arjuno", over=True)
    EnrolmentFactory(cohort=running, applied=True)

    page = start_page(manager)

    assert reverse("cohorts:people", args=[running.pk]) in page
    assert "1 pendaftar menunggu keputusan" in page
    assert "Angkatan Arjuno" not in page


def test_a_manager_is_not_offered_a_search_over_pages(manager: User) -> None:
    assert 'role="search"' not in start_page(manager)


def test_an_instructor_finds_their_own_drafts_and_nobody_elses() -> None:
    wulan, other = UserFactory(role=INSTRUCTORS), UserFactory(role=INSTRUCTORS)
    mine = LessonFactory(title="Lap Lensa", owner=wulan, live=False)
    LessonFactory(title="Punya Orang", owner=other, live=False)

    page = start_page(wulan)

    assert reverse("wagtailadmin_pages:edit", args=[mine.pk]) in page
    assert "Punya Orang" not in page


def test_an_instructor_sees_neither_cohorts_nor_how_big_the_site_is() -> None:
    CohortFactory(name="Angkatan Semeru")
    wulan = UserFactory(role=INSTRUCTORS)
    CourseFactory(title="HP Jadi Kamera", owner=wulan)

    page = start_page(wulan)

    assert "HP Jadi Kamera" in page
    assert "Angkatan Semeru" not in page
    assert 'class="w-summary"' not in page


@pytest.mark.parametrize("role", [MANAGERS, INSTRUCTORS])
def test_only_who_may_change_tracks_has_them_in_the_menu(role: str) -> None:
    tracks = reverse("wagtailsnippets_courses_track:list")

    assert tracks not in start_page(UserFactory(role=role))
    assert tracks in start_page(UserFactory(superuser=True))
