"""A person sees where they are signed in, and ends it there from the browser at hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Session, User
from accounts.privacy import erase_person, export_account
from accounts.sessions import signed_in
from tests.accounts.security.conftest import Lines, lines  # noqa: F401  (fixture)
from tests.accounts.test_login import is_in, link_in, sign_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

PHONE = (
    "Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
LIST = reverse("account_devices")
ALL = reverse("account_sign_out_elsewhere")
NOON = datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Asia/Jakarta"))


def browser_of(person: User, user_agent: str = LAPTOP) -> Client:
    client = Client(headers={"user-agent": user_agent}, REMOTE_ADDR="10.0.0.7")
    sign_in(client, person.email)
    return client


def show_password(client: Client, target: str) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": target})


def way_out(client: Client) -> str:
    """The address behind the only "sign out there" of the page."""
    (other,) = [each for each in client.get(LIST).context["devices"] if not each.is_here]
    return reverse("account_sign_out_device", args=[other.reference])


def test_the_page_names_each_device_its_last_day_and_the_one_at_hand(time_machine: object) -> None:
    person = UserFactory()
    time_machine.move_to(NOON)
    phone = browser_of(person, PHONE)
    time_machine.move_to(NOON + timedelta(days=2))
    here = browser_of(person)
    assert LIST in here.get(reverse("account_profile")).content.decode()
    page = here.get(LIST)
    this, other = page.context["devices"]
    assert (str(this.device), this.is_here) == ("Firefox di Windows", True)
    assert (str(other.device), other.is_here) == ("Chrome di Android", False)
    html = page.content.decode()
    assert "Terakhir dipakai 1 Des 2026" in html
    assert html.count("Keluar dari sana") == 1
    phone.get("/dashboard/")
    assert "Terakhir dipakai 3 Des 2026" in here.get(LIST).content.decode()


def test_neither_the_page_nor_the_row_holds_a_key_a_network_address_or_the_whole_header() -> None:
    person = UserFactory()
    phone, here = browser_of(person, PHONE), browser_of(person)
    html = here.get(LIST).content.decode()
    rows = [str(row.get_decoded()) for row in Session.objects.all()]
    for text in (html, *rows):
        assert "SM-A145F" not in text
        assert "142.0" not in text
        assert "10.0.0.7" not in text
    for client in (phone, here):
        assert client.session.session_key not in html


def test_a_browser_without_a_name_is_listed_all_the_same() -> None:
    person = UserFactory()
    nameless = browser_of(person, "")
    (device,) = nameless.get(LIST).context["devices"]
    assert "Browser" in str(device.device)


def test_one_device_is_signed_out_after_the_password_and_no_other() -> None:
    person, stranger = UserFactory(), UserFactory()
    here, lent, theirs = browser_of(person), browser_of(person, PHONE), browser_of(stranger)
    target = way_out(here)
    assert here.get(target).url.startswith(reverse("account_reauthenticate"))
    show_password(here, target)
    assert "Chrome di Android" in here.get(target).content.decode()
    assert is_in(lent), "looking ends nothing"
    tablet = browser_of(person)
    for _time in range(2):
        assert here.post(target).url == LIST
        assert [is_in(each) for each in (here, lent, tablet, theirs)] == [True, False, True, True]
    assert here.get(target).url == LIST, "a device that is gone is no error"


def test_nobody_signs_out_a_device_of_somebody_else() -> None:
    person, stranger = UserFactory(), UserFactory()
    here, phone, theirs = browser_of(person), browser_of(person, PHONE), browser_of(stranger)
    target = way_out(here)
    show_password(theirs, target)
    theirs.post(target)
    here.post(target)
    assert is_in(phone), "not before the password was shown"
    assert Client().get(LIST).url.startswith(reverse("account_login"))


def test_the_browser_at_hand_is_left_by_the_ordinary_way_out() -> None:
    here = browser_of(UserFactory())
    (device,) = here.get(LIST).context["devices"]
    target = reverse("account_sign_out_device", args=[device.reference])
    show_password(here, target)
    assert here.post(target).url == reverse("account_logout")
    assert is_in(here)


def test_a_person_signs_out_everywhere_but_here_after_the_password() -> None:
    person, other = UserFactory(), UserFactory()
    client, lent, others_phone = browser_of(person), browser_of(person), browser_of(other)
    assert ALL in client.get(LIST).content.decode()
    assert client.post(ALL).url.startswith(reverse("account_reauthenticate"))
    assert is_in(lent)
    show_password(client, ALL)
    assert client.get(ALL).status_code == 200
    for _time in range(2):
        assert client.post(ALL).url == LIST
        assert (is_in(client), is_in(lent), is_in(others_phone)) == (True, False, True)
    assert ALL not in client.get(LIST).content.decode()


def test_what_a_new_password_or_a_sign_out_ended_is_not_listed(mailoutbox: list) -> None:
    person = UserFactory()
    here, left = browser_of(person), browser_of(person)
    browser_of(person, PHONE)
    left.post(reverse("account_logout"))
    assert len(here.get(LIST).context["devices"]) == 2
    show_password(here, LIST)
    typed = {"oldpassword": PASSWORD, "password1": "sambal-goreng-tempe"}
    here.post(reverse("account_change_password"), typed)
    (only,) = here.get(LIST).context["devices"]
    assert only.is_here
    mailoutbox.clear()
    Client().post(reverse("account_reset_password"), {"email": person.email})
    elsewhere = Client()
    page = elsewhere.get(link_in(mailoutbox[-1]), follow=True)
    elsewhere.post(page.request["PATH_INFO"], {"password1": "rawon-setan-malam"})
    assert not is_in(here)
    (only,) = elsewhere.get(LIST).context["devices"]
    assert only.is_here


def test_a_session_ends_after_thirty_days_however_often_it_is_used(time_machine: object) -> None:
    person = UserFactory()
    time_machine.move_to(NOON)
    phone = browser_of(person, PHONE)
    for day in (10, 20, 29):
        time_machine.move_to(NOON + timedelta(days=day))
        assert is_in(phone)
    time_machine.move_to(NOON + timedelta(days=30, minutes=1))
    assert not is_in(phone)
    assert signed_in(person, now=NOON + timedelta(days=31)) == []
    call_command("clearsessions")
    assert not Session.objects.filter(account_id=person.pk).exists()


def test_a_day_of_reading_writes_the_session_once() -> None:
    phone = browser_of(UserFactory())
    phone.get("/dashboard/")
    before = Session.objects.get(account_id__isnull=False).session_data
    phone.get("/dashboard/")
    assert Session.objects.get(account_id__isnull=False).session_data == before


def test_a_closed_account_is_signed_in_nowhere_and_an_erased_one_leaves_no_session() -> None:
    person = UserFactory()
    phone = browser_of(person, PHONE)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert not is_in(phone)
    User.objects.filter(pk=person.pk).update(is_active=True)
    assert not is_in(phone), "opening it again brings nothing back"
    browser_of(person)
    erase_person(User.objects.get(pk=person.pk), NOON)
    assert not Session.objects.filter(account_id=person.pk).exists()


def test_a_person_s_own_data_say_where_they_are_signed_in() -> None:
    person = UserFactory()
    browser_of(person, PHONE)
    (exported,) = export_account(person)["signed_in"]
    assert (exported["browser"], exported["system"]) == ("Chrome", "Android")
    assert exported["last_day"] in exported["signed_in_at"] or exported["signed_in_at"]


def test_the_security_log_says_how_many_and_whose(lines: Lines) -> None:  # noqa: F811
    person = UserFactory()
    here = browser_of(person)
    browser_of(person, PHONE)
    target = way_out(here)
    show_password(here, target)
    lines()
    here.post(target)
    assert lines() == [f"event=sessions_ended account={person.pk} by={person.pk} count=1"]


def test_the_operator_signs_one_person_or_everybody_out(
    lines: Lines,  # noqa: F811
    capsys: pytest.CaptureFixture,
) -> None:
    person, other = UserFactory(), UserFactory()
    phone, laptop, others = browser_of(person, PHONE), browser_of(person), browser_of(other)
    with pytest.raises(CommandError, match="No account"):
        call_command("end_sessions", "tiada@contoh.example")
    lines()
    call_command("end_sessions", person.email.upper())
    assert [is_in(each) for each in (phone, laptop, others)] == [False, False, True]
    call_command("end_sessions", "--all")
    assert not is_in(others)
    assert capsys.readouterr().out == "ended=2\nended=1\n"
    assert lines()[:2] == [
        f"event=sessions_ended account={person.pk} by=- count=2",
        "event=sessions_ended account=- by=- count=1",
    ]
