"""No request speaks to the mail server, and none can tell whether it lives."""

from __future__ import annotations

import socket
from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.roles import MANAGERS
from tests.accounts.test_login import CONFIRM, sign_up
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.mail_server import RunningMailServer, unused_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _queue(settings: object) -> None:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_BACKEND = "config.mail.queueing.QueueingBackend"
    settings.POST_OFFICE = {"BACKENDS": {"default": smtp}}
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port()


def names(cookies: SimpleCookie) -> list[str]:
    return sorted(name for name, morsel in cookies.items() if morsel.value)


def asks_for_a_link(email: str) -> HttpResponse:
    return Client().post(reverse("account_reset_password"), {"email": email})


def test_who_has_an_account_cannot_be_told_from_a_mail_server_that_is_down() -> None:
    UserFactory(email="siti@contoh.example")
    known = asks_for_a_link("siti@contoh.example")
    unknown = asks_for_a_link("tidak.ada@contoh.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert set(known.headers) == set(unknown.headers)
    assert names(known.cookies) == names(unknown.cookies)
    assert [mail.to for mail in Email.objects.all()] == [["siti@contoh.example"]]


def test_a_link_for_nobody_costs_as_much_writing_as_one_for_an_account() -> None:
    """Else the clock would tell who has one; what was written for nobody is taken back."""
    UserFactory(email="siti@contoh.example")
    costs = []
    for email in ("siti@contoh.example", "tidak.ada@contoh.example"):
        with CaptureQueriesContext(connection) as queries:
            asks_for_a_link(email)
        costs.append(sum("INSERT INTO" in query["sql"] for query in queries))
        assert any('"post_office_email"' in query["sql"] for query in queries)
    assert costs[0] - costs[1] in (0, 1), "the note on the person's page"


def sign_up_with(client: Client, email: str) -> HttpResponse:
    return sign_up(client, email=email)


def ask_again(client: Client, email: str) -> HttpResponse:
    return client.post(CONFIRM, {"action": "resend"})


def ask_for_a_link(client: Client, email: str) -> HttpResponse:
    return client.post(reverse("account_reset_password"), {"email": email})


@pytest.mark.parametrize("server", ["down", "silent"])
@pytest.mark.parametrize("act", [sign_up_with, ask_again, ask_for_a_link])
def test_as_much_is_done_and_said_for_an_address_with_an_account_as_for_any(
    act: Callable[[Client, str], HttpResponse], server: str, settings: object
) -> None:
    """The same statements take the same time; nothing waits for a server that says nothing."""
    settings.ACCOUNT_RATE_LIMITS = False
    UserFactory(email="siti@contoh.example", last_login=timezone.now())
    sign_up_with(Client(), "pertama@contoh.example")  # makes rows that the site has once
    with socket.create_server(("127.0.0.1", 0)) as silent:
        if server == "silent":
            settings.EMAIL_PORT = silent.getsockname()[1]
        responses = []
        for email in ("siti@contoh.example", "tidak.ada@contoh.example"):
            client = Client()
            if act is ask_again:
                sign_up_with(client, email)
            with CaptureQueriesContext(connection) as seen:
                response = act(client, email)
            written = [_table(query["sql"]) for query in seen if query["sql"].startswith("INSERT")]
            seen = (response.status_code, response["Location"], sorted(response.headers))
            responses.append((*seen, names(client.cookies), len(written)))
            assert "post_office_email" in written
    assert responses[0] == responses[1]


def _table(insert: str) -> str:
    return insert.split('"')[1]


def test_a_living_mail_server_hears_nothing_while_the_request_lasts(
    client: Client, settings: object
) -> None:
    cohort = CohortFactory(by_approval=True)
    EnrolmentFactory.create_batch(3, cohort=cohort, applied=True)
    client.force_login(UserFactory(role=MANAGERS))
    with RunningMailServer() as server:
        settings.EMAIL_PORT = server.port
        client.post(reverse("cohorts:approve_all", args=[cohort.pk]))
        client.post(reverse("cohorts:invite", args=[cohort.pk]))
        asks_for_a_link(UserFactory().email)
        assert server.connections == 0
    assert Email.objects.count() == 7
