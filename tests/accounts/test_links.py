"""How long a mailed link opens an account: shorter where the account opens the admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.people import invite
from accounts.roles import INSTRUCTORS
from tests.accounts.test_login import link_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

A_DAY_LATER = timedelta(days=1, minutes=1)


def invited(person: User, time_machine: object) -> str:
    """The link of the invitation; afterwards it is a day later."""
    now = timezone.now()
    time_machine.move_to(now)
    invite(users=[person], now=now)
    time_machine.move_to(now + A_DAY_LATER)
    return link_in(mail.outbox[-1])


def opens(link: str) -> bool:
    return not (Client().get(link, follow=True).context or {}).get("token_fail")


def test_a_trainees_link_works_for_a_week_and_staffs_for_a_day(time_machine: object) -> None:
    assert opens(invited(UserFactory(imported=True), time_machine))
    assert "7 hari" in mail.outbox[-1].body
    assert not opens(invited(UserFactory(imported=True, role=INSTRUCTORS), time_machine))
    assert "1 hari" in mail.outbox[-1].body


def test_who_got_a_role_after_the_mail_has_the_shorter_life(time_machine: object) -> None:
    person = UserFactory(imported=True)
    link = invited(person, time_machine)
    person.groups.add(UserFactory(role=INSTRUCTORS).groups.get())
    assert not opens(link)
