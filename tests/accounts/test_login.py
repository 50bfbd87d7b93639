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
CONFIRM = "/accounts/confirm-email/"
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


def code_in(message: mail.EmailMessage) -> str:
    return re.search(r"^ +(\d{6})$", message.body, re.MULTILINE)[1]


def confirm(client: Client) -> object:
    """Type the code of the newest mail where it was asked for."""
    return client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})


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
    announced = []

    def listen(sender: object, user: User, **kwargs: object) -> None:
        announced.append(user.email)

    first_verified_login.connect(listen)
    sign_up(client)
    assert announced == []
    confirm(client)
    client.post(reverse("account_logout"))
    sign_in(client, "siti@contoh.example")
    assert announced == ["siti@contoh.example"]


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
    assert EmailAddress.objects.filter(verified=True).count() == 1
    assert "lupa" in mail.outbox[-1].body.lower() or "masuk" in mail.outbox[-1].body.lower()


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


def test_a_lost_code_is_sent_again_and_the_older_one_no_longer_works(
    client: Client, time_machine: object
) -> None:
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    sign_up(client)
    old = code_in(mail.outbox[0])
    time_machine.move_to(start + LATER, tick=False)
    client.post(CONFIRM, {"action": "resend"})
    assert [message.to for message in mail.outbox] == [["siti@contoh.example"]] * 2
    if old != code_in(mail.outbox[1]):
        client.post(CONFIRM, {"code": old})
        assert not is_in(client)
    confirm(client)
    assert is_in(client)


@pytest.mark.parametrize(
    "typed", [{"action": "resend"}, {"action": "change", "email": "siti@contoh.example"}]
)
def test_who_presses_again_at_once_keeps_the_code_that_is_on_its_way(
    typed: dict[str, str], client: Client
) -> None:
    sign_up(client)
    for _time in range(6):
        page = client.post(CONFIRM, typed, follow=True)
        assert page.status_code == 200
        assert 'name="code"' in page.content.decode()
    assert len(mail.outbox) == 1
    confirm(client)
    assert is_in(client)


def test_a_mistyped_address_is_corrected_and_the_code_goes_to_the_right_one(
    client: Client, time_machine: object
) -> None:
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    sign_up(client, email="yanti@gmial.example")
    wrong = code_in(mail.outbox[0])
    time_machine.move_to(start + LATER, tick=False)

    page = client.post(CONFIRM, {"action": "change", "email": "Yanti@Gmail.example"}, follow=True)

    assert "yanti@gmail.example" in page.content.decode()
    assert "yanti@gmial.example" not in page.content.decode()
    assert mail.outbox[-1].to == ["yanti@gmail.example"]
    if wrong != code_in(mail.outbox[-1]):
        client.post(CONFIRM, {"code": wrong})
        assert not is_in(client)
    confirm(client)
    assert is_in(client)
    assert User.objects.get().email == "yanti@gmail.example"
    assert [row.email for row in EmailAddress.objects.all()] == ["yanti@gmail.example"]


def test_a_correction_that_is_no_address_keeps_what_was_typed(client: Client) -> None:
    sign_up(client)
    page = client.post(CONFIRM, {"action": "change", "email": "yanti@gmail"})
    assert page.status_code == 200
    assert "yanti@gmail.com" in page.content.decode()
    assert 'value="yanti@gmail"' in page.content.decode()


def test_a_code_too_old_says_how_to_get_a_new_one(client: Client, time_machine: object) -> None:
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    sign_up(client)
    time_machine.move_to(start + timedelta(minutes=31), tick=False)
    page = client.post(CONFIRM, {"code": code_in(mail.outbox[0])}, follow=True)
    assert "kami kirim kode baru" in page.content.decode()
    assert not is_in(client)
    sign_in(client, "siti@contoh.example")
    confirm(client)
    assert is_in(client)


def test_another_phone_leads_to_sign_in_and_a_code_of_its_own(
    client: Client, time_machine: object
) -> None:
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    sign_up(client)
    other = Client()
    assert other.get(CONFIRM).url == reverse("account_login")
    assert other.post(CONFIRM, {"code": code_in(mail.outbox[0])}).url == reverse("account_login")
    time_machine.move_to(start + LATER, tick=False)
    sign_in(other, "siti@contoh.example")
    confirm(other)
    assert is_in(other)


def test_five_wrong_codes_end_this_code(client: Client) -> None:
    sign_up(client)
    right = code_in(mail.outbox[0])
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for left in range(4, -1, -1):
        page = client.post(CONFIRM, {"code": wrong})
        assert page.status_code == (200 if left else 302)
    client.post(CONFIRM, {"code": right})
    assert not is_in(client)


def test_signing_up_with_a_known_address_tells_its_owner_alone(client: Client) -> None:
    UserFactory(email="lama@contoh.example", last_login=timezone.now())
    known = sign_up(client, email="lama@contoh.example")
    new = sign_up(Client(), email="baru@contoh.example")
    assert (known.status_code, known.url) == (new.status_code, new.url)
    letter = mail.outbox[0]
    assert letter.to == ["lama@contoh.example"]
    assert reverse("account_login") in letter.body


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


def test_five_wrong_passwords_lock_the_login_for_a_while(client: Client) -> None:
    UserFactory(email="siti@contoh.example")
    for _attempt in range(5):
        sign_in(client, "siti@contoh.example", "salah-salah-salah")
    sign_in(client, "siti@contoh.example")
    assert not is_in(client)


def test_the_page_for_the_code_is_one_of_ours_and_fit_for_a_phone(client: Client) -> None:
    sign_up(client)
    page = client.get(CONFIRM).content.decode()
    assert 'data-colour="' in page
    field = re.search(r"<input[^>]*name=\"code\"[^>]*>", page)[0]
    assert 'inputmode="numeric"' in field
    assert 'autocomplete="one-time-code"' in field


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
def test_every_page_around_the_login_is_one_of_ours(client: Client, name: str) -> None:
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert 'data-colour="' in page.content.decode()


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "account_logout"])
def test_every_page_behind_the_login_is_one_of_ours(client: Client, name: str) -> None:
    UserFactory(email="siti@contoh.example")
    sign_in(client, "siti@contoh.example")
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert 'data-colour="' in page.content.decode()


def test_too_many_tries_from_one_place_get_a_page_of_ours(client: Client, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "siti@contoh.example")
    page = sign_in(client, "siti@contoh.example")
    assert page.status_code == 429
    assert 'data-colour="' in page.content.decode()
