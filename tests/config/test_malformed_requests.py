"""Requests that no page of ours makes get a sentence, never a 500; on both databases."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import get_resolver

from tests.config.test_who_may_open import RULES, VARIABLE, addresses
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory, LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HUGE = "9" * 23


@pytest.fixture
def boss() -> Client:
    """Who may open everything, and whose requests so reach the furthest."""
    client = Client()
    client.force_login(UserFactory(superuser=True))
    return client


def with_ids() -> list[str]:
    """Every address, also Wagtail's, that takes a number."""
    return sorted(
        f"/{address}".replace("^", "").replace("$", "")
        for address, _view in addresses(get_resolver().url_patterns)
        if re.search(r"<int:", address) and "(?P" not in address
    )


def test_an_id_too_large_for_any_row_is_nothing_that_is_there(boss: Client) -> None:
    wrong = []
    assert len(with_ids()) > 60
    for address in with_ids():
        path = re.sub(r"<int:\w+>", HUGE, address)
        path = re.sub(r"<[^>]+>", "x", path)
        for method in ("get", "post"):
            status = getattr(boss, method)(path).status_code
            if status >= 500 or status == 200:
                wrong.append(f"{method} {path}: {status}")
    assert wrong == []


@pytest.mark.parametrize(
    "address",
    [
        "/admin/bulk/accounts/user/invite/?id={}",
        "/admin/bulk/accounts/user/delete/?id={}",
        "/admin/bulk/wagtailcore/page/publish/?id={}&next=/admin/",
        "/admin/reports/site-history/?user={}",
        "/admin/reports/progress/?cohort={}",
        "/admin/reports/progress/?kelurahan={}&course={}",
        "/admin/users/?group={}",
        "/admin/cohorts/?p={}",
        "/kursus/?p={}",
        "/channel/?p={}",
    ],
)
@pytest.mark.parametrize(
    "value", [HUGE, "%00", "x%00y", "-1", "' OR 1=1", quote("\U0001f3ac" * 50)]
)
def test_filters_and_pages_take_no_nonsense(boss: Client, address: str, value: str) -> None:
    assert boss.get(address.replace("{}", value)).status_code < 500


def test_a_sign_that_no_text_has_is_refused_everywhere(boss: Client) -> None:
    plain = [f"/{rule}" for rule in RULES if not VARIABLE.search(rule) and "^" not in rule]
    assert len(plain) > 40
    for path in plain:
        for response in (
            boss.get(path, {"q": "a\x00b"}),
            boss.get(path, {"a\x00": "b"}),
            boss.post(path, {"name": "a\x00b"}),
        ):
            assert 400 <= response.status_code < 500, path
    assert boss.get("/kursus/%00/").status_code == 400
    page = boss.get("/cari/", {"q": "\x00"})
    assert "Permintaanmu tidak terbaca" in page.content.decode()


@pytest.mark.parametrize("path", ["/cari/", "/accounts/login/", "/accounts/signup/"])
def test_a_text_without_end_comes_back_as_a_sentence(path: str) -> None:
    endless = "x" * 3_000_000
    for response in (
        Client().post(path, {"q": endless, "login": endless, "name": endless}),
        Client().get(path, {"q": endless[:10_000]}),
    ):
        assert response.status_code == 400
        assert len(response.content) < 100_000


def test_a_long_text_that_a_person_may_type_is_taken() -> None:
    lesson = LessonFactory()
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[lesson.course]))
    client = Client()
    client.force_login(enrolment.user)
    response = client.post(f"/angkatan/{enrolment.cohort.slug}/mundur/", {"reason": "a" * 2_000})
    assert "reason" in response.context["form"].errors


@pytest.mark.parametrize(
    "message",
    [
        "database is locked",
        "deadlock detected",
        "database or disk is full",
        "attempt to write a readonly database",
        "could not extend file: No space left on device",
    ],
)
def test_a_database_without_turn_or_room_is_said_and_nothing_typed_is_lost(
    message: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = EnrolmentFactory(cohort=CohortFactory())
    client.force_login(enrolment.user)

    def locked(**given: object) -> None:
        raise OperationalError(message)

    monkeypatch.setattr("cohorts.enrolling.withdraw", locked)
    path = f"/angkatan/{enrolment.cohort.slug}/mundur/"
    response = client.post(path, {"reason": "Pindah kota.", "password": "rahasia"})
    page = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert f'action="{path}"' in page
    assert 'name="reason" value="Pindah kota."' in page
    assert "rahasia" not in page


def test_another_fault_of_the_database_stays_a_fault(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = EnrolmentFactory(cohort=CohortFactory())
    client.force_login(enrolment.user)
    client.raise_request_exception = False

    def broken(**given: object) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr("cohorts.enrolling.withdraw", broken)
    path = f"/angkatan/{enrolment.cohort.slug}/mundur/"
    assert client.post(path, {"reason": ""}).status_code == 500
