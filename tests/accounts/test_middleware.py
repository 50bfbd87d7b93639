"""Language, idle staff, and the consent that comes before anything else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import MANAGERS
from tests.accounts.test_login import is_in, sign_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def language_of(client: Client, **headers: str) -> str:
    return client.get(LOGIN, headers=headers).headers["Content-Language"]


def choose(client: Client, language: str, target: str = LOGIN) -> object:
    return client.post(reverse("set_language"), {"language": language, "next": target})


def test_a_phone_set_to_english_still_reads_indonesian(client: Client) -> None:
    assert language_of(client, accept_language="en-GB,en;q=0.9") == "id"


def test_a_visitors_choice_is_kept_in_a_cookie(client: Client) -> None:
    assert choose(client, "en").url == LOGIN
    assert language_of(client) == "en"


def test_a_choice_goes_with_the_person_to_another_phone(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    choose(client, "en")
    user.profile.refresh_from_db()
    assert user.profile.language == "en"
    other_phone = Client()
    sign_in(other_phone, user.email)
    assert other_phone.get(reverse("account_profile")).headers["Content-Language"] == "en"


def test_the_cookie_of_a_browser_comes_before_the_profile(client: Client) -> None:
    user = UserFactory(profile={"language": "en"})
    choose(client, "id")
    sign_in(client, user.email)
    assert client.get(reverse("account_profile")).headers["Content-Language"] == "id"


@pytest.mark.parametrize("language", ["", "fr", "en-GB\r\nX: y"])
def test_an_unknown_language_changes_nothing(client: Client, language: str) -> None:
    choose(client, language)
    assert language_of(client) == "id"


def test_choosing_a_language_leads_nowhere_else_and_needs_a_press(client: Client) -> None:
    assert choose(client, "en", "https://evil.example/").url == "/"
    assert client.get(reverse("set_language")).status_code == 405


def test_staff_are_signed_out_after_twelve_idle_hours_and_trainees_are_not(
    client: Client, time_machine: object
) -> None:
    start = timezone.now()
    time_machine.move_to(start)
    client.force_login(UserFactory(role=MANAGERS))
    trainee = Client()
    trainee.force_login(UserFactory())
    assert is_in(trainee)
    assert client.get(reverse("account_profile")).status_code == 200
    assert client.get("/admin/").status_code == 200
    time_machine.move_to(start + timedelta(hours=11))
    assert client.get("/admin/").status_code == 200
    time_machine.move_to(start + timedelta(hours=22))
    assert is_in(client)
    time_machine.move_to(start + timedelta(hours=34, minutes=2))
    out = client.get("/admin/users/?q=siti")
    assert out.url.startswith(LOGIN)
    assert "q%3Dsiti" in out.url
    assert not is_in(client)
    time_machine.move_to(start + timedelta(days=29))
    assert is_in(trainee)
    time_machine.move_to(start + timedelta(days=31))
    assert not is_in(trainee)


def test_without_consent_every_page_leads_to_the_question_and_back(client: Client) -> None:
    user = UserFactory(consented=False)
    client.force_login(user)
    response = client.get("/dashboard/?minggu=2")
    assert response.url == reverse("account_consent") + "?next=%2Fdashboard%2F%3Fminggu%3D2"
    assert client.get(response.url).status_code == 200
    refused = client.post(response.url, {"next": "/dashboard/?minggu=2"})
    assert refused.status_code == 200
    agreed = client.post(
        response.url, {"next": "/dashboard/?minggu=2", "consent_participation": "on"}
    )
    assert agreed.url == "/dashboard/?minggu=2"
    assert client.get(agreed.url).status_code == 200
    assert user.consents.open().count() == 1


def test_staff_are_asked_for_consent_as_well(client: Client) -> None:
    client.force_login(UserFactory(superuser=True, consented=False))
    assert client.get("/admin/").url.startswith(reverse("account_consent"))


@pytest.mark.parametrize(
    "path",
    [
        "/static/design/css/kanal.css",
        "/media/x.png",
        "/privasi/",
        "/healthz",
        "/robots.txt",
        "/sitemap.xml",
    ],
)
def test_files_and_the_pages_that_explain_are_free(client: Client, path: str) -> None:
    client.force_login(UserFactory(consented=False))
    assert client.get(path).status_code in (200, 404)


@pytest.mark.parametrize("path", ["/readyz", "/favicon.ico"])
def test_what_machines_ask_for_never_leads_to_the_question(client: Client, path: str) -> None:
    client.force_login(UserFactory(consented=False))
    assert reverse("account_consent") not in client.get(path).headers.get("Location", "")


def test_without_consent_one_can_still_leave_and_change_the_language(client: Client) -> None:
    client.force_login(UserFactory(consented=False))
    assert choose(client, "en").url == LOGIN
    assert client.post(reverse("account_logout")).url == "/"


def test_a_page_of_a_consenting_person_costs_no_query_for_consent(client: Client) -> None:
    client.force_login(UserFactory())
    client.get("/dashboard/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/dashboard/")
    assert not any("accounts_consent" in query["sql"] for query in queries.captured_queries)


def test_the_admins_own_login_leads_to_the_one_of_the_site(client: Client) -> None:
    response = client.get("/admin/users/", follow=True)
    assert response.redirect_chain[-1][0].startswith(LOGIN)
    assert "/admin/users/" in response.redirect_chain[-1][0]
    assert client.get("/admin/password_reset/").url == reverse("account_reset_password")
    assert client.get("/admin/login/?next=https://evil.example/").url == f"{LOGIN}?next=/admin/"


def test_a_trainee_at_the_admins_login_is_told_what_it_is(client: Client) -> None:
    client.force_login(UserFactory())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) == 1
    assert 'role="status"' not in response.content.decode(), "the page says it, once"
    assert 'role="status"' not in client.get("/").content.decode(), "and no later page does"


def test_wagtails_own_form_lets_nobody_in_past_the_limits(client: Client) -> None:
    person = UserFactory(unverified=True)
    typed = {"username": person.email, "password": PASSWORD, "next": "/kursus/"}
    assert client.post("/_util/login/", typed).url == f"{LOGIN}?next=/kursus/"
    assert client.get("/_util/login/?next=https://evil.example/").url == f"{LOGIN}?next=/"
    assert client.get("/dashboard/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/_util/login/").status_code == 403


def test_staff_at_the_admins_login_go_straight_in(client: Client) -> None:
    client.force_login(UserFactory(superuser=True))
    assert client.get("/admin/login/?next=/admin/users/").url == "/admin/users/"
