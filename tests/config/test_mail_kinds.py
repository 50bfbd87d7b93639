"""Every kind of mail: an answer reaches the programme, and what is about a cohort says which."""

from __future__ import annotations

from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from django.utils import timezone
from wagtail.models import Workflow

from accounts.models import User
from accounts.models.mails import KINDS
from accounts.people import create_imported_person, invite
from accounts.roles import ADMINISTRATORS, INSTRUCTORS
from cms.models import SiteSettings
from cohorts import notifying
from cohorts.closing import close_waiting_list
from cohorts.models import Cohort
from config.env import ROOT
from config.mail.sending import send_waiting
from tests.cohorts.test_imports_at_once import bring_in
from tests.cohorts.test_notifying import FACTS, KAWI
from tests.config.test_mail_sending import (  # noqa: F401  (fixtures)
    Clock,
    _queue,
    clock,
    server,
)
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory, LessonFactory
from tests.mail_server import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CONTACT = "dinas@malang.example"
#: What a mail of each kind is about; a kind without a row fails.
ABOUT_A_COHORT = {"come_in", "invitation", "queued", "seat_given", "turned_down"}
ABOUT_AN_ACCOUNT = {
    "account_already_exists",
    "email_changed",
    "email_confirm",
    "email_confirmation",
    "email_confirmation_signup",
    "email_deleted",
    "erasure_requested",
    "factor_reset",
    "password_changed",
    "password_reset",
    "password_reset_key",
    "password_set",
    "recovery_codes_generated",
    "totp_activated",
    "totp_deactivated",
    "webauthn_added",
    "webauthn_removed",
}
ABOUT_A_PAGE = {"held_back"}


@pytest.fixture(autouse=True)
def _contact() -> None:
    settings = SiteSettings.current()
    settings.contact_email = CONTACT
    settings.save()


@pytest.fixture
def kawi() -> Cohort:
    today = timezone.localdate()
    return CohortFactory(**KAWI | {"ends_on": max(KAWI["ends_on"], today)})


def template_of(kind: str) -> str:
    """Ours, or allauth's own."""
    for folder in (ROOT / "templates", Path(allauth.__file__).parent / "templates"):
        for path in folder.rglob(f"{kind}_message.txt"):
            return str(path.relative_to(folder)).removesuffix("_message.txt")
    raise AssertionError(kind)


def write(kind: str, kawi: Cohort) -> None:
    now, person = timezone.now(), UserFactory(imported=kind in ("come_in", "invitation"))
    states = {"queued": {"waiting": True}, "turned_down": {"applied": True}}
    row = EnrolmentFactory(user=person, cohort=kawi, **states.get(kind, {}))
    acts = {
        "come_in": lambda: get_adapter().send_account_already_exists_mail(person.email),
        "invitation": lambda: invite(users=[person], now=now),
        "queued": lambda: notifying.notify_queued(row),
        "seat_given": lambda: notifying.notify_seat_given(row),
        "turned_down": lambda: close_waiting_list(cohort=kawi, reason="", now=now),
    }
    context = {"user": person, "timestamp": now, "due_at": now, "code": "123456"}
    more = {"page": LessonFactory()} if kind == "held_back" else {"page": "/"}
    plain = lambda: get_adapter().send_mail(template_of(kind), person.email, context | more)  # noqa: E731
    acts.get(kind, plain)()


def test_every_kind_has_a_row() -> None:
    assert set(KINDS) == ABOUT_A_COHORT | ABOUT_AN_ACCOUNT | ABOUT_A_PAGE


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_answer_reaches_the_programme_and_a_cohort_is_named_with_dates_and_place(
    kind: str,
    kawi: Cohort,
    server: MailServer,  # noqa: F811
    clock: Clock,  # noqa: F811
) -> None:
    write(kind, kawi)
    assert send_waiting(clock=clock).sent == 1
    (message,) = server.arrived
    assert message["Reply-To"] == CONTACT
    assert (FACTS in message.get_content().replace("\r\n", "\n")) is (kind in ABOUT_A_COHORT)


def test_an_answer_to_wagtails_mails_reaches_the_programme_as_well(
    server: MailServer,  # noqa: F811
    clock: Clock,  # noqa: F811
) -> None:
    boss, instructor = UserFactory(role=ADMINISTRATORS), UserFactory(role=INSTRUCTORS)
    lesson = LessonFactory(owner=instructor)
    lesson.save_revision(user=instructor)
    state = Workflow.objects.get().start(lesson, instructor)
    state.current_task_state.reject(user=boss)
    assert send_waiting(clock=clock).sent == 2
    assert [message["Reply-To"] for message in server.arrived] == [CONTACT, CONTACT]


def test_who_is_known_and_invited_anew_by_a_file_reads_to_which_cohort(
    kawi: Cohort,
    server: MailServer,  # noqa: F811
    clock: Clock,  # noqa: F811
) -> None:
    known: User = UserFactory(unverified=True)
    bring_in(
        "\n".join(
            [
                "email,name,region_code,birth_year,gender,phone,cohort,channel",
                f"{known.email},{known.name},,,,,{kawi.slug},",
            ]
        ).encode()
    )
    assert send_waiting(clock=clock).sent == 1
    assert FACTS in server.arrived[0].get_content().replace("\r\n", "\n")


def test_outside_a_file_who_is_known_is_invited_at_once(
    server: MailServer,  # noqa: F811
    clock: Clock,  # noqa: F811
) -> None:
    known = UserFactory(unverified=True)
    create_imported_person(email=known.email, actor=None, now=timezone.now())
    assert send_waiting(clock=clock).sent == 1
