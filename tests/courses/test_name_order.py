"""Cohorts, tracks, courses and trainees in the order of their names, whatever their capitals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.roles import ADMINISTRATORS, MANAGERS
from courses.models import Cohort, CoursePage, Enrolment, Track
from courses.views.catalogue import shelves
from courses.views.slates import open_cohorts
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

IN_ORDER = ["Aksara", "batik", "Cerita", "dapur"]
JUMBLED = ["dapur", "Cerita", "Aksara", "batik"]


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
    for asked, found in (("name", IN_ORDER), ("-name", IN_ORDER[::-1])):
        page = manager.get(listed, {"ordering": asked})
        assert names(page.context["object_list"]) == found


def test_the_report_s_cohorts_stand_by_name(cohorts: list[Cohort]) -> None:
    for cohort in cohorts:
        EnrolmentFactory(cohort=cohort)
    for asked, found in (("cohort", IN_ORDER), ("-cohort", IN_ORDER[::-1])):
        rows = progress.order(progress.enrolments(now=NOW, history=HISTORY), asked)
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
    assert found == [(name, person) for name in ("Cerita", "dapur") for person in people]


def test_tracks_stand_by_name_in_catalogue_and_admin(rf: RequestFactory) -> None:
    for name in JUMBLED:
        CourseFactory(track=TrackFactory(slug=name.lower(), name=name))
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
