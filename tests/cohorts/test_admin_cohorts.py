"""Cohorts and the people in them, as managers handle them in the admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import INSTRUCTORS, MANAGERS
from cohorts.enrolling import enrol
from cohorts.models import Cohort, CohortCourse, CohortSettings, Enrolment
from learning.completing import complete_lesson
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.reports.programme import course_with

pytestmark = pytest.mark.django_db

Status = Enrolment.Status


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(UserFactory(role=MANAGERS))
    return client


def people(cohort: Cohort) -> str:
    return reverse("cohorts:people", args=[cohort.pk])


def do(client: Client, act: str, pk: int, **data: str) -> int:
    return client.post(reverse(f"cohorts:{act}", args=[pk]), data).status_code


def statuses(cohort: Cohort) -> list[str]:
    return list(cohort.enrolments.order_by("applied_at").values_list("status", flat=True))


def applicants(cohort: Cohort, number: int) -> list[Enrolment]:
    start = timezone.now() - timedelta(days=2)
    return [
        EnrolmentFactory(applied=True, cohort=cohort, applied_at=start + timedelta(hours=hour))
        for hour in range(number)
    ]


def test_the_list_tells_seats_applications_and_who_waits(manager: Client) -> None:
    cohort = CohortFactory(name="Kawi", seats=3)
    EnrolmentFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort, applied=True)
    EnrolmentFactory.create_batch(2, cohort=cohort, waiting=True)
    page = manager.get(reverse("cohorts:index"))
    (row,) = page.context["object_list"]
    assert (row.seats_taken, row.seats_free, row.applied, row.waiting) == (1, 2, 1, 2)
    assert people(cohort) in page.content.decode()


def test_a_new_cohort_begins_with_the_sites_defaults(manager: Client) -> None:
    defaults = CohortSettings.current()
    defaults.seats, defaults.weeks, defaults.enrolment = 17, 9, "open"
    defaults.save()
    form = manager.get(reverse("cohorts:add")).context["form"]
    assert (form["seats"].value(), form["enrolment"].value()) == (17, "open")
    assert form["ends_on"].value() - form["starts_on"].value() == timedelta(weeks=9)


def posted(cohort: Cohort, *, row: CohortCourse | None = None, **changes: object) -> dict:
    row = row or cohort.cohort_courses.get()
    return {
        "name": cohort.name,
        "slug": cohort.slug,
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat(),
        "enrolment": cohort.enrolment,
        "seats": cohort.seats or "",
        "cohort_courses-TOTAL_FORMS": 1,
        "cohort_courses-INITIAL_FORMS": 1,
        "cohort_courses-MIN_NUM_FORMS": 1,
        "cohort_courses-MAX_NUM_FORMS": 1000,
        "cohort_courses-0-id": row.pk,
        "cohort_courses-0-course": row.course_id,
        "cohort_courses-0-ORDER": 1,
        **changes,
    }


def test_more_seats_move_the_waiting_list_up_in_order(manager: Client) -> None:
    cohort = CohortFactory(seats=1, courses=[course_with(1)])
    EnrolmentFactory(cohort=cohort)
    first, second = EnrolmentFactory.create_batch(2, cohort=cohort, waiting=True)
    manager.post(reverse("cohorts:edit", args=[cohort.pk]), posted(cohort, seats=2))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (Status.ACTIVE, Status.WAITLISTED)


def test_fewer_seats_than_people_are_refused_and_said(manager: Client) -> None:
    cohort = CohortFactory(seats=2, courses=[course_with(1)])
    EnrolmentFactory.create_batch(2, cohort=cohort)
    cohort.refresh_from_db()
    page = manager.post(reverse("cohorts:edit", args=[cohort.pk]), posted(cohort, seats=1))
    assert "seats" in page.context["form"].errors
    cohort.refresh_from_db()
    assert (cohort.seats, cohort.seats_taken) == (2, 2)


@pytest.mark.parametrize(
    "typed", ["150000000", "150.000.000", "Rp 150.000.000", "rp150.000.000,00", " 150.000.000 "]
)
def test_a_budget_is_taken_as_people_write_money(manager: Client, typed: str) -> None:
    cohort = CohortFactory(courses=[course_with(1)])
    address = reverse("cohorts:edit", args=[cohort.pk])

    assert manager.post(address, posted(cohort, budget=typed)).status_code == 302

    cohort.refresh_from_db()
    assert cohort.budget == 150_000_000
    assert 'value="150.000.000"' in manager.get(address).content.decode()


@pytest.mark.parametrize("typed", ["150 juta", "1.50.000", "-5", "1.500,50"])
def test_a_budget_that_is_no_sum_comes_back_as_it_was_typed(manager: Client, typed: str) -> None:
    cohort = CohortFactory(courses=[course_with(1)], budget=7)

    page = manager.post(reverse("cohorts:edit", args=[cohort.pk]), posted(cohort, budget=typed))

    assert "budget" in page.context["form"].errors
    assert f'value="{typed}"' in page.content.decode()


def test_an_edit_that_began_before_somebody_got_a_seat_does_not_take_it_back() -> None:
    cohort = CohortFactory(seats=2, by_approval=False)
    opened_before = Cohort.objects.get(pk=cohort.pk)
    for _n in range(3):
        enrol(user=UserFactory(), cohort=cohort, now=timezone.now())
    opened_before.name = "Kawi"
    opened_before.save()
    cohort.refresh_from_db()
    assert (cohort.name, cohort.seats_taken, cohort.last_queue_number) == ("Kawi", 2, 1)


def test_a_course_taken_out_completes_nobody(manager: Client) -> None:
    staying, dropped = course_with(1), course_with(1)
    cohort = CohortFactory(courses=[staying, dropped])
    enrolment = EnrolmentFactory(cohort=cohort)
    complete_lesson(user=enrolment.user, lesson=staying.lessons[0], now=timezone.now())
    rows = list(cohort.cohort_courses.all())
    changes = {
        "cohort_courses-TOTAL_FORMS": 2,
        "cohort_courses-INITIAL_FORMS": 2,
        "cohort_courses-1-id": rows[1].pk,
        "cohort_courses-1-course": dropped.pk,
        "cohort_courses-1-ORDER": 2,
        "cohort_courses-1-DELETE": "on",
    }
    response = posted(cohort, row=rows[0], **changes)
    manager.post(reverse("cohorts:edit", args=[cohort.pk]), response)
    enrolment.refresh_from_db()
    assert enrolment.status == Status.ACTIVE


def test_who_renames_a_cohort_is_told_where_old_links_lead(manager: Client) -> None:
    kawi, brantas = (
        CohortFactory(slug=slug, name=slug.title(), courses=[course_with(1)])
        for slug in ("kawi", "brantas")
    )
    for cohort, slug, expected in (
        (kawi, "semeru", ["“kawi” mengarah ke “semeru”"]),
        # The name that Kawi had is Brantas's now.
        (brantas, "kawi", ["“brantas” mengarah ke “kawi”", "“kawi” mengarah ke Kawi"]),
        (brantas, "kawi", []),
    ):
        address = reverse("cohorts:edit", args=[cohort.pk])
        page = manager.post(address, posted(cohort, slug=slug), follow=True)
        text = " ".join(str(message) for message in page.context["messages"])
        assert text.count("mengarah") == len(expected)
        assert all(words in text for words in expected)


def test_a_cohort_with_people_is_not_deleted_and_an_empty_one_is(manager: Client) -> None:
    full, empty = CohortFactory(), CohortFactory()
    EnrolmentFactory(cohort=full, withdrawn=True)
    response = manager.post(reverse("cohorts:delete", args=[full.pk]), follow=True)
    assert full.name in [str(message) for message in response.context["messages"]][0]
    manager.post(reverse("cohorts:delete", args=[empty.pk]))
    assert list(Cohort.objects.all()) == [full]


def test_who_may_not_delete_a_cohort_does_not_learn_how_many_are_in_it(client: Client) -> None:
    client.force_login(UserFactory(role=INSTRUCTORS))
    enrolment = EnrolmentFactory()
    response = client.post(f"/admin/cohorts/delete/{enrolment.cohort_id}/", follow=True)
    assert enrolment.cohort.name not in response.content.decode()


def test_people_stand_in_the_order_in_which_somebody_has_to_act(manager: Client) -> None:
    cohort = CohortFactory(seats=2)
    active = EnrolmentFactory(cohort=cohort)
    waiting = EnrolmentFactory.create_batch(2, cohort=cohort, waiting=True)
    applied = applicants(cohort, 2)
    gone = EnrolmentFactory(cohort=cohort, withdrawn=True, withdrawal_reason="Pindah <b>kota</b>")
    page = manager.get(people(cohort))
    assert list(page.context["table"].data) == [*applied, *waiting, active, gone]
    assert [row.queue_position for row in page.context["table"].data][2:4] == [1, 2]
    assert "Pindah &lt;b&gt;kota&lt;/b&gt;" in page.content.decode()


def test_people_are_found_however_their_name_is_put_together(manager: Client) -> None:
    cohort = CohortFactory(courses=[course_with(1)])
    wanted = [
        EnrolmentFactory(cohort=cohort, user=UserFactory(name=name))
        for name in ("Nur Aini", "Nur’aini", "Nuraini")
    ]
    EnrolmentFactory(cohort=cohort, user=UserFactory(name="Bagus"))

    page = manager.get(people(cohort), {"q": "nuraini"})

    assert set(page.context["table"].data) == set(wanted)
    assert "help-warning" not in page.content.decode()


def test_approving_one_gives_a_seat_and_all_of_them_in_order_of_application(
    manager: Client,
) -> None:
    cohort = CohortFactory(seats=3, by_approval=True)
    applied = applicants(cohort, 4)
    assert do(manager, "approve", applied[3].pk) == 302
    assert statuses(cohort) == ["applied", "applied", "applied", "active"]
    assert do(manager, "approve_all", cohort.pk) == 302
    assert statuses(cohort) == ["active", "active", "waitlisted", "active"]
    cohort.refresh_from_db()
    assert cohort.seats_taken == 3


def test_withdrawing_asks_why_and_gives_the_seat_to_the_next(manager: Client) -> None:
    cohort = CohortFactory(seats=1)
    leaving = EnrolmentFactory(cohort=cohort)
    waiting = EnrolmentFactory(cohort=cohort, waiting=True)
    response = manager.get(reverse("cohorts:withdraw", args=[leaving.pk]))
    leaving.refresh_from_db()
    assert (response.status_code, leaving.status) == (200, Status.ACTIVE)
    do(manager, "withdraw", leaving.pk, reason="Pindah kota")
    leaving.refresh_from_db()
    waiting.refresh_from_db()
    assert (leaving.status, leaving.withdrawal_reason) == (Status.WITHDRAWN, "Pindah kota")
    assert waiting.status == Status.ACTIVE


def test_a_reason_too_long_comes_back_with_what_was_typed(manager: Client) -> None:
    leaving = EnrolmentFactory()
    address = reverse("cohorts:withdraw", args=[leaving.pk])
    page = manager.post(address, {"reason": "x" * 241})
    leaving.refresh_from_db()
    assert "x" * 241 in page.content.decode()
    assert leaving.status == Status.ACTIVE


def test_somebody_completed_cannot_be_withdrawn(manager: Client) -> None:
    done = EnrolmentFactory(completed=True)
    do(manager, "withdraw", done.pk)
    done.refresh_from_db()
    assert done.status == Status.COMPLETED


def test_somebody_who_withdrew_is_brought_back_by_enrolling(manager: Client) -> None:
    back = EnrolmentFactory(withdrawn=True, cohort=CohortFactory(by_approval=True))
    do(manager, "bring_back", back.pk)
    back.refresh_from_db()
    assert back.status == Status.APPLIED


def test_who_never_came_in_is_marked_and_invited_once_asked(manager: Client) -> None:
    cohort = CohortFactory()
    EnrolmentFactory(cohort=cohort, user=UserFactory(imported=True, email="baru@contoh.example"))
    known = UserFactory()
    type(known).objects.filter(pk=known.pk).update(last_login=timezone.now())
    EnrolmentFactory(cohort=cohort, user=known)
    assert manager.get(people(cohort)).context["absent"] == 1
    (row,) = manager.get(people(cohort), {"came_in": "no"}).context["table"].data
    assert row.user.email == "baru@contoh.example"
    do(manager, "invite", cohort.pk)
    assert [message.to for message in mail.outbox] == [["baru@contoh.example"]]


@pytest.mark.parametrize("act", ["approve", "withdraw", "bring_back"])
def test_instructors_change_nobodys_enrolment(client: Client, act: str) -> None:
    client.force_login(UserFactory(role=INSTRUCTORS))
    enrolment = EnrolmentFactory(applied=True)
    assert do(client, act, enrolment.pk) in (302, 403)
    enrolment.refresh_from_db()
    assert enrolment.status == Status.APPLIED
    for name in ("people", "edit"):
        address = reverse(f"cohorts:{name}", args=[enrolment.cohort_id])
        assert client.get(address).status_code in (302, 403)


def test_a_hundred_people_take_as_many_queries_as_three(
    manager: Client, django_assert_num_queries: object
) -> None:
    cohort = CohortFactory()
    EnrolmentFactory.create_batch(3, cohort=cohort)
    manager.get(people(cohort))
    with CaptureQueriesContext(connection) as few:
        manager.get(people(cohort))
    EnrolmentFactory.create_batch(40, cohort=cohort)
    with django_assert_num_queries(len(few)):
        manager.get(people(cohort))
