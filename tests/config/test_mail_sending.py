"""Mail leaves the request as a row and reaches a real mail server one by one, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPDataError

import pytest
from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import OperationalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from wagtail.models import Workflow

from accounts.mailing import message_to, send_all, write_to
from accounts.models import PersonMail, User
from accounts.people import invite
from accounts.privacy import erase_person
from accounts.roles import ADMINISTRATORS, INSTRUCTORS
from cms.models import SiteSettings
from config.mail.rounds import Rounds
from config.mail.sending import CLAIM, PAUSES, send_waiting
from config.mail.waiting import mail_queue
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonFactory
from tests.mail_server import MailServer, RunningMailServer, unused_port

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Clock:
    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _queue(settings: object) -> None:
    settings.EMAIL_BACKEND = "config.mail.queueing.QueueingBackend"
    settings.POST_OFFICE = {"BACKENDS": {"default": SMTP}}
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5


@pytest.fixture
def server(settings: object) -> Iterator[MailServer]:
    with RunningMailServer() as running:
        settings.EMAIL_PORT = running.port
        yield running


def letter(number: int = 1, to: str = "") -> None:
    send_mail(f"Surat {number}", "Halo", None, [to or f"orang{number}@contoh.example"])


def test_a_mail_waits_in_the_transaction_that_wrote_it_and_goes_back_with_it() -> None:
    letter(1)
    with transaction.atomic():
        letter(2)
        transaction.set_rollback(True)
    assert [row.subject for row in Email.objects.all()] == ["Surat 1"]


def test_many_mails_go_over_one_connection_each_once_and_in_order(
    server: MailServer, clock: Clock
) -> None:
    for number in range(30):
        letter(number)
    assert send_waiting(clock=clock).sent == 30
    assert send_waiting(clock=clock).sent == 0
    assert server.receivers == [f"orang{number}@contoh.example" for number in range(30)]
    assert server.connections == 1


def test_who_waits_before_a_screen_is_served_before_a_long_queue(
    server: MailServer, clock: Clock
) -> None:
    person = UserFactory()
    for number in range(30):
        letter(number)
    Client().post(reverse("account_reset_password"), {"email": person.email})
    send_waiting(clock=clock)
    assert server.receivers[0] == person.email


def test_many_mails_are_written_in_as_few_statements_as_one(
    django_assert_max_num_queries: object,
) -> None:
    people = UserFactory.create_batch(12, imported=True)
    letters = [
        message_to(person=each, template="email/invitation", context={"days": 7}) for each in people
    ]
    # Two savepoint statements about two inserts.
    with django_assert_max_num_queries(4):
        assert send_all(letters) == 12
    assert {note.user for note in PersonMail.objects.filter(queued__isnull=False)} == set(people)


def test_once_sent_a_mails_words_are_gone_and_its_kind_and_day_stay(
    server: MailServer, clock: Clock
) -> None:
    person = UserFactory(imported=True)
    invite(users=[person], now=clock())
    assert "/accounts/password/" in Email.objects.get().message
    send_waiting(clock=clock)
    assert not Email.objects.exists()
    note = PersonMail.objects.get()
    assert (note.user, note.kind, note.sent_at, note.queued) == (
        person,
        "invitation",
        clock(),
        None,
    )
    assert "/accounts/password/" in server.arrived[0].get_content()


def test_notes_to_the_queue_do_not_leave_with_the_mail(server: MailServer, clock: Clock) -> None:
    invite(users=[UserFactory(imported=True)], now=clock())
    send_waiting(clock=clock)
    assert not [name for name in server.arrived[0] if name.startswith("X-Kanal")]


def test_a_name_that_looks_like_a_template_is_written_as_it_is(
    server: MailServer, clock: Clock
) -> None:
    name = "{%include'x'%}{{settings}}"
    invite(users=[UserFactory(imported=True, name=name)], now=clock())
    send_waiting(clock=clock)
    assert name in server.arrived[0].get_content()


def test_an_answer_reaches_the_programmes_contact(server: MailServer, clock: Clock) -> None:
    contact = SiteSettings.current()
    contact.contact_email = "dinas@malang.example"
    contact.save()
    letter()
    EmailMessage("Lain", "Halo", to=["a@contoh.example"], reply_to=["b@contoh.example"]).send()
    send_waiting(clock=clock)
    reply_to = [message["Reply-To"] for message in server.arrived]
    assert reply_to == ["dinas@malang.example", "b@contoh.example"]


def test_a_server_that_is_down_for_a_day_costs_no_mail_and_no_order(
    settings: object, clock: Clock
) -> None:
    with RunningMailServer() as server:
        settings.EMAIL_PORT = server.port
    rounds = Rounds(clock)
    for number in range(24):
        letter(number)
        for _quarter in range(4):
            rounds.run()
            clock.goes_on(minutes=15)
    with RunningMailServer() as server:
        settings.EMAIL_PORT = server.port
        rounds.run()
        assert server.receivers == [f"orang{number}@contoh.example" for number in range(24)]


def test_a_server_that_does_not_answer_is_left_alone_for_longer_each_time(clock: Clock) -> None:
    letter()
    rounds = Rounds(clock)
    tried = []
    for second in range(0, 200, 2):
        if rounds.run():
            tried.append(second)
        clock.goes_on(seconds=2)
    assert tried == [0, 6, 16, 36, 76, 156]


def test_after_an_error_of_our_own_the_next_round_waits_as_well(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**options: object) -> None:
        raise OperationalError

    monkeypatch.setattr("config.mail.rounds.send_waiting", fail)
    rounds = Rounds(clock)
    with pytest.raises(OperationalError):
        rounds.run()
    clock.goes_on(seconds=4)
    assert rounds.run() is None
    clock.goes_on(seconds=1)
    with pytest.raises(OperationalError):
        rounds.run()


def test_a_clock_that_went_back_keeps_no_mail_waiting_for_as_long(
    settings: object, clock: Clock
) -> None:
    letter()
    rounds = Rounds(clock)
    rounds.run()
    clock.goes_on(hours=-1)
    with RunningMailServer() as server:
        settings.EMAIL_PORT = server.port
        assert rounds.run().sent == 1


def test_an_address_that_mail_cannot_carry_is_given_up_and_stops_nobody_elses(
    server: MailServer, clock: Clock
) -> None:
    letter(to="siti@exa\nmple.test")
    letter(2)
    result = send_waiting(clock=clock)
    assert (result.sent, result.given_up) == (1, 1)


def test_wagtails_own_mails_go_the_same_way_and_stand_on_the_persons_page(
    server: MailServer, clock: Clock
) -> None:
    person = UserFactory(role=ADMINISTRATORS)
    instructor = UserFactory(role=INSTRUCTORS)
    lesson = LessonFactory(owner=instructor)
    lesson.save_revision(user=instructor)
    Workflow.objects.get().start(lesson, instructor)
    assert send_waiting(clock=clock).sent
    assert person.email in server.receivers
    assert [(note.kind, note.kind_label) for note in person.mails.all()] == [("", "Pemberitahuan")]


def test_a_mailbox_that_is_full_is_tried_again_with_growing_pauses_and_then_given_up(
    server: MailServer, clock: Clock
) -> None:
    server.refuse["orang1@contoh.example"] = "452 full"
    letter(1)
    letter(2)
    for pause in PAUSES:
        assert send_waiting(clock=clock).put_off == 1
        clock.now += pause - timedelta(seconds=1)
        assert send_waiting(clock=clock).put_off == 0
        clock.goes_on(seconds=1)
    assert send_waiting(clock=clock).given_up == 1
    assert sorted(PAUSES) == PAUSES
    assert server.receivers == ["orang2@contoh.example"]
    assert (mail_queue(clock()).waiting, mail_queue(clock()).given_up) == (0, 1)


def test_a_mailbox_that_does_not_exist_is_given_up_at_once(
    server: MailServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    person = UserFactory(imported=True)
    server.refuse[person.email] = "550 no such user"
    invite(users=[person], now=clock())
    assert send_waiting(clock=clock).given_up == 1
    assert PersonMail.objects.get().given_up_at == clock()
    assert "SMTPRecipientsRefused 550" in caplog.text
    assert person.email not in caplog.text
    assert person.email not in Email.objects.get().logs.get().message


def test_a_connection_that_breaks_puts_one_mail_off_and_loses_none(
    server: MailServer, clock: Clock
) -> None:
    server.hang_up_at = {3}
    for number in range(5):
        letter(number)
    rounds = Rounds(clock)
    rounds.run()
    assert len(server.arrived) == 2
    rounds.run()
    assert len(server.arrived) == 4
    clock.now += PAUSES[0]
    rounds.run()
    assert sorted(server.receivers) == [f"orang{number}@contoh.example" for number in range(5)]


def test_a_server_that_takes_a_connection_and_falls_silent_costs_one_mail_one_try(
    settings: object, server: MailServer, clock: Clock
) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    server.stall_at = 1
    letter(1)
    letter(2)
    result = send_waiting(clock=clock)
    assert (result.sent, result.put_off, result.broken) == (0, 1, True)
    tries = Email.objects.order_by("pk").values_list("number_of_retries", flat=True)
    assert list(tries) == [1, None]


class ErasingServer(BaseEmailBackend):
    """The person is erased just when the server is to answer, and it refuses."""

    def send_messages(self, messages: list) -> int:
        for person in User.objects.filter(email=messages[0].to[0]):
            erase_person(person, timezone.now())
        raise SMTPDataError(451, b"later")


def test_a_person_erased_while_their_mail_is_on_its_way_disturbs_nobody(
    settings: object, clock: Clock
) -> None:
    settings.POST_OFFICE = {"BACKENDS": {"default": f"{__name__}.ErasingServer"}}
    person = UserFactory(imported=True)
    invite(users=[person], now=clock())
    letter()
    assert send_waiting(clock=clock).put_off == 2
    assert [mail.to for mail in Email.objects.all()] == [["orang1@contoh.example"]]


def test_a_mail_in_the_hands_of_a_process_that_died_is_tried_again_later(
    server: MailServer, clock: Clock
) -> None:
    letter()
    Email.objects.update(scheduled_time=clock() + CLAIM)
    assert send_waiting(clock=clock).sent == 0
    clock.now += CLAIM
    assert send_waiting(clock=clock).sent == 1


def test_an_account_closed_meanwhile_gets_nothing(server: MailServer, clock: Clock) -> None:
    person = UserFactory(imported=True)
    invite(users=[person], now=clock())
    User.objects.update(is_active=False)
    result = send_waiting(clock=clock)
    assert (result.sent, result.dropped, server.arrived) == (0, 1, [])
    assert not Email.objects.exists()
    assert PersonMail.objects.get().given_up_at == clock()


def test_a_closed_account_is_not_even_written_to() -> None:
    person = UserFactory(is_active=False)
    assert not write_to(person=person, template="email/invitation", context={"days": 7})
    assert not Email.objects.exists()


def test_a_round_that_is_to_stop_ends_after_the_mail_in_flight(
    server: MailServer, clock: Clock
) -> None:
    for number in range(5):
        letter(number)
    send_waiting(clock=clock, should_stop=lambda: len(server.arrived) == 2)
    assert len(server.arrived) == 2
    send_waiting(clock=clock)
    assert len(server.arrived) == 5
