"""Wrong passwords from elsewhere do not lock the owner out of their own browser."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.test_login import is_in, sign_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def attack(email: str, times: int = 6, **headers: str) -> Client:
    """Somebody elsewhere guesses."""
    stranger = Client(headers=headers)
    for _time in range(times):
        sign_in(stranger, email, "salah-salah-salah")
    return stranger


def own_browser(person: User) -> Client:
    """Where the person signed in and out again."""
    browser = Client()
    sign_in(browser, person.email)
    browser.post(reverse("account_logout"))
    return browser


def comes_in(browser: Client, person: User) -> bool:
    sign_in(browser, person.email)
    return is_in(browser)


def test_the_owners_browser_opens_while_everybody_elses_stays_shut() -> None:
    person = UserFactory()
    browser = own_browser(person)
    stranger = attack(person.email)
    assert not comes_in(stranger, person)
    assert not comes_in(Client(), person), "a browser that the account never signed in with"
    assert comes_in(browser, person)


def test_whoever_sits_at_the_owners_browser_guesses_no_more_often_than_others() -> None:
    person = UserFactory()
    browser = own_browser(person)
    for _time in range(5):
        sign_in(browser, person.email, "salah-salah-salah")
    assert not comes_in(browser, person)
    assert comes_in(Client(), person), "and locks nobody else"


def test_a_known_browser_is_known_to_its_accounts_alone() -> None:
    owner, other = UserFactory(), UserFactory()
    browser = own_browser(owner)
    attack(other.email)
    assert not comes_in(browser, other)


def test_a_phone_that_people_share_knows_each_of_them() -> None:
    people = [UserFactory() for _each in range(3)]
    phone = Client()
    for person in people:
        sign_in(phone, person.email)
        phone.post(reverse("account_logout"))
    for person in people:
        attack(person.email)
        assert comes_in(phone, person)
        phone.post(reverse("account_logout"))


def test_a_cookie_that_was_made_up_opens_nothing(settings: object) -> None:
    person = UserFactory()
    browser = own_browser(person)
    morsel = browser.cookies[settings.KNOWN_BROWSER_COOKIE_NAME]
    assert morsel["httponly"]
    attack(person.email)
    forged = Client()
    for value in ("", "x", morsel.value[:-2], f"{morsel.value}x", "e30:1:1"):
        forged.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = value
        assert not comes_in(forged, person)


def test_a_new_password_makes_strangers_of_all_browsers() -> None:
    person = UserFactory()
    browser = own_browser(person)
    person.set_password(PASSWORD)
    person.save()
    attack(person.email)
    assert not comes_in(browser, person)


def test_another_port_or_host_begins_no_new_count(settings: object) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "kanal.example"]
    person = UserFactory()
    for number, host in enumerate(["127.0.0.1:1", "127.0.0.1:2", "kanal.example", "127.0.0.1:3"]):
        attack(person.email, times=2, host=host, x_real_port=str(number))
    assert not comes_in(Client(headers={"host": "127.0.0.1:4"}), person)


def test_showing_the_password_again_is_not_locked_by_strangers_either() -> None:
    person = UserFactory()
    browser = own_browser(person)
    sign_in(browser, person.email)
    attack(person.email)
    target = reverse("account_profile")
    typed = {"password": PASSWORD, "next": target}
    assert browser.post(reverse("account_reauthenticate"), typed).url == target


def test_strangers_who_ask_for_links_do_not_use_up_the_owners() -> None:
    person = UserFactory()
    browser = own_browser(person)
    stranger = Client()
    for _time in range(6):
        last = stranger.post(reverse("account_reset_password"), {"email": person.email})
    assert last.status_code == 429
    sent = len(mail.outbox)
    for number in range(1, 7):
        response = browser.post(reverse("account_reset_password"), {"email": person.email.upper()})
        assert response.status_code == (302 if number <= 5 else 429)
    assert len(mail.outbox) == sent + 5
