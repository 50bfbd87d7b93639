"""An address that nobody has confirmed is a claim: attacks through the pages, with their real mails."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.claims import forget_claims, give_up_for, placeholder
from accounts.models import User
from accounts.people import create_imported_person
from cohorts.models import Enrolment
from tests.accounts.test_login import (
    CONFIRM,
    code_in,
    confirm,
    is_in,
    link_in,
    sign_in,
    sign_up,
)
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.courses import CohortFactory

pytestmark = pytest.mark.django_db

BUDI = "budi@contoh.example"
OTHERS = "kata-sandi-orang-lain"


@pytest.fixture(autouse=True)
def _no_limits(settings: object) -> None:
    """Limits are tested elsewhere; here somebody tries many things within a second."""
    settings.ACCOUNT_RATE_LIMITS = False


def brought_in(email: str) -> User:
    """By an operator's file."""
    now = timezone.now()
    return create_imported_person(email=email, name="Budi", actor=None, now=now).user


def owner_of(email: str) -> User | None:
    row = EmailAddress.objects.filter(email=email, verified=True).first()
    return row.user if row else None


def test_a_claim_of_somebody_else_blocks_nobodys_sign_up(client: Client) -> None:
    sign_up(Client(), email=BUDI, name="Bukan Budi", password1=OTHERS)
    sign_up(client, email=BUDI, name="Budi")
    confirm(client)
    assert is_in(client)
    assert owner_of(BUDI).name == "Budi"
    assert owner_of(BUDI).email == BUDI


def test_claiming_again_and_again_does_not_break_the_code_of_who_waits(client: Client) -> None:
    sign_up(client, email=BUDI, name="Budi")
    code = code_in(mail.outbox[-1])
    for _time in range(5):
        sign_up(Client(), email=BUDI, name="Bukan Budi", password1=OTHERS)
    client.post(CONFIRM, {"code": code})
    assert owner_of(BUDI).name == "Budi"


def test_the_password_of_a_claim_opens_nothing_once_the_owner_has_come(client: Client) -> None:
    stranger = Client()
    sign_up(stranger, email=BUDI, password1=OTHERS)
    sign_up(client, email=BUDI)
    confirm(client)
    for attempt in (stranger, Client()):
        sign_in(attempt, BUDI, OTHERS)
        assert not is_in(attempt)
    # Their claim stays as it is, so that nobody learns from it who has come.
    assert owner_of(BUDI).name == "Siti Rahayu"
    assert EmailAddress.objects.filter(email=BUDI, verified=False).count() == 1


def test_a_claim_is_confirmed_by_nobody_but_who_made_it(client: Client) -> None:
    """Who reads the mail and types the code in a browser of their own confirms nothing."""
    stranger = Client()
    sign_up(stranger, email=BUDI, name="Bukan Budi", password1=OTHERS)
    confirm(client)
    assert not is_in(client)
    UserFactory(email="siti@contoh.example")
    sign_in(client, "siti@contoh.example")
    confirm(client)
    assert owner_of(BUDI) is None


def test_a_claim_receives_no_reset(client: Client) -> None:
    sign_up(Client(), email=BUDI, password1=OTHERS)
    mail.outbox.clear()
    client.post(reverse("account_reset_password"), {"email": BUDI})
    assert mail.outbox == []


def test_a_pending_change_of_somebody_s_address_blocks_and_resets_nothing(client: Client) -> None:
    UserFactory(email="siti@contoh.example")
    siti = Client()
    sign_in(siti, "siti@contoh.example")
    siti.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    siti.post(reverse("account_email"), {"email": BUDI, "action_add": ""})
    code = code_in(mail.outbox[-1])
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": BUDI})
    assert mail.outbox == []

    sign_up(client, email=BUDI, name="Budi")
    confirm(client)
    siti.post(CONFIRM, {"code": code})

    assert owner_of(BUDI).name == "Budi"
    assert User.objects.get(name__startswith="Siti").email == "siti@contoh.example"


def test_of_two_who_confirm_one_address_at_once_the_second_is_led_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_up(client, email=BUDI)
    UserFactory(email=BUDI, name="Budi")
    # As each saw it before the other had written.
    monkeypatch.setattr("accounts.claims.has_owner", lambda *given, **more: False)
    monkeypatch.setattr(EmailAddress, "can_set_verified", lambda address: True)
    code = client.session["account_email_verification_code"]["code"]

    response = client.post(CONFIRM, {"code": code})

    assert response.status_code == 302
    assert not is_in(client)
    assert owner_of(BUDI).name == "Budi"


def test_who_changes_the_address_gets_the_code_there_and_keeps_the_old_until_then() -> None:
    siti, client = UserFactory(email="siti@contoh.example"), Client()
    sign_in(client, siti.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": "Siti.Baru@contoh.example", "action_add": ""})
    siti.refresh_from_db()
    assert siti.email == "siti@contoh.example"
    assert mail.outbox[-1].to == ["siti.baru@contoh.example"]
    confirm(client)
    siti.refresh_from_db()
    assert siti.email == "siti.baru@contoh.example"
    assert [row.email for row in siti.emailaddress_set.all()] == ["siti.baru@contoh.example"]


def test_the_mail_to_a_claim_names_nobody() -> None:
    sign_up(Client(), email=BUDI, name="Menang Undian di penipu.example")
    (letter,) = mail.outbox
    assert "Menang" not in letter.subject + letter.body
    assert "penipu" not in letter.subject + letter.body


def strip(page: bytes, email: str) -> str:
    """A page without what is different each time anyway."""
    text = re.sub(r'value="[^"]{20,}"', "", page.decode())
    return text.replace(email, "…")


@pytest.fixture
def _known() -> None:
    UserFactory(email="lama@contoh.example", last_login=timezone.now())


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize("step", ["sign up", "send again", "correct", "wrong code", "reset"])
def test_known_and_unknown_addresses_get_the_same_answer(step: str) -> None:
    responses = []
    for email in ("lama@contoh.example", "baru@contoh.example"):
        client = Client()
        if step == "reset":
            response = client.post(reverse("account_reset_password"), {"email": email})
        elif step == "sign up":
            response = sign_up(client, email=email)
        elif step == "correct":
            sign_up(client, email="salah@contoh.example")
            response = client.post(CONFIRM, {"action": "change", "email": email})
        else:
            sign_up(client, email=email)
            typed = {"action": "resend"} if step == "send again" else {"code": "x"}
            response = client.post(CONFIRM, typed)
        page = client.get(CONFIRM)
        responses.append(
            (
                response.status_code,
                response.headers.get("Location"),
                sorted(response.headers),
                sorted(client.cookies),
                strip(response.content, email),
                strip(page.content, email),
            )
        )
    assert responses[0] == responses[1]


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize("password", [OTHERS, "salah-salah-salah"])
def test_signing_up_and_then_in_does_not_tell_who_has_an_account(
    password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes, responses = [], []
    encode = MD5PasswordHasher.encode
    counted = lambda self, *args: hashes.append(1) or encode(self, *args)  # noqa: E731
    for email in ("lama@contoh.example", "baru@contoh.example"):
        sign_up(Client(), email=email, password1=OTHERS)
        client = Client()
        with monkeypatch.context() as patched:
            patched.setattr(MD5PasswordHasher, "encode", counted)
            response = sign_in(client, email, password)
        cost, page = len(hashes), client.get(CONFIRM)
        hashes.clear()
        responses.append(
            (
                cost,
                response.status_code,
                response.headers.get("Location"),
                sorted(client.cookies),
                strip(response.content, email),
                strip(page.content, email),
            )
        )
        assert not is_in(client)
    assert responses[0] == responses[1]


@pytest.mark.usefixtures("_known")
def test_a_known_address_that_was_mistyped_is_corrected_like_any_other(client: Client) -> None:
    sign_up(client, email="lama@contoh.example", name="Baru")
    assert [message.to for message in mail.outbox] == [["lama@contoh.example"]]
    assert not re.search(r"\d{6}", mail.outbox[0].body)
    client.post(CONFIRM, {"action": "change", "email": "baru@contoh.example"})
    confirm(client)
    assert is_in(client)
    assert owner_of("baru@contoh.example").name == "Baru"


def test_links_in_mails_lead_to_the_site_whatever_host_was_asked(settings: object) -> None:
    settings.SITE_URL = "https://kanal.malang.example"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "lain.example"]
    UserFactory(email="siti@contoh.example", last_login=timezone.now())
    imported = brought_in("baru@contoh.example")
    for host in ("127.0.0.1:9999", "lain.example"):
        asker = Client(headers={"host": host})
        asker.post(reverse("account_reset_password"), {"email": "siti@contoh.example"})
        for email in ("siti@contoh.example", imported.email):
            sign_up(Client(headers={"host": host}), email=email)
    assert len(mail.outbox) == 6
    for message in mail.outbox:
        assert "https://kanal.malang.example/accounts/" in message.body
        assert "9999" not in message.body
        assert "lain.example" not in message.body


def test_when_staff_change_an_address_whoever_had_the_account_is_out(client: Client) -> None:
    siti = UserFactory(email="salah@contoh.example")
    stranger = Client()
    sign_in(stranger, siti.email)
    stranger.post(reverse("account_reset_password"), {"email": siti.email})
    old_link = link_in(mail.outbox[-1])
    Authenticator.objects.create(user=siti, type="totp", data={"secret": "x"})
    boss = Client()
    boss.force_login(UserFactory(superuser=True))
    mail.outbox.clear()

    edit = reverse("wagtailusers_users:edit", args=[siti.pk])
    boss.post(edit, {"name": siti.name, "email": "benar@contoh.example", "is_active": "on"})

    assert not is_in(stranger)
    sign_in(stranger, "benar@contoh.example")
    sign_in(stranger, "salah@contoh.example")
    assert not is_in(stranger)
    page = stranger.get(old_link, follow=True)
    stranger.post(page.request["PATH_INFO"], {"password1": OTHERS})
    assert not is_in(stranger)
    assert not siti.authenticator_set.exists()
    (invitation,) = mail.outbox
    assert invitation.to == ["benar@contoh.example"]
    page = client.get(link_in(invitation), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "sambal-goreng-tempe"})
    assert is_in(client)


def test_a_corrected_name_leaves_password_and_sessions_alone() -> None:
    siti, hers, boss = UserFactory(), Client(), Client()
    sign_in(hers, siti.email)
    boss.force_login(UserFactory(superuser=True))
    edit = reverse("wagtailusers_users:edit", args=[siti.pk])
    boss.post(edit, {"name": "Siti Baru", "email": siti.email, "is_active": "on"})
    assert User.objects.get(pk=siti.pk).name == "Siti Baru"
    assert is_in(hers)
    assert mail.outbox == []


def test_an_import_makes_an_address_its_owners_whoever_claimed_it(client: Client) -> None:
    stranger = Client()
    sign_up(stranger, email=BUDI, password1=OTHERS)
    code = code_in(mail.outbox[-1])
    budi = brought_in(BUDI)
    stranger.post(CONFIRM, {"code": code})
    sign_in(stranger, BUDI, OTHERS)
    assert not is_in(stranger)
    assert owner_of(BUDI) == budi


def test_an_owner_who_comes_leaves_claims_to_other_addresses_as_they_are() -> None:
    sign_up(Client(), email="dewi@contoh.example")
    claim = EmailAddress.objects.get(email="dewi@contoh.example")
    give_up_for(UserFactory(email=BUDI), BUDI)
    assert EmailAddress.objects.get(email="dewi@contoh.example").pk == claim.pk


def test_an_account_of_before_whose_address_was_never_confirmed_gets_a_new_start() -> None:
    old = UserFactory(email=BUDI, unverified=True)
    theirs = Client()
    theirs.force_login(old)
    assert brought_in(BUDI) == old
    old.refresh_from_db()
    assert not old.has_usable_password()
    assert not is_in(theirs)
    assert [message.to for message in mail.outbox] == [[BUDI]]


def test_the_intended_cohort_lasts_until_the_code_is_typed(client: Client) -> None:
    cohort = CohortFactory(slug="kawi")
    client.post(f"/angkatan/{cohort.slug}/ikut/")
    sign_up(client)
    assert not Enrolment.objects.exists()
    confirm(client)
    assert cohort.enrolments.get().user.email == "siti@contoh.example"


def test_who_was_imported_and_signs_up_gets_the_intended_seat_by_the_link(client: Client) -> None:
    budi = brought_in(BUDI)
    cohort = CohortFactory(slug="kawi")
    client.post(f"/angkatan/{cohort.slug}/ikut/")
    sign_up(client, email=BUDI)
    page = client.get(link_in(mail.outbox[-1]), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "sambal-goreng-tempe"})
    assert cohort.enrolments.get().user == budi


def test_claims_are_forgotten_after_a_week_and_owners_stay() -> None:
    now = timezone.now()
    old, young, owner = UserFactory(unverified=True), UserFactory(unverified=True), UserFactory()
    for user, days in ((old, 8), (young, 6)):
        user.email = placeholder()
        user.date_joined = now - timedelta(days=days)
        user.save()
    call_command("forget_claims", verbosity=0)
    assert set(User.objects.all()) == {young, owner}
    assert forget_claims(now=now) == 0


def test_staff_see_what_was_typed_and_cannot_invite_it() -> None:
    sign_up(Client(), email=BUDI, name="Budi")
    boss = Client()
    boss.force_login(UserFactory(superuser=True))
    page = boss.get(reverse("wagtailusers_users:index")).content.decode()
    assert f"{BUDI} (belum dikonfirmasi)" in page
    assert "unconfirmed.invalid" not in page
    mail.outbox.clear()
    claimant = User.objects.get(name="Budi")
    boss.post(f"/admin/bulk/accounts/user/invite/?id={claimant.pk}")
    assert mail.outbox == []


@pytest.mark.parametrize("gone", ["closed", "deleted"])
@pytest.mark.parametrize("act", ["look", "code", "resend", "change"])
def test_a_code_of_an_account_that_went_meanwhile_leads_to_sign_in(
    client: Client, gone: str, act: str
) -> None:
    sign_up(client, email=BUDI)
    code = code_in(mail.outbox.pop())
    if gone == "deleted":
        User.objects.get().delete()
    else:
        User.objects.update(is_active=False)
    typed = {
        "code": {"code": code},
        "resend": {"action": "resend"},
        "change": {"action": "change", "email": "lain@contoh.example"},
    }
    if act == "look":
        page = client.get(CONFIRM, follow=True)
    else:
        page = client.post(CONFIRM, typed[act], follow=True)
    assert page.redirect_chain == [(reverse("account_login"), 302)]
    assert "Kode ini" in page.content.decode()
    assert mail.outbox == []
    assert owner_of(BUDI) is None
