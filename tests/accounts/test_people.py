"""People whom staff made: their own address, one account, a way in."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.people import PersonRefused, create_imported_person, invite
from accounts.roles import MANAGERS
from tests.accounts.test_login import is_in, link_in, sign_in, sign_up
from tests.factories.accounts import PASSWORD, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


def imported(email: str = "Suharto@Contoh.example ", **given: object) -> User:
    given = {"name": "Suharto", **given}
    return create_imported_person(email=email, actor=None, now=timezone.now(), **given).user


def set_password_by(link: str, client: Client, password: str = "sambal-goreng-tempe") -> None:
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": password})


def test_an_imported_person_owns_the_address_and_has_no_password() -> None:
    user = imported()
    address = user.emailaddress_set.get()
    assert user.email == address.email == "suharto@contoh.example"
    assert address.verified
    assert address.primary
    assert not user.has_usable_password()
    assert list(User.objects.never_came_in()) == [user]


def test_importing_again_adds_what_is_new_and_empties_nothing() -> None:
    region = RegionFactory()
    imported(phone="+6281234567890", birth_year=1998, gender="M")
    again = imported("SUHARTO@contoh.example", name="", region=region)
    again.profile.refresh_from_db()
    assert User.objects.count() == 1
    assert again.name == "Suharto"
    assert (again.profile.phone, again.profile.birth_year) == ("+6281234567890", 1998)
    assert again.profile.region == region


def test_a_region_told_by_an_import_ends_being_outside() -> None:
    user = imported()
    type(user.profile).objects.update(outside_region=True)
    again = imported(region=RegionFactory(), update=True)
    assert not again.profile.outside_region


def test_forgot_password_reaches_an_imported_person_and_lets_them_in(client: Client) -> None:
    imported()
    client.post(reverse("account_reset_password"), {"email": " SUHARTO@contoh.example"})
    set_password_by(link_in(mail.outbox[-1]), client)
    response = client.get("/dashboard/")
    assert response.url.startswith(reverse("account_consent"))
    client.post(response.url, {"consent_participation": "on", "next": "/dashboard/"})
    assert is_in(client)
    assert not User.objects.never_came_in()


def test_signing_up_with_an_imported_address_leads_to_the_same_account(client: Client) -> None:
    user = imported()
    stranger = sign_up(client, email="suharto@contoh.example", name="Orang Lain")
    assert stranger.url == reverse("account_email_verification_sent")
    assert mail.outbox[-1].to == ["suharto@contoh.example"]
    set_password_by(link_in(mail.outbox[-1]), client)
    sign_in(client, "suharto@contoh.example", "sambal-goreng-tempe")
    user.refresh_from_db()
    assert EmailAddress.objects.filter(verified=True).count() == 1
    assert user.last_login is not None
    assert user.name == "Suharto"


def test_the_password_that_a_stranger_typed_at_sign_up_opens_nothing(client: Client) -> None:
    imported()
    sign_up(client, email="suharto@contoh.example")
    sign_in(client, "suharto@contoh.example", PASSWORD)
    assert not is_in(client)


def test_an_import_takes_the_login_from_whoever_signed_up_with_that_address_before(
    client: Client,
) -> None:
    sign_up(client, email="suharto@contoh.example")
    imported()
    sign_in(client, "suharto@contoh.example", PASSWORD)
    assert not is_in(client)


def test_an_import_leaves_the_password_of_someone_who_confirmed_alone(client: Client) -> None:
    UserFactory(email="suharto@contoh.example")
    imported()
    sign_in(client, "suharto@contoh.example", PASSWORD)
    assert is_in(client)


def test_invitations_reach_active_people_in_their_language_and_work_once(
    client: Client, settings: object
) -> None:
    user = imported()
    UserFactory(email="tutup@contoh.example", is_active=False)
    sent = invite(users=User.objects.all(), now=timezone.now())
    assert sent == 1
    assert mail.outbox[0].to == ["suharto@contoh.example"]
    assert "Suharto" in mail.outbox[0].body
    link = link_in(mail.outbox[0])
    set_password_by(link, client)
    assert Client().get(link).context["token_fail"]
    user.refresh_from_db()
    assert user.check_password("sambal-goreng-tempe")


def test_without_a_request_links_carry_the_sites_own_address(settings: object) -> None:
    settings.SITE_URL = "https://kanal.malang.example"
    invite(users=[imported()], now=timezone.now())
    assert re.search(r"https://kanal\.malang\.example/accounts/password/", mail.outbox[0].body)


def test_a_reset_link_that_is_too_old_says_what_to_do(
    client: Client, settings: object, time_machine: object
) -> None:
    start = timezone.now()
    time_machine.move_to(start)
    invite(users=[imported()], now=start)
    time_machine.shift(settings.PASSWORD_RESET_TIMEOUT + 60)
    page = client.get(link_in(mail.outbox[0]))
    assert page.context["token_fail"]
    assert reverse("account_reset_password") in page.content.decode()


def test_nobody_writes_by_a_file_over_an_account_that_they_may_not_edit() -> None:
    """Also where the account rose after the file was looked at."""
    boss = UserFactory(superuser=True, name="Ratna", email="ratna@contoh.example")
    values = {"name": "Diganti", "now": timezone.now(), "update": True}
    with pytest.raises(PersonRefused):
        create_imported_person(email=boss.email, actor=UserFactory(role=MANAGERS), **values)
    boss.refresh_from_db()
    assert (boss.name, boss.has_usable_password()) == ("Ratna", True)
