"""What the security log says, by whichever way it happened, and whom it does not name."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS
from accounts.security.log import record
from config.logs import LOGGING
from tests.accounts.security.conftest import Lines
from tests.accounts.test_factors import RECOVERY_CODE, set_up
from tests.accounts.test_login import link_in, sign_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_right_and_wrong_passwords(client: Client, lines: Lines) -> None:
    person = UserFactory()
    lines()
    sign_in(client, person.email, "salah-salah-salah")
    assert lines() == [f"event=login_failed account={person.pk} by=-"]
    sign_in(client, "tiada@contoh.example")
    assert lines() == ["event=login_failed account=- by=-"]
    sign_in(client, person.email)
    assert lines() == [f"event=login account={person.pk} by={person.pk}"]
    client.post(reverse("account_logout"))
    assert lines() == [f"event=session_ended account={person.pk} by={person.pk}"]


def test_a_locked_login_and_a_closed_account(client: Client, lines: Lines) -> None:
    person, closed = UserFactory(), UserFactory(is_active=False)
    for _time in range(6):
        sign_in(client, person.email, "salah-salah-salah")
    assert lines()[-1] == f"event=login_locked account={person.pk} by=-"
    sign_in(client, closed.email)
    assert lines()[-1] == f"event=login_closed account={closed.pk} by=-"


def test_a_password_forgotten_and_a_password_changed(
    client: Client, lines: Lines, mailoutbox: list
) -> None:
    person = UserFactory()
    lines()
    client.post(reverse("account_reset_password"), {"email": person.email})
    assert lines() == [f"event=password_reset_asked account={person.pk} by=-"]
    page = client.get(link_in(mailoutbox[-1]), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "sambal-goreng-tempe"})
    assert f"event=password_reset account={person.pk} by=-" in lines()
    typed = {"oldpassword": "sambal-goreng-tempe", "password1": PASSWORD}
    client.post(reverse("account_change_password"), typed)
    assert f"event=password_changed account={person.pk} by={person.pk}" in lines()


def test_the_second_step_set_up_missed_shown_and_taken_off(client: Client, lines: Lines) -> None:
    person = UserFactory(role=MANAGERS)
    sign_in(client, person.email)
    lines()
    _secret, page = set_up(client)
    own = f"account={person.pk} by={person.pk}"
    assert f"event=second_factor_added {own} type=totp" in lines()
    phone = Client()
    sign_in(phone, person.email)
    phone.post(reverse("mfa_authenticate"), {"code": "000000"})
    code = RECOVERY_CODE.findall(page.content.decode())[0]
    phone.post(reverse("mfa_authenticate"), {"code": code})
    assert lines() == [
        f"event=second_factor_failed account={person.pk} by=- type=totp",
        f"event=second_factor_shown account={person.pk} by=- type=recovery_codes",
        f"event=login {own}",
    ]
    client.post(reverse("mfa_deactivate_totp"))
    assert f"event=second_factor_removed {own} type=totp" in lines()
    set_up(client)
    lines()
    administrator = UserFactory(role=ADMINISTRATORS)
    phone.force_login(administrator)
    phone.post(reverse("person_reset_factor", args=[person.pk]))
    taken = f"event=second_factor_reset account={person.pk} by={administrator.pk}"
    assert taken in lines()


def test_who_was_refused_and_where(client: Client, lines: Lines) -> None:
    trainee, manager = UserFactory(), UserFactory(role=MANAGERS)
    administrator = UserFactory(role=ADMINISTRATORS)
    client.force_login(trainee)
    lines()
    client.get("/admin/users/", follow=True)
    refused = f"event=access_refused account={trainee.pk} by={trainee.pk} method=GET"
    assert lines() == [f"{refused} at=admin/login/"]
    client.force_login(manager)
    lines()
    client.get(reverse("wagtailusers_users:edit", args=[administrator.pk]))
    client.get(reverse("wagtailusers_users:index"))
    assert lines() == [
        f"event=access_refused account={manager.pk} by={manager.pk} method=GET "
        "at=admin/users/edit/<int:pk>/"
    ]


def test_a_form_without_its_token_is_a_refusal(lines: Lines) -> None:
    Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@b.example"})
    assert lines() == ["event=access_refused account=- by=- method=POST at=accounts/login/"]


@pytest.fixture
def instructors() -> Group:
    return UserFactory(role=INSTRUCTORS).groups.get()


def give_by_form(client: Client, person: User, group: Group) -> None:
    typed = {"email": person.email, "is_active": "on", "groups": [group.pk]}
    assert (
        client.post(reverse("wagtailusers_users:edit", args=[person.pk]), typed).status_code == 302
    )


def give_in_bulk(client: Client, person: User, group: Group) -> None:
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "assign_role"])
    client.post(f"{address}?id={person.pk}", {"role": group.pk})


@pytest.mark.parametrize("give", [give_by_form, give_in_bulk])
def test_a_role_given_by_staff(
    client: Client, lines: Lines, instructors: Group, give: Callable
) -> None:
    administrator, person = UserFactory(role=ADMINISTRATORS), UserFactory()
    client.force_login(administrator)
    lines()
    give(client, person, instructors)
    given = f"account={person.pk} by={administrator.pk} roles={instructors.pk}"
    assert lines() == [f"event=roles_given {given}"]


def test_a_role_given_and_taken_by_a_program(lines: Lines, instructors: Group) -> None:
    person = UserFactory()
    line = f"account={person.pk} by=- roles={instructors.pk}"
    lines()
    person.groups.add(instructors)
    assert lines() == [f"event=roles_given {line}"]
    person.groups.add(instructors)
    assert lines() == [], "what was there already is no change"
    instructors.user_set.remove(person)
    assert lines() == [f"event=roles_taken {line}"]
    person.groups.add(instructors)
    person.groups.clear()
    assert lines()[-1] == f"event=roles_taken {line}"
    person.user_permissions.add(right := Permission.objects.first())
    assert lines() == [f"event=rights_given account={person.pk} by=- rights={right.pk}"]


def test_a_role_that_may_more_than_before(lines: Lines, instructors: Group) -> None:
    lines()
    instructors.permissions.add(right := Permission.objects.get(codename="delete_user"))
    assert lines() == [
        f"event=role_rights_given account=- by=- role={instructors.pk} rights={right.pk}"
    ]


def test_superusers_and_closed_accounts_by_every_way_of_writing(lines: Lines) -> None:
    first = User.objects.create_superuser("kepala@contoh.example", now=timezone.now())
    assert lines() == [f"event=superuser_given account={first.pk} by=-"]
    person = UserFactory()
    lines()
    person.is_superuser = True
    person.save()
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert lines() == [
        f"event=superuser_given account={person.pk} by=-",
        f"event=account_closed account={person.pk} by=-",
    ]
    person.name = "Fajar"
    person.save()
    person.save(update_fields=["name"])
    assert lines() == [], "only a change is told"
    User.objects.filter(pk__in=[person.pk, first.pk]).update(is_active=True, is_superuser=False)
    assert sorted(lines()) == [
        f"event=account_opened account={person.pk} by=-",
        *(f"event=superuser_taken account={pk} by=-" for pk in sorted([first.pk, person.pk])),
    ]
    person.refresh_from_db()
    person.is_active, number = False, person.pk
    User.objects.bulk_update([person], ["is_active"])
    assert lines() == [f"event=account_closed account={number} by=-"]
    person.delete()
    assert f"event=account_deleted account={number} by=-" in lines()


def test_an_account_closed_in_bulk_says_by_whom(client: Client, lines: Lines) -> None:
    administrator, person = UserFactory(role=ADMINISTRATORS), UserFactory()
    client.force_login(administrator)
    lines()
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])
    client.post(f"{address}?id={person.pk}", {"mark_as_active": "False"})
    assert lines() == [f"event=account_closed account={person.pk} by={administrator.pk}"]


def test_an_address_changed_by_staff(client: Client, lines: Lines) -> None:
    administrator, person = UserFactory(role=ADMINISTRATORS), UserFactory()
    client.force_login(administrator)
    lines()
    typed = {"email": "lain@contoh.example", "is_active": "on"}
    client.post(reverse("wagtailusers_users:edit", args=[person.pk]), typed)
    logged = lines()
    assert f"event=address_changed account={person.pk} by={administrator.pk}" in logged
    assert "contoh" not in str(logged)


def test_no_value_reaches_into_the_next_line_or_field(lines: Lines) -> None:
    record("x", at="a b\nevent=login account=1")
    assert lines() == ["event=x account=- by=- at=a_b_event_login_account_1"]


def test_a_line_begins_with_its_moment_and_zone() -> None:
    formatter = LOGGING["formatters"]["security"]
    formatter = formatter["()"](formatter["format"], formatter["datefmt"])
    line = formatter.format(logging.LogRecord("kanal.security", 20, "", 1, "event=x", (), None))
    stamp, name, rest = line.split(" ", 2)
    assert len(stamp) == len("2026-12-01T09:00:00+0700")
    assert (name, rest) == ("kanal.security", "event=x")
