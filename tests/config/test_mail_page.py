"""The operator's page about mail, and a person's own list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.models import PersonMail, User
from accounts.people import invite
from accounts.roles import MANAGERS
from config.models import Heartbeat
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _queue(settings: object) -> None:
    settings.EMAIL_BACKEND = "config.mail.queueing.QueueingBackend"


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(UserFactory(role=MANAGERS))
    return client


def given_up(person: User) -> Email:
    invite(users=[person], now=timezone.now())
    mail = Email.objects.get(person_mail__user=person)
    Email.objects.filter(pk=mail.pk).update(status=STATUS.failed, number_of_retries=9)
    PersonMail.objects.filter(queued=mail).update(given_up_at=timezone.now())
    mail.logs.create(status=STATUS.failed, exception_type="SMTPRecipientsRefused", message="550")
    return mail


def test_who_runs_the_site_sees_what_waits_since_when_and_that_nothing_sends_it(
    manager: Client,
) -> None:
    invite(users=UserFactory.create_batch(2, imported=True), now=timezone.now())
    Email.objects.update(created=timezone.now() - timedelta(hours=1))
    page = manager.get(reverse("mail_queue"))
    assert (page.context["queue"].waiting, page.context["queue"].late) == (2, True)
    assert [row.kind for row in page.context["waiting"]] == ["Ajakan", "Ajakan"]
    assert not page.context["scheduler_lives"]
    Heartbeat.beat(Heartbeat.SCHEDULER, now=timezone.now())
    assert manager.get(reverse("mail_queue")).context["scheduler_lives"]


def test_one_given_up_mail_is_tried_again_and_the_others_are_left(manager: Client) -> None:
    first, second = (given_up(person) for person in UserFactory.create_batch(2, imported=True))
    page = manager.get(reverse("mail_queue"))
    assert {row.reason for row in page.context["given_up"]} == {"Kotak surat menolaknya (550)"}
    manager.post(reverse("mail_again"), {"mail": first.pk})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.number_of_retries) == (STATUS.requeued, 0)
    assert second.status == STATUS.failed
    assert PersonMail.objects.get(queued=first).given_up_at is None


def test_all_are_tried_again_and_a_second_press_changes_nothing(manager: Client) -> None:
    for person in UserFactory.create_batch(3, imported=True):
        given_up(person)
    messages = []
    for _press in range(2):
        page = manager.post(reverse("mail_again"), follow=True)
        messages += [str(message) for message in page.context["messages"]]
    assert messages == ["3 email dicoba lagi.", "0 email dicoba lagi."]
    assert Email.objects.filter(status=STATUS.requeued).count() == 3


@pytest.mark.parametrize("mail", ["0", "99999999999999999999", "x", "-1", "²"])
def test_a_number_that_names_no_mail_tries_none(manager: Client, mail: str) -> None:
    given_up(UserFactory(imported=True))
    page = manager.post(reverse("mail_again"), {"mail": mail}, follow=True)
    assert page.status_code == 200
    assert Email.objects.get().status == STATUS.failed


def test_the_page_asks_no_more_for_many_mails_than_for_few(manager: Client) -> None:
    def queries() -> int:
        given_up(UserFactory(imported=True))
        send_mail("Halo", "Halo", None, [f"orang{Email.objects.count()}@contoh.example"])
        with CaptureQueriesContext(connection) as queries:
            manager.get(reverse("mail_queue"))
        return len(queries)

    queries()  # the first one of all fills what Wagtail keeps
    assert queries() == queries() == queries()


def test_a_persons_page_says_which_mails_went_and_when(manager: Client) -> None:
    person = UserFactory(imported=True)
    invite(users=[person], now=timezone.now())
    page = manager.get(f"/admin/users/edit/{person.pk}/")
    assert [mail.kind_label for mail in page.context["mails"]] == ["Ajakan"]
    assert "menunggu" in page.content.decode()
