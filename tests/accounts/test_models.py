"""What the database itself refuses, and what a profile knows about a channel."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.claims import give_up_for
from accounts.models import AgeSettings, Consent, Profile, User, normalise_region_code
from accounts.models.ages import full_years
from accounts.signals import accounts_closed
from tests.factories.accounts import RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)


def test_an_address_is_stored_in_one_form_and_found_in_any() -> None:
    user = User.objects.create_user(" Siti+K@Contoh.Example", now=timezone.now())
    assert user.email == "siti+k@contoh.example"
    assert User.objects.by_email("SITI+K@contoh.example ").get() == user
    assert User.objects.get_by_natural_key("Siti+K@CONTOH.example") == user
    assert not User.objects.by_email("siti@contoh.example").exists()


def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="address"):
        User.objects.create_user("  ", now=timezone.now())


def test_the_database_keeps_two_cases_of_one_address_apart() -> None:
    UserFactory(email="siti@contoh.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="SITI@contoh.example", date_joined=timezone.now()).save()


def test_the_first_administrator_has_a_verified_address_and_a_profile() -> None:
    user = User.objects.create_superuser("admin@contoh.example", password="x")
    assert user.is_superuser
    assert user.is_staff
    assert user.emailaddress_set.get().verified
    assert user.profile.language == ""
    assert user.date_joined <= timezone.now()


@pytest.mark.parametrize(
    ("name", "initials", "first"),
    [
        ("Suharto", "S", "Suharto"),
        ("Hj. Siti Nur'aini, S.Pd.", "SN", "Hj. Siti"),
        ("Hj Siti Aminah", "SA", "Hj Siti"),
        ("DRS Budi Santoso", "BS", "DRS Budi"),
        ("Prof. Dr Sutrisno, M.Kom.", "S", "Prof. Dr Sutrisno"),
        ("KH Hasan Basri", "HB", "KH Hasan"),
        ("bu Yuli", "Y", "bu Yuli"),
        ("R.A. Kartini", "K", "R.A. Kartini"),
        ("M. Rizki", "MR", "M. Rizki"),
        ("Pak", "P", "Pak"),
        ("Bapak Ustadz", "BU", "Bapak Ustadz"),
        ("Sri", "S", "Sri"),
        ("Sri Wahyuni", "SW", "Sri"),
        ("Ni Made Ayu", "NA", "Ni Made"),
        ("Ni", "N", "Ni"),
        ("Ida Bagus Oka", "IO", "Ida Bagus"),
        ("Ida Farida", "IF", "Ida"),
        ("Gusti, S.E.", "G", "Gusti"),
        ("Renée Ōtani", "RŌ", "Renée"),
        ("O", "O", "O"),
        ("I Gusti Ngurah Rai-Putra, M.Kom.", "IR", "I Gusti"),
        ("", "S", "siti"),
    ],
)
def test_initials_and_greeting_suit_names_of_any_shape(
    name: str, initials: str, first: str
) -> None:
    user = User(email="siti@contoh.example", name=name)
    assert (user.initials, user.first_word) == (initials, first)


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "081234567890"},
        {"birth_year": 98},
        {"gender": "x"},
        {"language": "jv"},
        {"guardian_name": "Bu Endang"},
        {"guardian_consent_on": TODAY},
    ],
)
def test_the_database_refuses_a_broken_profile(wrong: dict) -> None:
    user = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(user=user).update(**wrong)


def test_who_was_born_in_1900_may_say_so_and_nobody_before() -> None:
    profile = Profile.objects.filter(user=UserFactory())
    profile.update(birth_year=1900)
    with pytest.raises(IntegrityError), transaction.atomic():
        profile.update(birth_year=1899)


def test_an_account_is_announced_as_closed_once_however_often_it_is_saved() -> None:
    closed: list[User] = []

    def note(users: list[User], **kwargs: object) -> None:
        closed.extend(users)

    accounts_closed.connect(note)
    siti = UserFactory()
    siti.is_active = False
    siti.save()
    siti.save()
    assert closed == [siti]
    siti.is_active = True
    siti.save()
    assert closed == [siti]


def test_whoever_held_an_address_before_its_owner_came_holds_it_no_longer() -> None:
    holder, owner = UserFactory(email="budi@contoh.example"), UserFactory()
    give_up_for(owner, "budi@contoh.example")
    holder.refresh_from_db()
    assert not holder.has_address


def test_nobody_lives_in_a_kelurahan_and_outside_at_once() -> None:
    user = UserFactory(profile={"region": RegionFactory()})
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(user=user).update(outside_region=True)


def test_a_purpose_has_one_open_consent_that_ends_after_it_began() -> None:
    user = UserFactory(consented=False)
    now = datetime(2026, 11, 25, tzinfo=UTC)
    row = {"user": user, "purpose": "x", "wording": "Ya.", "given_at": now}
    first = Consent.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=first.pk).update(withdrawn_at=now - timedelta(seconds=1))
    Consent.objects.filter(pk=first.pk).update(withdrawn_at=now)
    Consent.objects.create(**row)


@pytest.mark.parametrize(
    ("birth_year", "agreed", "hindrance"),
    [
        (None, False, "birth_year"),
        (2010, False, "under_age"),
        (2010, True, "under_age"),
        (2009, False, "guardian"),
        (2009, True, None),
        (2008, False, "guardian"),
        (2007, False, None),
    ],
)
def test_the_younger_possible_age_decides_about_a_channel(
    birth_year: int | None, agreed: bool, hindrance: str | None
) -> None:
    profile = Profile(birth_year=birth_year)
    if agreed:
        profile.record_guardian(name="Bu Endang", on=TODAY, by=None)
    assert profile.channel_hindrance(TODAY) == hindrance


def test_both_ages_are_settings_of_the_site() -> None:
    ages = AgeSettings.current()
    assert (ages.channel_age, ages.guardian_age) == (16, 18)
    ages.channel_age, ages.guardian_age = 13, 13
    ages.save()
    assert Profile(birth_year=2012).channel_hindrance(TODAY) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        AgeSettings.objects.update(channel_age=14)


def test_an_unknown_year_of_birth_is_no_age() -> None:
    assert full_years(None, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("35.73.01.1001", "35.73.01.1001"),
        ("3573011001", "35.73.01.1001"),
        (" 3573011001 ", "35.73.01.1001"),
        ("357301100", "357301100"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_code_gets_its_dots_back(typed: str | None, code: str) -> None:
    assert normalise_region_code(typed) == code


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nobody_waits_to_write_while_a_password_is_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = []
    encode = MD5PasswordHasher.encode

    def watched(self: MD5PasswordHasher, *args: object) -> str:
        inside.append(connection.in_atomic_block)
        return encode(self, *args)

    monkeypatch.setattr(MD5PasswordHasher, "encode", watched)
    now = timezone.now()
    User.objects.create_user("siti@contoh.example", password="sambal-goreng", now=now)
    User.objects.create_superuser("boss@contoh.example", password="sambal-goreng", now=now)
    assert inside == [False, False]
