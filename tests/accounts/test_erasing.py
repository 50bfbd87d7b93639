"""Taking one's data along and being forgotten: asked for, taken back, carried out."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail import hooks

from accounts import privacy
from accounts.erasing import (
    ErasureError,
    carry_out_erasure,
    erase_due,
    request_erasure,
    take_back_erasure,
)
from accounts.models import ErasureRequest, User
from accounts.roles import ADMINISTRATORS
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
PAGE = "/accounts/profil/hapus/"
QUEUE = "/admin/reports/erasures/"


@pytest.fixture
def siti() -> User:
    return UserFactory(name="Siti Aminah", email="siti@contoh.example")


@pytest.fixture
def hers(client: Client, siti: User) -> Client:
    return let_in(client, siti)


def let_in(client: Client, person: User) -> Client:
    """Signed in, and a moment ago asked for the password once more."""
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_she_takes_her_data_along_as_one_file(hers: Client, siti: User) -> None:
    response = hers.get("/accounts/profil/unduh/")

    assert response.headers["Content-Disposition"].startswith('attachment; filename="kanal-')
    assert json.loads(response.content)["accounts"]["email"] == siti.email


@pytest.mark.parametrize("path", [PAGE, "/accounts/profil/unduh/"])
def test_a_phone_left_lying_around_asks_for_the_password_first(siti: User, path: str) -> None:
    left = Client()
    left.force_login(siti)

    response = left.get(path) if path != PAGE else left.post(path)

    assert response.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not ErasureRequest.objects.exists()


def test_she_asks_and_learns_the_day_on_the_page_and_by_mail(hers: Client, siti: User) -> None:
    page = hers.post(PAGE, follow=True)

    erasure = ErasureRequest.objects.of(siti)
    assert erasure.due_at - erasure.requested_at == timedelta(days=14)
    assert "dihapus pada" in page.content.decode()
    assert "dihapus" in hers.get("/dashboard/").content.decode()
    (letter,) = mail.outbox
    assert letter.to == [siti.email]
    assert PAGE in letter.body


def test_asking_again_moves_nothing(siti: User) -> None:
    first, is_first = request_erasure(person=siti, now=NOW)
    assert is_first
    second, new = request_erasure(person=siti, now=NOW + timedelta(days=3))

    assert (second.pk, second.due_at, new) == (first.pk, first.due_at, False)
    assert len(mail.outbox) == 1


def test_nothing_is_on_the_list_of_which_its_owner_could_not_be_told(
    siti: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise OSError("No room for mail")

    monkeypatch.setattr("accounts.erasing.get_adapter", away)
    with pytest.raises(OSError, match="No room"):
        request_erasure(person=siti, now=NOW)
    assert not ErasureRequest.objects.exists()


def test_she_changes_her_mind_and_stays(hers: Client, siti: User) -> None:
    hers.post(PAGE)
    hers.post(f"{PAGE}batal/")

    assert erase_due(now=timezone.now() + timedelta(days=30)) == (0, 0)
    assert "dihapus pada" not in hers.get("/accounts/profil/").content.decode()
    # And may ask anew.
    hers.post(PAGE)
    assert ErasureRequest.objects.open().count() == 1


def test_without_the_consent_to_take_part_one_can_still_leave() -> None:
    umi = UserFactory(consented=False)
    client = let_in(Client(), umi)

    assert client.get("/accounts/profil/unduh/").status_code == 200
    client.post(PAGE)
    assert ErasureRequest.objects.of(umi) is not None
    client.post(f"{PAGE}batal/")
    assert ErasureRequest.objects.of(umi) is None


def test_who_is_due_is_erased_to_the_second_and_nobody_else(siti: User) -> None:
    later = UserFactory()
    erasure, _new = request_erasure(person=siti, now=NOW)
    request_erasure(person=later, now=NOW + timedelta(seconds=1))

    assert erase_due(now=erasure.due_at - timedelta(seconds=1)) == (0, 0)
    assert erase_due(now=erasure.due_at) == (1, 0)

    assert list(User.objects.all()) == [later]
    erasure.refresh_from_db()
    assert (erasure.person, erasure.erased_at) == (None, erasure.due_at)


def test_one_that_cannot_be_erased_stays_on_the_list_and_stops_no_other(
    siti: User,
) -> None:
    umi = UserFactory()
    for person in (siti, umi):
        request_erasure(person=person, now=timezone.now() - timedelta(days=20))

    def fails(user: User, now: datetime) -> None:
        if user == siti:
            raise RuntimeError

    upper = privacy.PersonData("upper", lambda user: {}, fails)

    held = hooks.register_temporarily("register_person_data", lambda: upper)
    with held, pytest.raises(CommandError, match="erased=1 failed=1"):
        call_command("erase_people")

    assert list(User.objects.all()) == [siti]
    assert ErasureRequest.objects.of(siti).is_overdue(timezone.now())


def test_an_account_deleted_by_hand_closes_its_request(siti: User) -> None:
    erasure, _new = request_erasure(person=siti, now=timezone.now())
    siti.delete()

    erasure.refresh_from_db()
    assert (erasure.person, erasure.is_open) == (None, False)


def test_what_was_taken_back_or_done_is_not_done_again(siti: User) -> None:
    erasure, _new = request_erasure(person=siti, now=NOW)
    assert take_back_erasure(request=erasure, now=NOW)

    assert not take_back_erasure(request=erasure, now=NOW)
    assert not carry_out_erasure(request=erasure, now=NOW)
    assert User.objects.filter(pk=siti.pk).exists()


def test_the_last_superuser_stays(siti: User) -> None:
    chief = UserFactory(superuser=True)
    UserFactory(superuser=True, is_active=False)

    with pytest.raises(ErasureError):
        request_erasure(person=chief, now=NOW)

    second = UserFactory(superuser=True)
    erasure, _new = request_erasure(person=chief, now=NOW)
    second.delete()
    assert erase_due(now=erasure.due_at) == (0, 1)


def test_a_closed_account_is_erased_without_a_mail(siti: User) -> None:
    User.objects.filter(pk=siti.pk).update(is_active=False)
    siti.refresh_from_db()
    erasure, _new = request_erasure(person=siti, now=NOW)

    assert not mail.outbox
    assert erase_due(now=erasure.due_at) == (1, 0)


def test_one_person_has_one_open_request(siti: User) -> None:
    request_erasure(person=siti, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureRequest.objects.create(person=siti, requested_at=NOW, due_at=NOW)


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(UserFactory(role=ADMINISTRATORS, name="Pak Agus"))
    return client


def test_an_operator_records_a_letter_and_sees_the_deadline(operator: Client, siti: User) -> None:
    operator.post(f"{QUEUE}record/", {"email": "SITI@contoh.example "})

    page = operator.get(QUEUE).content.decode()
    assert "Siti Aminah" in page
    assert "Pak Agus" in page
    assert "Terlambat" not in page
    ErasureRequest.objects.update(
        requested_at=NOW - timedelta(days=9), due_at=NOW - timedelta(days=2)
    )
    assert "Terlambat" in operator.get(QUEUE).content.decode()


def test_an_operator_erases_at_once_after_a_question(operator: Client, siti: User) -> None:
    erasure, _new = request_erasure(person=siti, now=NOW)

    assert "Siti Aminah" in operator.get(f"{QUEUE}{erasure.pk}/erase/").content.decode()
    assert User.objects.filter(pk=siti.pk).exists()
    operator.post(f"{QUEUE}{erasure.pk}/erase/")

    assert not User.objects.filter(pk=siti.pk).exists()
    assert "Siti Aminah" not in operator.get(QUEUE).content.decode()


def test_an_operator_takes_a_request_back(operator: Client, siti: User) -> None:
    erasure, _new = request_erasure(person=siti, now=NOW)
    operator.post(f"{QUEUE}{erasure.pk}/keep/")
    assert not ErasureRequest.objects.open().exists()


@pytest.mark.parametrize("address", ["niemand@contoh.example", "bos@contoh.example"])
def test_an_operator_records_nobody_unknown_and_nobody_above(
    operator: Client, address: str
) -> None:
    UserFactory(superuser=True, email="bos@contoh.example")
    UserFactory(superuser=True)

    page = operator.post(f"{QUEUE}record/", {"email": address})

    assert page.context["form"].errors["email"]
    assert address in page.content.decode()
    assert not ErasureRequest.objects.exists()


def test_an_operator_erases_nobody_above_their_own_account(operator: Client) -> None:
    UserFactory(superuser=True)
    boss = UserFactory(superuser=True)
    erasure, _new = request_erasure(person=boss, now=NOW)

    operator.post(f"{QUEUE}{erasure.pk}/erase/")
    operator.post(f"{QUEUE}{erasure.pk}/keep/")

    assert ErasureRequest.objects.of(boss) == erasure
