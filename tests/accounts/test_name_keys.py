"""People sorted and found as those who look for them expect, on every database."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.names import sort_key
from accounts.roles import ADMINISTRATORS, MANAGERS
from reports.questions import progress
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.reports.programme import HISTORY, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.database]

IN_ORDER = [
    "AHMAD",
    "ahmad fauzi",
    "Budi",
    "Drs. Dodi",
    "Eka Putra",
    "éka Pratiwi",
    "Ekawati",
    "Nur Aini",
    "Nur'aini",
    "siti aminah",
    "Hj Siti Badriah",
    "Ümit",
    "Zainal Abidin",
]


@pytest.fixture
def cohort() -> CohortFactory:
    cohort = CohortFactory()
    for name in sorted(IN_ORDER, key=len):
        EnrolmentFactory(cohort=cohort, user=UserFactory(name=name))
    return cohort


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(UserFactory(name="zzz", role=role))
    return client


def test_people_stand_in_order_in_report_list_and_cohort(cohort: CohortFactory) -> None:
    rows = progress.order(progress.enrolments(), "name", now=NOW, history=HISTORY)
    assert [row.user.name for row in rows] == IN_ORDER

    manager = signed_in(MANAGERS)
    people = manager.get(f"/admin/cohorts/{cohort.pk}/people/").context["object_list"]
    assert [row.user.name for row in people] == IN_ORDER
    listed = signed_in(ADMINISTRATORS).get("/admin/users/?ordering=name").context["object_list"]
    assert [person.name for person in listed][: len(IN_ORDER)] == IN_ORDER
    backwards = manager.get("/admin/users/?ordering=-name").context["object_list"]
    assert [person.name for person in backwards][-len(IN_ORDER) :] == IN_ORDER[::-1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ÉKA", {"Eka Putra", "éka Pratiwi", "Ekawati"}),
        ("eka pr", {"éka Pratiwi"}),
        ("umit", {"Ümit"}),
        ("NUR’AINI", {"Nur Aini", "Nur'aini"}),
        ("hj siti", {"Hj Siti Badriah"}),
        ("\u200bzainal\x00 ", {"Zainal Abidin"}),
        ("%", set()),
    ],
)
def test_people_are_found_without_case_and_accents(
    cohort: CohortFactory, text: str, found: set[str]
) -> None:
    assert set(User.objects.matching(text).values_list("name", flat=True)) == found


def test_a_new_name_is_a_new_place_by_whichever_way_it_is_written() -> None:
    person = UserFactory(name="Zainal")
    person.name = "Éka"
    person.save(update_fields=["name"])
    assert User.objects.get(name_sort="eka!", name_found="eka") == person
    made = [User(email="b@contoh.example", name="Bu Añi", date_joined=timezone.now())]
    User.objects.bulk_create(made)
    assert User.objects.get(name_sort="ani!", name_found="bu ani").name == "Bu Añi"


def test_the_database_keeps_no_name_that_turns_text_round() -> None:
    UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.update(name="\u202eidub")


def test_a_name_of_signs_alone_has_a_place() -> None:
    assert sort_key("😀 ...") == "😀"
    assert sort_key("Pak") == "pak"
