"""The second step of signing in, by HTTP, as staff and trainees meet it."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import Fernet
from django.core import mail
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from accounts.privacy import export_account
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS
from tests.accounts.test_login import is_in, link_in, sign_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"<code[^>]*>([A-Z2-7]{32})</code>")
RECOVERY_CODE = re.compile(r"<code>(\d{8})</code>")
INDEX = "/accounts/2fa/"
#: allauth announces a new app on commit, while the request is still under way.
COMMITTED = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _wanted(settings: object, time_machine: object) -> None:
    settings.STAFF_SECOND_FACTOR = True
    time_machine.move_to(timezone.now(), tick=False)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def next_code(secret: str, time_machine: object) -> str:
    """A code is good once; half a minute later the app shows another."""
    time_machine.shift(timedelta(seconds=31))
    return code_of(secret)


def set_up(client: Client) -> tuple[str, HttpResponse]:
    """As the page says it: password again, picture, code. The secret, and the page of codes."""
    response = client.get(reverse("mfa_activate_totp"))
    if response.status_code == 302:
        client.post(response.url, {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    secret = SECRET.search(client.get(reverse("mfa_activate_totp")).content.decode())[1]
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    return secret, response


def member_of_staff(role: str = MANAGERS) -> tuple[User, str]:
    """Somebody who has an app, and its secret."""
    person = UserFactory(role=role)
    client = Client()
    sign_in(client, person.email)
    return person, set_up(client)[0]


@COMMITTED
def test_staff_without_one_are_led_to_set_it_up_and_back_to_where_they_were_going(
    client: Client,
) -> None:
    sign_in(client, UserFactory(role=MANAGERS).email)
    assert client.get("/admin/users/?q=siti").url == INDEX
    assert "dua langkah" in client.get(INDEX).content.decode()
    _secret, page = set_up(client)
    assert page.status_code == 200
    html = page.content.decode()
    assert len(RECOVERY_CODE.findall(html)) == 10
    assert 'href="/admin/users/?q=siti"' in html
    assert client.get("/admin/users/?q=siti").status_code == 200
    assert "Aplikasi kode" in mail.outbox[-1].body


def test_signing_in_asks_for_a_code_and_takes_no_other(
    client: Client, time_machine: object
) -> None:
    person, secret = member_of_staff()
    assert sign_in(client, person.email).url == reverse("mfa_authenticate")
    assert not is_in(client)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert "tidak cocok" in wrong.content.decode()
    assert not is_in(client)
    code = next_code(secret, time_machine)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/admin/").status_code == 200
    other = Client()
    sign_in(other, person.email)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(other), "a code that was seen is good for nobody else"


def test_a_recovery_code_opens_once(client: Client) -> None:
    person = UserFactory(role=MANAGERS)
    sign_in(client, person.email)
    _secret, page = set_up(client)
    code = RECOVERY_CODE.findall(page.content.decode())[0]
    opened = []
    for _time in range(2):
        phone = Client()
        sign_in(phone, person.email)
        phone.post(reverse("mfa_authenticate"), {"code": code})
        opened.append(phone.get("/admin/").status_code == 200)
    assert opened == [True, False]


def test_five_wrong_codes_lock_the_login_for_a_while(client: Client, time_machine: object) -> None:
    person, secret = member_of_staff()
    sign_in(client, person.email)
    for _time in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": next_code(secret, time_machine)})
    assert not is_in(client)


def test_a_session_from_before_has_to_show_it_once(client: Client, time_machine: object) -> None:
    person = UserFactory(role=MANAGERS)
    sign_in(client, person.email)
    elsewhere = Client()
    sign_in(elsewhere, person.email)
    secret, _page = set_up(elsewhere)
    response = client.get("/admin/users/")
    assert response.url == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2Fusers%2F"
    assert client.get(response.url).status_code == 200
    code = next_code(secret, time_machine)
    assert client.post(response.url, {"code": code, "next": "/admin/users/"}).url == "/admin/users/"
    assert client.get("/admin/users/").status_code == 200


def test_who_has_a_key_alone_is_asked_for_the_key(client: Client) -> None:
    person = UserFactory(role=MANAGERS)
    sign_in(client, person.email)
    for kind in (Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=person, type=kind, data={})
    response = client.get("/admin/")
    assert response.url == f"{reverse('mfa_reauthenticate_webauthn')}?next=%2Fadmin%2F"


@COMMITTED
def test_a_role_given_later_asks_at_once_and_a_factor_taken_off_closes_at_once(
    client: Client,
) -> None:
    person = UserFactory()
    sign_in(client, person.email)
    assert client.get("/dashboard/").status_code == 200
    person.groups.add(UserFactory(role=INSTRUCTORS).groups.get())
    assert client.get("/admin/").url == INDEX
    set_up(client)
    assert client.get("/admin/").status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=person).exists(), "nor do its codes stay"
    assert client.get("/admin/").url == INDEX
    assert client.get("/dashboard/").url == INDEX
    person.groups.clear()
    assert client.get("/dashboard/").status_code == 200


def test_what_was_pressed_in_the_admin_is_not_carried_out_unproven(client: Client) -> None:
    manager, other = UserFactory(role=ADMINISTRATORS), UserFactory(name="Fajar")
    sign_in(client, manager.email)
    response = client.post(reverse("wagtailusers_users:edit", args=[other.pk]), {"name": "Lain"})
    assert response.url == INDEX
    other.refresh_from_db()
    assert other.name == "Fajar"


def test_trainees_may_and_need_not(client: Client, time_machine: object) -> None:
    person = UserFactory()
    sign_in(client, person.email)
    assert INDEX in client.get(reverse("account_profile")).content.decode()
    secret, _page = set_up(client)
    phone = Client()
    sign_in(phone, person.email)
    assert not is_in(phone)
    phone.post(reverse("mfa_authenticate"), {"code": next_code(secret, time_machine)})
    assert is_in(phone)


def test_where_the_setting_is_off_the_admin_opens(client: Client, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = False
    sign_in(client, UserFactory(role=MANAGERS).email)
    assert client.get("/admin/").status_code == 200


def test_a_new_password_by_mail_does_not_go_round_it(client: Client) -> None:
    person, _secret = member_of_staff()
    client.post(reverse("account_reset_password"), {"email": person.email})
    page = client.get(link_in(mail.outbox[-1]), follow=True)
    typed = {"password1": "sambal-goreng-tempe"}
    assert client.post(page.redirect_chain[-1][0], typed).url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_changing_it_asks_for_the_password_again(client: Client, time_machine: object) -> None:
    person, secret = member_of_staff()
    sign_in(client, person.email)
    client.post(reverse("mfa_authenticate"), {"code": next_code(secret, time_machine)})
    for name in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=person).exists()


def test_who_has_one_still_changes_the_address(client: Client) -> None:
    sign_in(client, UserFactory().email)
    set_up(client)
    typed = {"email": "baru@contoh.example", "action_add": ""}
    assert client.post(reverse("account_email"), typed).status_code == 302
    assert mail.outbox[-1].to == ["baru@contoh.example"]


def test_secrets_lie_encrypted_in_the_database() -> None:
    person, secret = member_of_staff()
    rows = Authenticator.objects.filter(user=person).values_list("data", flat=True)
    assert secret not in str(list(rows))
    assert len(rows) == 2


def test_a_person_reads_in_their_own_data_which_steps_they_have_and_no_secret() -> None:
    person, secret = member_of_staff()
    exported = export_account(person)["second_steps"]
    assert [each["type"] for each in exported] == ["totp", "recovery_codes"]
    assert secret not in str(exported)


def test_after_a_key_is_changed_the_old_one_still_reads_and_without_it_no_code_matches(
    client: Client, settings: object, time_machine: object
) -> None:
    person, secret = member_of_staff()
    old, new = settings.FIELD_ENCRYPTION_KEYS, Fernet.generate_key().decode()
    settings.FIELD_ENCRYPTION_KEYS = [new, *old]
    sign_in(client, person.email)
    client.post(reverse("mfa_authenticate"), {"code": next_code(secret, time_machine)})
    assert is_in(client)
    settings.FIELD_ENCRYPTION_KEYS = [new]
    phone = Client()
    sign_in(phone, person.email)
    response = phone.post(reverse("mfa_authenticate"), {"code": next_code(secret, time_machine)})
    assert response.status_code == 200
    assert not is_in(phone)


@pytest.mark.parametrize(
    "credential",
    ["{}", "[]", '""', "null", "7", '{"id": "a"}', "{", '{"id": "a", "rawId": 1, "response": {}}'],
)
def test_an_answer_that_no_key_gives_is_refused_with_a_sentence(
    client: Client, credential: str
) -> None:
    person, _secret = member_of_staff()
    sign_in(client, person.email)
    page = client.post(reverse("mfa_authenticate"), {"credential": credential})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert not is_in(client)


def test_a_key_belongs_to_the_site_and_not_to_the_host_that_was_asked(
    client: Client, settings: object
) -> None:
    settings.SITE_URL = "https://kanal.malang.example"
    sign_in(client, UserFactory().email)
    address = reverse("mfa_add_webauthn")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": address})
    html = client.get(address, headers={"host": "127.0.0.1:9999"}).content.decode()
    assert '"id": "kanal.malang.example"' in html


PAGES = [
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
]


@pytest.mark.parametrize("name", PAGES)
def test_its_pages_hold_nothing_that_the_strict_policy_stops(client: Client, name: str) -> None:
    sign_in(client, UserFactory().email)
    if name != "mfa_activate_totp":
        set_up(client)
    else:
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": INDEX})
    page = client.get(reverse(name))
    assert page.status_code == 200
    html = page.content.decode()
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all("src=" in tag or "application/json" in tag for tag in scripts)
    assert not re.search(r"\s(style|on\w+)=", html)


@pytest.fixture
def in_the_admin(client: Client, settings: object) -> object:
    """Signs a member of staff in; how they showed their own second step is not the question."""
    settings.STAFF_SECOND_FACTOR = False

    def come_in(person: User) -> Client:
        client.force_login(person)
        return client

    return come_in


def test_an_administrator_frees_somebody_whose_phone_is_lost(in_the_admin: object) -> None:
    person = UserFactory(role=MANAGERS)
    stolen = Client()
    sign_in(stolen, person.email)
    set_up(stolen)
    administrator = UserFactory(role=ADMINISTRATORS)
    client = in_the_admin(administrator)
    address = reverse("person_reset_factor", args=[person.pk])
    assert address in client.get(reverse("wagtailusers_users:index")).content.decode()
    assert person.email in client.get(address).content.decode()
    client.post(address)
    assert not Authenticator.objects.filter(user=person).exists()
    assert not is_in(stolen), "a lost phone may still be signed in"
    assert mail.outbox[-1].to == [person.email]
    assert "langkah kedua" in mail.outbox[-1].body
    entry = ModelLogEntry.objects.get(action="accounts.reset_factor")
    assert (entry.user, entry.object_id) == (administrator, str(person.pk))
    again = client.post(address, follow=True).content.decode()
    assert "tidak punya langkah kedua" in again
    assert address not in client.get(reverse("wagtailusers_users:index")).content.decode()


@pytest.mark.parametrize("who", ["manager", "oneself", "administrator of a superuser"])
def test_nobody_else_takes_it_off(in_the_admin: object, who: str) -> None:
    actor = UserFactory(role=MANAGERS if who == "manager" else ADMINISTRATORS)
    person = {
        "manager": lambda: UserFactory(),
        "oneself": lambda: actor,
        "administrator of a superuser": lambda: UserFactory(superuser=True),
    }[who]()
    phone = Client()
    sign_in(phone, person.email)
    set_up(phone)
    in_the_admin(actor).post(reverse("person_reset_factor", args=[person.pk]))
    assert Authenticator.objects.filter(user=person).exists()


def test_the_operator_frees_the_last_administrator(capsys: pytest.CaptureFixture) -> None:
    person, _secret = member_of_staff(ADMINISTRATORS)
    call_command("reset_second_factor", person.email.upper())
    assert capsys.readouterr().out == "reset=1\n"
    assert not Authenticator.objects.filter(user=person).exists()
    with pytest.raises(CommandError):
        call_command("reset_second_factor", person.email)
    with pytest.raises(CommandError, match="No account"):
        call_command("reset_second_factor", "tiada@contoh.example")
