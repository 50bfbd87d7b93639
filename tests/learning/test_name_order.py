"""Cohorts, tracks, courses and trainees in the order of their names, whatever capitals and accents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.text import slugify

from accounts.roles import ADMINISTRATORS, MANAGERS
from cohorts.cohort_cards import open_cohorts
from cohorts.models import Cohort, Enrolment
from courses.models import CoursePage, Track
from learning.views.catalogue import shelves
from reports.filters import ProgressFilterSet
from reports.questions import progress
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    TrackFactory,
    course_index,
)
from tests.reports.programme import HISTORY, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.database]

IN_ORDER = ["Aksara", "batik", "Cerita", "Éka", "ekor", "Žito"]
JUMBLED = ["ekor", "Žito", "Cerita", "Aksara", "Éka", "batik"]


@pytest.fixture
def cohorts() -> list[Cohort]:
    begin = {"starts_on": date(2026, 11, 2), "ends_on": date(2026, 12, 20)}
    return [CohortFactory(name=name, **begin) for name in JUMBLED]


def names(rows: Iterable[Cohort | Track]) -> list[str]:
    return [row.name for row in rows]


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(UserFactory(role=role))
    return client


def test_cohorts_that_begin_on_one_day_stand_by_name(cohorts: list[Cohort]) -> None:
    assert names(Cohort.objects.all()) == IN_ORDER
    assert names(open_cohorts(NOW)) == IN_ORDER
    manager, listed = signed_in(MANAGERS), reverse("cohorts:index")
    for ordering, found in (("name", IN_ORDER), ("-name", IN_ORDER[::-1])):
        page = manager.get(listed, {"ordering": ordering})
        assert names(page.context["object_list"]) == found


def test_the_report_s_cohorts_stand_by_name(cohorts: list[Cohort]) -> None:
    for cohort in cohorts:
        EnrolmentFactory(cohort=cohort)
    for ordering, found in (("cohort", IN_ORDER), ("-cohort", IN_ORDER[::-1])):
        rows = progress.order(progress.enrolments(), ordering, now=NOW, history=HISTORY)
        assert names(row.cohort for row in rows.select_related("cohort")) == found


def test_trainees_stand_by_cohort_and_by_name(cohorts: list[Cohort]) -> None:
    for cohort in cohorts[:2]:
        for name in ("éka", "Zainal", "budi"):
            EnrolmentFactory(cohort=cohort, user=UserFactory(name=name))
    found = [
        (row.cohort.name, row.user.name)
        for row in Enrolment.objects.select_related("cohort", "user")
    ]
    people = ("budi", "éka", "Zainal")
    assert found == [(name, person) for name in ("ekor", "Žito") for person in people]


def test_tracks_stand_by_name_in_catalogue_and_admin(rf: RequestFactory) -> None:
    for name in JUMBLED:
        CourseFactory(track=TrackFactory(slug=slugify(name), name=name))
    assert names(Track.objects.all()) == IN_ORDER
    request = rf.get("/")
    request.user = UserFactory()
    assert names(shelf.track for shelf in shelves(course_index(), request)) == IN_ORDER
    listed = reverse("wagtailsnippets_courses_track:list")
    page = signed_in(ADMINISTRATORS).get(listed, {"ordering": "-name"})
    assert names(page.context["object_list"]) == IN_ORDER[::-1]


def test_the_report_offers_courses_by_title() -> None:
    for name in JUMBLED:
        CourseFactory(title=name)
    offered: Iterable[CoursePage] = ProgressFilterSet.base_filters["course"].extra["queryset"].all()
    assert [course.title for course in offered] == IN_ORDER


@pytest.mark.parametrize("typed", ["eka", "ÉKA", "ekà", "E\u0301ka", "KA"])
def test_a_cohort_is_found_whatever_capitals_and_accents(cohorts: list[Cohort], typed: str) -> None:
    page = signed_in(MANAGERS).get(reverse("cohorts:index"), {"q": typed})
    assert names(page.context["object_list"]) == ["Éka"]


def test_a_cohort_is_found_by_its_slug_and_not_by_what_it_has_not(cohorts: list[Cohort]) -> None:
    manager, listed = signed_in(MANAGERS), reverse("cohorts:index")
    cohort = CohortFactory(name="Angkatan Kawi", slug="kawi-2026")
    for typed, found in (("WI-20", [cohort.name]), ("ʼ", []), ("tidak ada", [])):
        page = manager.get(listed, {"q": typed})
        assert names(page.context["object_list"]) == found


def test_a_new_name_takes_its_new_place() -> None:
    track = TrackFactory(name="Žito")
    cohort, course = CohortFactory(name="Žito"), CourseFactory(title="Žito", track=track)
    for made in (track, cohort):
        made.name = "Ábel"
        made.save()
    course.title = "Ábel"
    course.save_revision().publish()
    assert Track.objects.get(pk=track.pk).name_sort < "b"
    assert Cohort.objects.get(pk=cohort.pk).name_found == "abel"
    assert CoursePage.objects.get(pk=course.pk).title_sort < "b"
