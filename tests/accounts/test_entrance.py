"""Signing up, confirming, signing in and out, as people do it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.consenting import missing_consents
from accounts.models import AgeSettings, User
from accounts.signals import first_verified_login
from tests.factories.accounts import PASSWORD, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

PATH_IN_MAIL = re.compile(r"https?://[^/\s]+(/accounts/\S+)")
LATER = timedelta(minutes=2)


def link_in(message: mail.EmailMessage) -> str:
    return PATH_IN_MAIL.search(message.body)[1]


def sign_up(client: Client, **changes: str) -> object:
    typed = {
        "name": "Siti Rahayu",
        "email": "Siti@Contoh.example",
        "password1": PASSWORD,
        "consent_participation": "on",
        **changes,
    }
    return client.post(reverse("account_signup"), typed)


def confirm(client: Client) -> object:
    return client.post(link_in(mail.outbox[-1]))


def sign_in(client: Client, email: str, password: str = PASSWORD) -> object:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_in(client: Client) -> bool:
    return client.get(reverse("account_profile")).status_code == 200


def test_a_visitor_signs_up_confirms_and_is_in(client: Client) -> None:
    region = RegionFactory(kelurahan="Sawojajar", kecamatan="Kedungkandang")
    response = sign_up(client, birth_year="1998", region="sawojajar")
    assert response.status_code == 302
    assert not is_in(client)
    confirm(client)
    assert is_in(client)
    user = User.objects.get()
    assert (user.email, user.name) == ("siti@contoh.example", "Siti Rahayu")
    assert (user.profile.birth_year, user.profile.region) == (1998, region)
    assert not missing_consents(user)
    assert user.consents.get().wording


def test_sign_up_names_the_ages_that_the_site_has_set(client: Client) -> None:
    ages = AgeSettings.current()
    ages.channel_age, ages.guardian_age = 13, 21
    ages.save()
    html = client.get(reverse("account_signup")).content.decode()
    hint = html[html.index("21") - 40 : html.index("21") + 60]
    assert "13" in hint
    assert "16" not in hint


def test_the_first_verified_sign_in_is_announced_once(client: Client) -> None:
    told = []

    def listen(sender: object, user: User, **kwargs: object) -> None:
        told.append(user.email)

    first_verified_login.connect(listen)
    sign_up(client)
    assert told == []
    confirm(client)
    client.post(reverse("account_logout"))
    sign_in(client, "siti@contoh.example")
    assert told == ["siti@contoh.example"]


@pytest.mark.parametrize(
    "typed",
    [
        "siti@contoh.example ",
        "SITI@contoh.EXAMPLE",
        "\u200bSiti@Contoh.example",
        "\tsiti@contoh.example",
    ],
)
def test_an_address_is_the_same_however_the_phone_types_it(client: Client, typed: str) -> None:
    sign_up(client)
    confirm(client)
    client.post(reverse("account_logout"))
    sign_in(client, typed)
    assert is_in(client)
    assert EmailAddress.objects.count() == User.objects.count() == 1


def test_signing_up_in_another_case_makes_no_second_account(client: Client) -> None:
    UserFactory(email="siti@contoh.example")
    sign_up(client, email="SITI@Contoh.Example ")
    assert User.objects.count() == 1


def test_an_address_with_a_plus_works_from_sign_up_to_reset(client: Client) -> None:
    UserFactory(email="siti@contoh.example")
    sign_up(client, email="Siti+Kanal@contoh.example")
    assert mail.outbox[-1].to == ["siti+kanal@contoh.example"]
    confirm(client)
    assert is_in(client)
    client.post(reverse("account_logout"))
    client.post(reverse("account_reset_password"), {"email": "siti+kanal@contoh.example"})
    assert mail.outbox[-1].to == ["siti+kanal@contoh.example"]
    page = client.get(link_in(mail.outbox[-1]), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "sambal-goreng-tempe"})
    client.post(reverse("account_logout"))
    sign_in(client, "siti+kanal@contoh.example", "sambal-goreng-tempe")
    assert is_in(client)
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    "name",
    [
        "Suharto",
        "Hj. Siti Nur'aini, S.Pd.",
        "I Gusti Ngurah Rai-Putra, M.Kom.",
        "Bambang III",
        "O",
        "Ma’ruf",
        "Renée Ōtani",
        "Drs. H. Abdurrahman bin Abdul Wahid Hasyim Asy'ari Al-Jombangi, M.Si., Ph.D.",
    ],
)
def test_a_name_of_any_shape_is_stored_as_typed_and_shown_once_escaped(
    client: Client, name: str
) -> None:
    sign_up(client, name=name)
    assert User.objects.get().name == name
    confirm(client)
    page = client.get(reverse("account_profile")).content.decode()
    assert "&amp;#x27;" not in page
    assert "&#" not in mail.outbox[-1].body


def test_what_was_typed_stays_and_the_error_stands_beside_its_field(client: Client) -> None:
    RegionFactory(kelurahan="Sawojajar", kecamatan="Kedungkandang", code="35.73.03.1009")
    response = sign_up(client, email="dewi.anggraini@gmail", region="Sawojjar", birth_year="98")
    page = response.content.decode()
    assert response.status_code == 200
    assert "dewi.anggraini@gmail.com" in page
    assert 'value="Sawojjar"' in page
    assert 'value="35.73.03.1009"' in page
    assert f'value="{PASSWORD}"' in page
    assert set(response.context["form"].errors) == {"email", "region", "birth_year"}
    assert not User.objects.exists()


def test_someone_from_outside_says_so_expressly(client: Client) -> None:
    sign_up(client, region="outside")
    profile = User.objects.get().profile
    assert profile.outside_region
    assert profile.region is None


def test_nobody_takes_part_without_the_required_consent(client: Client) -> None:
    response = sign_up(client, consent_participation="")
    assert "consent_participation" in response.context["form"].errors
    assert not User.objects.exists()


def test_a_lost_mail_is_sent_again_after_a_minute_and_its_page_says_when(
    client: Client, time_machine: object
) -> None:
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    sign_up(client)
    page = client.get(reverse("account_email_verification_sent"))
    assert page.context["wait"] == 60
    assert "60" in page.content.decode()
    client.post(reverse("account_email_verification_sent"), {"email": "siti@contoh.example"})
    assert len(mail.outbox) == 1
    time_machine.move_to(start + LATER, tick=False)
    assert client.get(reverse("account_email_verification_sent")).context["wait"] == 0
    client.post(reverse("account_email_verification_sent"), {"email": "siti@contoh.example"})
    assert len(mail.outbox) == 2
    confirm(client)
    assert EmailAddress.objects.get().verified


def test_after_four_days_on_another_phone_the_old_link_leads_to_a_new_one(
    client: Client, time_machine: object
) -> None:
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    sign_up(client)
    old = link_in(mail.outbox[0])
    time_machine.move_to(start + timedelta(days=4), tick=False)
    other_phone = Client()
    page = other_phone.get(old)
    assert page.context["key"]
    other_phone.post(reverse("account_email_verification_sent"), {"key": page.context["key"]})
    assert len(mail.outbox) == 2
    assert mail.outbox[-1].to == ["siti@contoh.example"]
    other_phone.post(link_in(mail.outbox[-1]))
    assert EmailAddress.objects.get().verified


def test_a_link_used_twice_says_that_the_address_is_confirmed(client: Client) -> None:
    sign_up(client)
    link = link_in(mail.outbox[0])
    client.post(link)
    again = Client().get(link)
    assert again.status_code == 200
    assert reverse("account_login") in again.content.decode()
    assert not again.context["key"]
    assert Client().post(link).status_code == 200


@pytest.mark.parametrize("key", ["MQ:1forged", "abc"])
def test_a_broken_link_offers_to_send_a_new_one(client: Client, key: str) -> None:
    page = client.get(reverse("account_confirm_email", args=[key]))
    assert page.status_code == 200
    assert reverse("account_email_verification_sent") in page.content.decode()


def test_asking_again_for_an_unknown_address_looks_the_same_and_sends_nothing(
    client: Client,
) -> None:
    UserFactory(email="siti@contoh.example", unverified=True)
    answers = []
    for address in ("siti@contoh.example", "asing@contoh.example"):
        page = Client().post(
            reverse("account_email_verification_sent"), {"email": address}, follow=True
        )
        answers.append(page.content.decode().replace(address, "…"))
    strip = re.compile(r'value="[^"]{20,}"')
    assert strip.sub("", answers[0]) == strip.sub("", answers[1])
    assert [message.to for message in mail.outbox] == [["siti@contoh.example"]]


def test_signing_up_again_before_confirming_gets_the_owner_in(
    client: Client, time_machine: object
) -> None:
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    sign_up(client)
    time_machine.move_to(start + LATER, tick=False)
    second = sign_up(Client(), password1="kata-sandi-orang-lain")
    assert second.url == reverse("account_email_verification_sent")
    page = client.get(link_in(mail.outbox[-1]), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "sambal-goreng-tempe"})
    assert is_in(client)
    assert EmailAddress.objects.get().verified


def test_signing_up_with_a_known_address_tells_its_owner_alone(client: Client) -> None:
    UserFactory(email="lama@contoh.example", last_login=timezone.now())
    known = sign_up(client, email="lama@contoh.example")
    new = sign_up(Client(), email="baru@contoh.example")
    assert (known.status_code, known.url) == (new.status_code, new.url)
    told = mail.outbox[0]
    assert told.to == ["lama@contoh.example"]
    assert reverse("account_login") in told.body


def test_the_clock_does_not_tell_who_has_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password's hash takes half a second: as many for a known address as for a new one."""
    UserFactory(email="lama@contoh.example", last_login=timezone.now())
    hashes = []
    encode = MD5PasswordHasher.encode
    counted = lambda self, *args: hashes.append(1) or encode(self, *args)  # noqa: E731
    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    sign_up(Client(), email="lama@contoh.example")
    known = len(hashes)
    sign_up(Client(), email="baru@contoh.example")
    assert known == len(hashes) - known > 0


def test_two_sign_ups_with_one_address_at_once_make_one_account(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    UserFactory(email="siti@contoh.example", unverified=True)
    unseen = "allauth.account.internal.flows.manage_email.email_already_exists"
    monkeypatch.setattr(unseen, lambda value: (value, False))
    response = sign_up(client)
    assert response.url == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert mail.outbox[-1].to == ["siti@contoh.example"]


def test_asking_again_and_again_ends_for_an_hour(client: Client, time_machine: object) -> None:
    UserFactory(email="siti@contoh.example", unverified=True)
    start = timezone.now()
    for number in range(8):
        time_machine.move_to(start + number * LATER, tick=False)
        client.post(reverse("account_email_verification_sent"), {"email": "siti@contoh.example"})
    assert len(mail.outbox) == 6


def test_signing_up_with_a_closed_account_sends_nothing(client: Client) -> None:
    UserFactory(email="lama@contoh.example", is_active=False)
    response = sign_up(client, email="lama@contoh.example")
    assert response.url == reverse("account_email_verification_sent")
    assert mail.outbox == []


def test_a_closed_account_is_told_so_after_the_right_password(client: Client) -> None:
    UserFactory(email="lama@contoh.example", is_active=False)
    response = sign_in(client, "lama@contoh.example")
    assert not is_in(client)
    assert response.status_code in (200, 302)


def test_staff_arrive_in_the_admin_and_trainees_on_the_dashboard(client: Client) -> None:
    UserFactory(email="admin@contoh.example", superuser=True)
    UserFactory(email="siti@contoh.example")
    assert sign_in(client, "admin@contoh.example").url == reverse("wagtailadmin_home")
    assert sign_in(Client(), "siti@contoh.example").url == "/dashboard/"


def test_five_wrong_passwords_close_the_door_for_a_while(client: Client) -> None:
    UserFactory(email="siti@contoh.example")
    for _attempt in range(5):
        sign_in(client, "siti@contoh.example", "salah-salah-salah")
    sign_in(client, "siti@contoh.example")
    assert not is_in(client)


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_email_verification_sent",
        "account_inactive",
    ],
)
def test_every_page_around_the_door_is_one_of_ours(client: Client, name: str) -> None:
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert 'data-paint="' in page.content.decode()


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "account_logout"])
def test_every_page_behind_the_door_is_one_of_ours(client: Client, name: str) -> None:
    UserFactory(email="siti@contoh.example")
    sign_in(client, "siti@contoh.example")
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert 'data-paint="' in page.content.decode()


def test_too_many_tries_from_one_place_get_a_page_of_ours(client: Client, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "siti@contoh.example")
    page = sign_in(client, "siti@contoh.example")
    assert page.status_code == 429
    assert 'data-paint="' in page.content.decode()
