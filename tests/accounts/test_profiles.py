"""My details, my address, my password, my consents."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from accounts.consenting import ConsentError, give_consent, missing_consents, withdraw_consent
from accounts.forms.people import PersonForm
from accounts.forms.profile import DETAILS, ProfileForm
from accounts.models import Profile, User
from accounts.privacy import CALLED, NOT_OF_THEM, export_person
from accounts.purposes import PARTICIPATION, Purpose
from accounts.views.drafts_in_session import MAX_AGE, SESSION_KEY
from tests.accounts.test_login import confirm, is_in, sign_in
from tests.factories.accounts import PASSWORD, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

PROFILE = "/accounts/profil/"


@pytest.fixture
def dewi(client: Client) -> User:
    user = UserFactory(email="dewi@contoh.example", name="Dewi Anggraini")
    sign_in(client, user.email)
    return user


def save(client: Client, **typed: str) -> object:
    return client.post(PROFILE, {"name": "Dewi Anggraini", "language": "id", **typed})


def test_a_profile_is_filled_in_and_comes_back_as_told(client: Client, dewi: User) -> None:
    region = RegionFactory()
    save(
        client,
        name="Dewi  Anggraini, S.Pd.",
        phone="0812-3456-7890",
        birth_year="1998",
        gender="F",
        region=region.code,
        instagram="https://instagram.com/dapurbuwati",
        language="en",
    )
    dewi.refresh_from_db()
    own = dewi.profile
    own.refresh_from_db()
    assert dewi.name == "Dewi Anggraini, S.Pd."
    assert (own.phone, own.birth_year, own.gender) == ("+6281234567890", 1998, "F")
    assert (own.region, own.instagram, own.language) == (region, "dapurbuwati", "en")
    page = client.get(PROFILE)
    assert page.headers["Content-Language"] == "en"
    assert f'value="{region.code}" selected' in page.content.decode()


def test_kelurahan_stand_under_their_kecamatan_after_the_express_answer(
    client: Client, dewi: User
) -> None:
    RegionFactory(kecamatan="Klojen", kelurahan="Kauman")
    page = client.get(PROFILE).content.decode()
    assert page.index('value="outside"') < page.index('<optgroup label="Klojen"')
    save(client, region="outside")
    dewi.profile.refresh_from_db()
    assert dewi.profile.outside_region
    save(client, region="")
    dewi.profile.refresh_from_db()
    assert not dewi.profile.outside_region
    assert dewi.profile.region is None


def test_wrong_details_come_back_as_typed(client: Client, dewi: User) -> None:
    response = save(
        client, phone="6.28123E+12", birth_year="2099", tiktok="dua kata", region="99", gender="x"
    )
    form = response.context["form"]
    assert set(form.errors) == {"phone", "birth_year", "tiktok", "region", "gender"}
    assert "6.28123E+12" in response.content.decode()


def test_a_guardian_is_shown_and_not_for_the_person_to_change(client: Client, dewi: User) -> None:
    dewi.profile.record_guardian(name="Bu Endang", on=date(2026, 11, 2), by=None)
    dewi.profile.save()
    save(client, guardian_name="Diri Sendiri", guardian_consent_on="2026-11-20")
    dewi.profile.refresh_from_db()
    assert dewi.profile.guardian_name == "Bu Endang"
    assert "Bu Endang" in client.get(PROFILE).content.decode()


def test_consents_are_listed_and_only_free_ones_are_taken_back(
    client: Client, dewi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsletter = Purpose("newsletter", "Newsletter", "Once a month.")
    monkeypatch.setitem(
        hooks._hooks,
        "register_purposes",
        [*hooks._hooks["register_purposes"], (lambda: [newsletter], 0)],
    )
    give_consent(user=dewi, purpose="newsletter", wording="Sebulan sekali.", now=timezone.now())
    rows = {row.consent.purpose: row for row in client.get(PROFILE).context["consents"]}
    assert rows["newsletter"].can_withdraw
    assert not rows[PARTICIPATION].can_withdraw
    client.post(reverse("account_consent_withdraw"), {"purpose": "newsletter"})
    client.post(reverse("account_consent_withdraw"), {"purpose": "newsletter"})
    client.post(reverse("account_consent_withdraw"), {"purpose": PARTICIPATION})
    assert [row.purpose for row in dewi.consents.open()] == [PARTICIPATION]
    assert is_in(client)


def test_agreeing_twice_keeps_the_first_words_and_agreeing_anew_opens_a_second_row() -> None:
    user, now = UserFactory(consented=False), timezone.now()
    give_consent(user=user, purpose="newsletter", wording="Pertama.", now=now)
    assert give_consent(user=user, purpose="newsletter", wording="Kedua.", now=now).wording == (
        "Pertama."
    )
    assert withdraw_consent(user=user, purpose="newsletter", now=now)
    assert not withdraw_consent(user=user, purpose="newsletter", now=now)
    give_consent(user=user, purpose="newsletter", wording="Kedua.", now=now)
    assert user.consents.count() == 2


def test_a_consent_is_withdrawn_also_by_a_machine_whose_clock_is_a_day_behind() -> None:
    user, now = UserFactory(), timezone.now()
    given = give_consent(user=user, purpose="newsletter", wording="Ya.", now=now)
    assert withdraw_consent(user=user, purpose="newsletter", now=now - timedelta(days=1))
    given.refresh_from_db()
    assert given.withdrawn_at == given.given_at


def test_the_required_consent_cannot_be_taken_back() -> None:
    user = UserFactory()
    with pytest.raises(ConsentError):
        withdraw_consent(user=user, purpose=PARTICIPATION, now=timezone.now())
    assert missing_consents(user) == []


def ask_for_change(client: Client, typed: str) -> object:
    return client.post(reverse("account_email"), {"action_add": "", "email": typed})


def change_address(client: Client, typed: str) -> object:
    """Ask, and give the password when it is asked for."""
    response = ask_for_change(client, typed)
    if response.status_code == 302 and response.url.startswith(reverse("account_reauthenticate")):
        return client.post(response.url, {"password": PASSWORD})
    return response


def test_an_address_changes_once_the_new_one_is_confirmed(client: Client, dewi: User) -> None:
    change_address(client, "Dewi.Baru@Contoh.example ")
    dewi.refresh_from_db()
    assert dewi.email == "dewi@contoh.example"
    page = client.get(reverse("account_email")).content.decode()
    assert "dewi.baru@contoh.example" in page
    confirm(client)
    dewi.refresh_from_db()
    assert dewi.email == "dewi.baru@contoh.example"
    assert [row.email for row in EmailAddress.objects.all()] == ["dewi.baru@contoh.example"]
    warned = [message for message in mail.outbox if message.to == ["dewi@contoh.example"]]
    assert "dewi.baru@contoh.example" in warned[-1].body
    client.post(reverse("account_logout"))
    sign_in(client, "DEWI.baru@contoh.example")
    assert is_in(client)


def test_the_own_address_in_another_case_twice_changes_nothing(client: Client, dewi: User) -> None:
    for _time in range(2):
        response = change_address(client, "DEWI@contoh.example")
        assert "email" in response.context["form"].errors
    assert EmailAddress.objects.count() == 1


def test_an_address_of_someone_else_is_never_taken_over(client: Client, dewi: User) -> None:
    other = UserFactory(email="lain@contoh.example")
    change_address(client, "lain@contoh.example")
    assert [message.to for message in mail.outbox] == [["lain@contoh.example"]]
    assert not re.search(r"\b\d{6}\b", mail.outbox[0].body)
    other.refresh_from_db()
    dewi.refresh_from_db()
    assert other.email == "lain@contoh.example"
    assert dewi.email == "dewi@contoh.example"


def test_changing_the_password_needs_the_old_one_and_keeps_one_signed_in(
    client: Client, dewi: User
) -> None:
    change = reverse("account_change_password")
    new = "sambal-goreng-tempe"
    wrong = client.post(change, {"oldpassword": "salah", "password1": new})
    assert "oldpassword" in wrong.context["form"].errors
    client.post(change, {"oldpassword": PASSWORD, "password1": new})
    assert is_in(client)
    dewi.refresh_from_db()
    assert dewi.check_password(new)


@pytest.mark.parametrize("weak", ["pendek", "password123", "dewi@contoh.example"])
def test_a_weak_password_is_refused(client: Client, dewi: User, weak: str) -> None:
    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak}
    )
    assert "password1" in response.context["form"].errors


def test_a_phone_left_lying_changes_no_address(client: Client, dewi: User) -> None:
    response = ask_for_change(client, "baru@contoh.example")
    assert client.get(response.url).status_code == 200
    refused = client.post(response.url, {"password": "salah-salah-salah"})
    assert "password" in refused.context["form"].errors
    assert EmailAddress.objects.count() == 1


def test_what_was_typed_into_an_expired_session_is_there_after_signing_in() -> None:
    sari, client = UserFactory(), Client()
    typed = {"name": "Sari Dewi", "instagram": "sari.rasa", "csrfmiddlewaretoken": "x"}
    response = client.post("/accounts/profil/", typed)
    assert response.headers["Location"] == "/accounts/login/?next=/accounts/profil/"
    client.force_login(sari)
    assert "sari.rasa" not in client.get("/channel/hubungkan/").content.decode()
    assert 'value="sari.rasa"' in client.get("/accounts/profil/").content.decode()
    assert 'value="sari.rasa"' not in client.get("/accounts/profil/").content.decode(), "kept once"


def test_whoever_signs_in_later_with_the_same_browser_sees_nothing_of_it(
    client: Client, time_machine: object
) -> None:
    began = timezone.now()
    time_machine.move_to(began)
    client.post(PROFILE, {"instagram": "sari.rasa"})
    time_machine.move_to(began + MAX_AGE)
    client.force_login(UserFactory())
    assert "sari.rasa" not in client.get(PROFILE).content.decode()


def test_a_form_of_any_length_does_not_fill_the_sessions() -> None:
    client = Client()
    client.post("/accounts/profil/", {"name": "x" * 9000})
    assert SESSION_KEY not in client.session


def test_what_a_person_may_tell_is_in_both_forms_and_handed_out() -> None:
    person = UserFactory()
    own, staffs = ProfileForm(instance=person.profile), PersonForm(actor=person, instance=person)
    exported = export_person(person)["accounts"]["profile"]
    for detail in DETAILS:
        assert detail in own.fields
        assert detail in staffs.fields
        assert detail in exported


def test_whatever_column_says_something_is_in_the_forms() -> None:
    columns = {field.name for field in Profile._meta.concrete_fields} - NOT_OF_THEM
    by_other_means = {"language", "outside_region", "guardian_name", "guardian_consent_on"}
    assert columns == {*DETAILS, *by_other_means}


def test_whatever_column_says_something_of_the_person_is_handed_out() -> None:
    columns = {field.name for field in Profile._meta.concrete_fields} - NOT_OF_THEM
    exported = export_person(UserFactory())["accounts"]["profile"]
    assert {CALLED.get(name, name) for name in columns} == exported.keys()
