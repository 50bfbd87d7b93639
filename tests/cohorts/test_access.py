"""How somebody gets into a course: by a seat, by the list, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.roles import INSTRUCTORS
from cohorts.access import Access, Person, access_to
from cohorts.models import Enrolment
from courses.models import CoursePage
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def access(course: CoursePage, user: Person) -> Access:
    return access_to(course, user, now=timezone.now(), back="/kursus/")


@pytest.fixture
def course() -> CoursePage:
    return CourseFactory(lessons=(1,))


def test_a_seat_opens_the_course_for_its_person_alone(course: CoursePage) -> None:
    seat = EnrolmentFactory(cohort=CohortFactory(courses=[course]))

    assert access(course, seat.user) == Access(True, cohort=seat.cohort)
    assert not access(course, UserFactory()).is_open
    assert not access(course, AnonymousUser()).is_open


def test_a_seat_in_another_course_opens_nothing(course: CoursePage) -> None:
    seat = EnrolmentFactory(cohort=CohortFactory(courses=[CourseFactory(lessons=(1,))]))
    assert not access(course, seat.user).is_open


def test_whoever_writes_lessons_reads_them_without_a_seat(course: CoursePage) -> None:
    assert access(course, UserFactory(role=INSTRUCTORS)) == Access(True)


def test_who_waits_is_told_the_number_and_who_applied_that_it_is_not_decided(
    course: CoursePage,
) -> None:
    cohort = CohortFactory(courses=[course])
    EnrolmentFactory(waiting=True, queue_number=1, cohort=cohort)
    second = EnrolmentFactory(waiting=True, queue_number=2, cohort=cohort)
    applicant = EnrolmentFactory(applied=True, cohort=cohort)

    found = access(course, second.user)
    assert (found.is_open, found.cohort) == (False, cohort)
    assert "2" in found.text
    assert access(course, applicant.user).text != found.text
    assert access(course, applicant.user).cohort == cohort


def test_a_list_of_a_cohort_that_is_over_is_no_way_in(course: CoursePage) -> None:
    waits = EnrolmentFactory(waiting=True, cohort=CohortFactory(over=True, courses=[course]))
    assert access(course, waits.user).cohort is None


def test_of_two_seats_the_later_one_counts(course: CoursePage) -> None:
    first = EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    later = EnrolmentFactory(
        user=first.user,
        cohort=CohortFactory(courses=[course]),
        applied_at=first.applied_at + timedelta(days=1),
    )
    assert access(course, first.user).cohort == later.cohort


@pytest.mark.parametrize("seats", [1, None], ids=["full", "free"])
def test_who_left_is_asked_back_and_nobody_is_promised_a_seat_that_is_gone(
    course: CoursePage, seats: int | None
) -> None:
    cohort = CohortFactory(seats=seats, courses=[course])
    EnrolmentFactory(cohort=cohort)
    left = EnrolmentFactory(withdrawn=True, cohort=cohort).user

    back, new = access(course, left), access(course, UserFactory())

    assert (back.cohort, new.cohort) == (cohort, cohort)
    assert back.text != new.text
    assert (back.action == new.action) is (seats == 1)


def test_the_number_on_the_list_is_the_cohorts_own(course: CoursePage) -> None:
    EnrolmentFactory.create_batch(3, waiting=True, queue_number=1)
    waits = EnrolmentFactory(waiting=True, queue_number=4, cohort=CohortFactory(courses=[course]))
    [row] = Enrolment.objects.with_positions().filter(pk=waits.pk)
    assert row.queue_position == 1
