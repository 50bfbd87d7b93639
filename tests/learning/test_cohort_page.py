"""A cohort's page: seats, joining, the waiting list, closing in WIB, leaving."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from cohorts.enrolling import approve
from cohorts.intended_cohort import INTENDED_COHORT
from cohorts.models import Cohort, Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def joined(client: Client, cohort: Cohort, promise: str = "seat") -> str:
    """What the person reads after pressing the button."""
    address = f"{cohort.get_absolute_url()}ikut/"
    page = client.post(address, {"promise": promise}, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def test_the_page_shows_courses_that_are_live_and_the_seats_left() -> None:
    courses = [CourseFactory(lessons=(1,)), CourseFactory(draft=True)]
    cohort = CohortFactory(seats=5, courses=courses)
    EnrolmentFactory(cohort=cohort)
    page = Client().get(cohort.get_absolute_url())
    assert [card.title for card in page.context["cards"]] == [courses[0].title]
    assert "4" in page.context["seats_line"]
    assert "5" in page.context["seats_line"]
    assert page.context["standing"].join


@pytest.mark.parametrize(
    ("days", "weeks"), [(84, 12), (85, 13), (6, 1), (0, 1)], ids=["whole", "more", "days", "one"]
)
def test_twelve_weeks_to_the_same_weekday_are_twelve_weeks(days: int, weeks: int) -> None:
    first = date(2026, 10, 22)
    cohort = CohortFactory.build(starts_on=first, ends_on=first + timedelta(days=days))
    assert cohort.week(cohort.ends_on) == (weeks, weeks)
    assert cohort.week(first) == (1, weeks)


def test_an_unknown_cohort_is_not_found() -> None:
    assert Client().get("/angkatan/tidak-ada/").status_code == 404


def test_a_visitor_signs_up_and_the_intended_cohort_is_remembered() -> None:
    cohort, client = CohortFactory(), Client()
    response = client.post(f"{cohort.get_absolute_url()}ikut/")
    assert response.headers["Location"].startswith("/accounts/signup/?next=")
    assert client.session[INTENDED_COHORT] == cohort.slug
    form = client.get(response.headers["Location"]).content.decode()
    assert f"{cohort.name}. " in form, "the form says which cohort it leads to"


def test_of_two_who_saw_the_last_seat_the_second_is_told_and_waits_as_first() -> None:
    cohort = CohortFactory(seats=1)
    first, second = signed_in(UserFactory()), signed_in(UserFactory())
    for client in (first, second):
        assert client.get(cohort.get_absolute_url()).context["standing"].promise == "seat"
    joined(first, cohort)
    messages = joined(second, cohort)
    assert cohort.name in messages
    assert "1" in messages
    assert list(cohort.enrolments.values_list("status", flat=True).order_by("pk")) == [
        "active",
        "waitlisted",
    ]


def test_a_full_cohort_offers_the_next_place_in_the_line() -> None:
    cohort = CohortFactory(seats=0)
    EnrolmentFactory(cohort=cohort, waiting=True, queue_number=7)
    standing = signed_in(UserFactory()).get(cohort.get_absolute_url()).context["standing"]
    assert standing.promise == "queue"
    assert "2" in standing.join


def test_by_approval_one_applies() -> None:
    cohort = CohortFactory(by_approval=True, seats=0)
    sari = UserFactory()
    joined(signed_in(sari), cohort, "apply")
    assert sari.enrolments.get().status == "applied"


def test_by_approval_the_page_says_who_decides_before_one_applies() -> None:
    cohort = CohortFactory(by_approval=True)
    page = Client(headers={"cookie": "django_language=en"}).get(cohort.get_absolute_url())
    assert "order of application" in page.context["standing"].text
    assert "/accounts/login/?next=" in page.content.decode()


def test_pressing_twice_changes_nothing() -> None:
    cohort, sari = CohortFactory(), UserFactory()
    for _time in range(2):
        joined(signed_in(sari), cohort)
    cohort.refresh_from_db()
    assert (sari.enrolments.count(), cohort.seats_taken) == (1, 1)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 11, 30, 16, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 16, 59, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 17, 5, tzinfo=UTC), False),
        (datetime(2026, 11, 30, 23, 50, tzinfo=UTC), False),
    ],
    ids=["23.30 WIB", "23.59 WIB and a half", "00.05 WIB", "06.50 WIB"],
)
def test_an_enrolment_that_closes_at_2359_wib_closes_then_and_says_so(
    moment: datetime, is_open: bool
) -> None:
    with time_machine.travel(moment, tick=False):
        cohort = CohortFactory(enrol_until=datetime(2026, 11, 30, 16, 59, tzinfo=UTC))
        page = signed_in(UserFactory()).get(cohort.get_absolute_url())
        joined(signed_in(UserFactory()), cohort)
    assert "23.59 WIB" in page.content.decode()
    assert bool(page.context["standing"].join) is is_open
    assert cohort.enrolments.exists() is is_open


@pytest.mark.parametrize("trait", ["closed", "over"])
def test_a_closed_enrolment_has_no_button(trait: str) -> None:
    cohort = CohortFactory(**{trait: True})
    standing = Client().get(cohort.get_absolute_url()).context["standing"]
    assert standing.join == ""
    assert standing.text


@pytest.mark.parametrize("trait", ["closed", "over"])
def test_a_seat_left_empty_while_enrolment_is_closed_is_not_called_free(trait: str) -> None:
    cohort = CohortFactory(seats=5, **{trait: True})
    EnrolmentFactory(cohort=cohort)
    with override("en"):
        line = Client().get(cohort.get_absolute_url()).context["seats_line"]
    assert "free" not in str(line)
    assert "1" in line
    assert "5" in line


def test_leaving_asks_once_keeps_the_reason_and_moves_exactly_one_up(
    django_capture_on_commit_callbacks: object,
) -> None:
    cohort = CohortFactory(seats=1)
    sari = EnrolmentFactory(cohort=cohort)
    first, second = [EnrolmentFactory(cohort=cohort, waiting=True) for _n in range(2)]
    client, address = signed_in(sari.user), f"{cohort.get_absolute_url()}mundur/"
    assert client.get(address).status_code == 200
    sari.refresh_from_db()
    assert sari.status == "active"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"reason": "Pindah kota"})
    for row in (sari, first, second):
        row.refresh_from_db()
    assert [sari.status, first.status, second.status] == ["withdrawn", "active", "waitlisted"]
    assert sari.withdrawal_reason == "Pindah kota"
    assert [message.to for message in mail.outbox] == [[first.user.email]]
    assert cohort.name in mail.outbox[0].subject
    assert "http" in mail.outbox[0].body


def test_a_reason_that_is_too_long_comes_back_with_the_form() -> None:
    enrolment = EnrolmentFactory()
    address = f"{enrolment.cohort.get_absolute_url()}mundur/"
    page = signed_in(enrolment.user).post(address, {"reason": "x" * 300})
    assert "x" * 300 in page.content.decode()
    assert Enrolment.objects.get().status == "active"


def test_a_reason_typed_in_an_expired_session_is_there_after_signing_in() -> None:
    enrolment, client = EnrolmentFactory(), Client()
    address = f"{enrolment.cohort.get_absolute_url()}mundur/"
    response = client.post(address, {"reason": "Jadwal kerja"})
    assert response.headers["Location"].startswith("/accounts/login/")
    client.force_login(enrolment.user)
    assert "Jadwal kerja" in client.get(address).content.decode()


def test_nobody_leaves_for_somebody_else() -> None:
    enrolment = EnrolmentFactory()
    address = f"{enrolment.cohort.get_absolute_url()}mundur/"
    assert signed_in(UserFactory()).post(address).status_code == 404
    assert Enrolment.objects.get().status == "active"


def test_a_completed_cohort_cannot_be_left() -> None:
    enrolment = EnrolmentFactory(completed=True)
    address = f"{enrolment.cohort.get_absolute_url()}mundur/"
    signed_in(enrolment.user).post(address, {"reason": ""})
    assert Enrolment.objects.get().status == "completed"


def test_somebody_who_left_comes_back_with_the_first_day() -> None:
    enrolment = EnrolmentFactory(withdrawn=True)
    day = enrolment.enrolled_at
    client = signed_in(enrolment.user)
    assert client.get(enrolment.cohort.get_absolute_url()).context["standing"].join
    joined(client, enrolment.cohort)
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.enrolled_at) == ("active", day)


def test_an_approved_person_without_a_seat_gets_the_position_by_mail(
    django_capture_on_commit_callbacks: object,
) -> None:
    enrolment = EnrolmentFactory(cohort=CohortFactory(by_approval=True, seats=0), applied=True)
    with django_capture_on_commit_callbacks(execute=True):
        approve(enrolment=enrolment, now=timezone.now())
    assert "1" in mail.outbox[0].body
    assert enrolment.cohort.name in mail.outbox[0].subject
