"""The rows of the progress report on screen: drawn once for all that show the same parts."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.models import User
from accounts.roles import MANAGERS
from cohorts.models import Enrolment
from reports.questions.progress import ProgressRow, in_order_of
from reports.views.rows import drawn_rows
from tests.factories.accounts import RegionFactory, UserFactory
from tests.factories.courses import CohortFactory
from tests.reports.programme import HISTORY, NOW, enrolled, with_channel

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PROGRESS = "/admin/reports/progress/"
#: Queries of the page with 50 rows, whatever its order.
REPORT = 18


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(UserFactory(role=MANAGERS))
    return client


def row_of(person: User) -> ProgressRow:
    keys = list(Enrolment.objects.filter(user=person).values_list("pk", flat=True))
    return next(in_order_of(keys, now=NOW, history=HISTORY))


def drawn(*people: User) -> list[str]:
    html = drawn_rows([row_of(person) for person in people], now=NOW)
    return [f"<tr>{row}" for row in html.split("<tr>")[1:]]


def person(**details: Any) -> User:
    return enrolled(UserFactory(**details)).user


def test_the_report_keeps_its_budget_of_queries(manager: Client) -> None:
    for _n in range(3):
        with_channel(enrolled(), subscribers=7)
    manager.get(PROGRESS)
    with CaptureQueriesContext(connection) as asked:
        assert manager.get(PROGRESS).status_code == 200
    assert len(asked) <= REPORT


def test_rows_that_show_other_parts_do_not_take_each_others_pattern() -> None:
    sari, budi, made = person(name="Sari"), person(name="Budi"), person(name="Dewi")
    with_channel(sari.enrolments.get(), subscribers=1500)
    sari.profile.region = RegionFactory(kelurahan="Oro-oro Dowo", kecamatan="Klojen")
    sari.profile.save()
    User.objects.filter(pk=made.pk).update(is_active=False)
    first, second, third = drawn(sari, budi, made)
    assert "Oro-oro Dowo<small>Klojen</small>" in first
    assert "youtube.com/channel/UC" in first
    assert "1.500" in first
    assert "youtube.com" not in second + third
    assert "Klojen" not in second + third
    assert third.count("w-status--warning") == 1
    assert "w-status--warning" not in first + second


def test_each_row_says_its_own_words() -> None:
    people = [person(name=f"Trainee {n}") for n in range(3)]
    for row, somebody in zip(drawn(*people), people, strict=True):
        assert f"<bdi>{somebody.name}</bdi>" in row
        assert f'<a href="mailto:{somebody.email}">{somebody.email}</a>' in row


def test_what_people_write_stays_text() -> None:
    (row,) = drawn(person(name="<b>Sari</b> {{ email }}"))
    assert "&lt;b&gt;Sari&lt;/b&gt; {{ email }}" in row


def test_a_renamed_cohort_is_called_so_at_once(manager: Client) -> None:
    kawi = CohortFactory(name="Kawi", slug="kawi")
    enrolled(cohort=kawi)
    assert "<bdi>Kawi</bdi>" in manager.get(PROGRESS).content.decode()
    kawi.name = "Kawi Raya"
    kawi.save()
    assert "<bdi>Kawi Raya</bdi>" in manager.get(PROGRESS).content.decode()


def test_the_words_of_a_row_are_those_of_the_language() -> None:
    sari = person(name="Sari")
    shown = {}
    for language in ("id", "en", "id"):
        with translation.override(language):
            shown[language] = drawn(sari)[0]
    assert ">Aktif<" in shown["id"]
    assert ">Active<" in shown["en"]
