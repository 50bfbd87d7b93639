"""Who is known already: a file fills what is empty, and what stands in Kanal stays."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Region, User
from accounts.roles import ADMINISTRATORS, MANAGERS
from cohorts.enrolling import seat_imported, withdraw
from cohorts.importing import (
    COLUMNS,
    ImportRefused,
    ImportResult,
    Kind,
    Plan,
    import_people,
    plan_import,
)
from cohorts.importing.checking import check_rows
from cohorts.models import Cohort, Enrolment, FormerSlug
from tests.accounts.test_login import confirm, sign_up
from tests.factories.accounts import PASSWORD, RegionFactory, UserFactory
from tests.factories.courses import CohortFactory
from tests.factories.youtube import ChannelConnectionFactory
from youtube_integration.connecting import client as youtube_client
from youtube_integration.connecting import disconnect

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = timezone.make_aware(datetime(2026, 11, 20, 9, 0))
SARI = "sari@contoh.example"
FULL = f"{SARI},Sari Dewi,,1990,P,081234567890,,"


def file(*rows: str) -> bytes:
    return "\n".join([",".join(COLUMNS), *rows, ""]).encode()


def bring_in(*rows: str, actor: User | None = None, **options: object) -> ImportResult:
    youtube = youtube_client(now=lambda: NOW, interactive=True)
    options = {"create_cohorts": False, **options}
    return import_people(file(*rows), actor=actor, client=youtube, now=NOW, **options)


def planned(*rows: str, actor: User | None = None, **options: object) -> Plan:
    options = {"create_cohorts": False, **options}
    return plan_import(file(*rows), actor=actor, now=NOW, **options)


def problems(*rows: str, **options: object) -> list[tuple[int | None, str]]:
    with pytest.raises(ImportRefused) as caught:
        bring_in(*rows, **options)
    return [(problem.line, str(problem.reason)) for problem in caught.value.problems]


def texts(plan: Plan, *kinds: Kind) -> list[str]:
    return [str(fact) for fact in plan.of(*kinds)]


def sari(**profile: object) -> User:
    return UserFactory(email=SARI, name="Sari", profile=profile)


def again(person: User) -> User:
    return User.objects.select_related("profile").get(pk=person.pk)


def test_empty_fields_are_filled_and_what_differs_is_listed_and_left_alone() -> None:
    person = sari(birth_year=1988)
    plan = planned(FULL)
    result = bring_in(FULL)

    person = again(person)
    assert (person.name, person.profile.birth_year) == ("Sari", 1988)
    assert (person.profile.gender, person.profile.phone) == ("F", "+6281234567890")
    unchanged = " ".join(texts(plan, Kind.UNCHANGED))
    for sign in ("Baris 2", "Sari Dewi", "1988", "1990"):
        assert sign in unchanged
    assert len(plan.of(Kind.UNCHANGED)) == len(plan.of(Kind.FILLED)) == 2
    assert (result.filled, result.unchanged, result.taken_over) == (2, 2, 0)


#: Of these a name or an address is all there is to say.
WORDLESS = {Kind.NEW, Kind.CHANNEL, Kind.AGE_UNKNOWN}
#: One of these stands in each sentence of an English plan.
ENGLISH = re.compile(r"\b(?:the|this|stays|becomes|gets|left|already)\b")


def test_a_plan_is_told_in_one_language() -> None:
    cohort = CohortFactory(slug="kawi")
    sari(birth_year=1988, phone="+6281111111111", saved_by_person=["phone"])
    UserFactory(email="joko@contoh.example", unverified=True)
    left = UserFactory(email="tini@contoh.example")
    enrolment, _new = seat_imported(user=left, cohort=cohort, now=NOW)
    withdraw(enrolment=enrolment, now=NOW)
    seat_imported(user=UserFactory(email="budi@contoh.example"), cohort=cohort, now=NOW)
    taken = ChannelConnectionFactory(user__email="ani@contoh.example", asked_as="@dapur.ani")
    disconnect(user=ChannelConnectionFactory(user__email="edo@contoh.example").user, now=NOW)
    rows = [
        f"{FULL[:-1]}kawi,",
        "joko@contoh.example,Joko,,,,,,",
        "tini@contoh.example,,,,,,kawi,",
        "budi@contoh.example,,,,,,kawi,",
        f"{taken.user.email},,,,,,,@dapur.ani",
        "edo@contoh.example,,,,,,,@dapur.edo",
    ]
    kinds = {*Kind} - WORDLESS - {Kind.TAKEN_OVER}

    found = planned(*rows).facts
    with translation.override("en"):
        in_english = planned(*rows).facts

    assert {fact.kind for fact in found} >= kinds
    assert [fact for fact in found if ENGLISH.search(str(fact))] == []
    assert {fact.kind for fact in in_english if ENGLISH.search(str(fact.text))} >= kinds


def test_update_takes_over_what_staff_wrote_and_a_second_time_finds_nothing_to_do() -> None:
    person = sari(birth_year=1988, phone="+6281111111111")
    assert len(planned(FULL, update=True).of(Kind.TAKEN_OVER)) == 3
    bring_in(FULL, update=True)

    person = again(person)
    assert (person.name, person.profile.birth_year) == ("Sari Dewi", 1990)
    assert person.profile.phone == "+6281234567890"
    result = bring_in(FULL, update=True)
    assert (result.filled, result.taken_over, result.unchanged) == (0, 0, 0)


def save_own_profile(browser: Client, person: User, **typed: str) -> None:
    browser.force_login(person)
    typed = {"name": "Sari Sendiri", "language": "id", "region": "", **typed}
    assert browser.post(reverse("account_profile"), typed).status_code == 302


def test_what_the_person_saved_themself_outlives_every_file(client: Client) -> None:
    person = sari(phone="+6281111111111", birth_year=1988, gender="M")
    save_own_profile(client, person, birth_year="1987", phone="", gender="M")

    plan = planned(FULL, update=True)
    bring_in(FULL, update=True)

    person = again(person)
    assert (person.name, person.profile.birth_year) == ("Sari Sendiri", 1987)
    assert person.profile.phone == ""  # emptied, which is an answer too
    assert person.profile.gender == "M"
    assert len(plan.of(Kind.SAVED_BY_PERSON)) == 4


def test_what_was_told_at_sign_up_outlives_a_file_that_takes_over(client: Client) -> None:
    sign_up(client, email=SARI, name="Sari Sendiri", birth_year="1987")
    confirm(client)
    bring_in(FULL, update=True)
    person = User.objects.get(email=SARI)
    assert (person.name, person.profile.birth_year) == ("Sari Sendiri", 1987)
    assert person.profile.phone == "+6281234567890"


def test_what_the_person_left_empty_is_filled(client: Client) -> None:
    person = sari()
    save_own_profile(client, person)
    bring_in(FULL)
    assert again(person).profile.phone == "+6281234567890"


def test_what_staff_wrote_after_the_person_is_staffs(client: Client) -> None:
    person = sari(birth_year=1988)
    save_own_profile(client, person, birth_year="1987", phone="081111111111")
    client.force_login(UserFactory(role=ADMINISTRATORS))
    form = {
        "name": "Sari Sendiri",
        "email": SARI,
        "birth_year": "1986",
        "phone": "081111111111",
        "is_active": "on",
    }
    client.post(reverse("wagtailusers_users:edit", args=[person.pk]), form)
    assert again(person).profile.birth_year == 1986

    bring_in(FULL, update=True)

    profile = again(person).profile
    assert (profile.birth_year, profile.phone) == (1990, "+6281111111111")


def test_a_year_of_birth_told_to_connect_a_channel_is_the_persons(client: Client) -> None:
    person = sari()
    client.force_login(person)
    client.post(reverse("channel_connect"), {"address": "@", "birth_year": "1987"})
    client.post(reverse("channel_connect"), {"address": "@dapur.sari", "birth_year": "1987"})
    bring_in(FULL, update=True)
    assert again(person).profile.birth_year == 1987


def test_who_lives_elsewhere_stays_there_and_the_row_is_told() -> None:
    person = sari(outside_region=True)
    region: Region = RegionFactory()
    row = f"{SARI},,{region.code},,,,,"
    assert region.code in texts(planned(row), Kind.UNCHANGED)[0]
    bring_in(row)
    assert again(person).profile.outside_region
    bring_in(row, update=True)
    assert again(person).profile.region == region


def test_a_row_of_somebody_whom_the_importer_may_not_edit_is_a_problem() -> None:
    manager = UserFactory(role=MANAGERS)
    boss = UserFactory(email="bos@contoh.example", name="Bos", superuser=True)
    colleague = UserFactory(email="rekan@contoh.example", role=ADMINISTRATORS)
    sari()
    rows = [FULL, "bos@contoh.example,Bukan Bos,,1999,,,,", "rekan@contoh.example,,,,,,,"]

    plan = planned(*rows, actor=manager, update=True)
    found = problems(*rows, actor=manager, update=True)

    assert [problem.line for problem in plan.problems] == [3, 4], "before anything is written"
    assert [line for line, _reason in found] == [3, 4]
    assert again(boss).name == "Bos"
    assert again(boss).has_usable_password()
    assert bring_in(*rows, actor=boss).people == 3
    assert again(colleague).has_usable_password()


def test_not_even_an_unconfirmed_administrator_is_locked_out_by_a_managers_file() -> None:
    boss = UserFactory(email="bos@contoh.example", superuser=True, unverified=True)
    assert problems("bos@contoh.example,B,,,,,,", actor=UserFactory(role=MANAGERS))[0][0] == 2
    assert again(boss).has_usable_password()


def test_an_address_that_nobody_confirmed_becomes_the_persons_whom_staff_name(
    client: Client,
) -> None:
    squatter = UserFactory(email=SARI, name="Bukan Sari", unverified=True)
    squatter.profile.note_person_saved(["name"])
    squatter.profile.save()
    EmailAddress.objects.create(user=squatter, email="lain@contoh.example", verified=False)
    client.force_login(squatter)
    assert len(planned(FULL).of(Kind.CLAIMED)) == 1
    result = bring_in(FULL)
    assert result.claimed == 1
    assert any(sentence.startswith("1 ") for sentence in result.in_words())

    person = again(squatter)
    assert person.name == "Sari Dewi"
    assert not person.check_password(PASSWORD)
    assert list(person.emailaddress_set.values_list("email", "verified")) == [(SARI, True)]
    assert client.get(reverse("account_profile")).status_code == 302  # the session has ended
    assert [letter.to for letter in mail.outbox] == [[SARI]]
    assert bring_in(FULL).claimed == 0


def test_a_closed_account_is_a_problem_and_stays_closed() -> None:
    person = sari()
    User.objects.filter(pk=person.pk).update(is_active=False)
    CohortFactory(slug="kawi")
    [(line, reason)] = problems(f"{SARI},,,1990,,,kawi,", update=True)
    assert line == 2
    assert reason.startswith("email")
    assert again(person).profile.birth_year is None


def test_accounts_closed_while_a_file_is_looked_up_are_told_all_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sari()
    UserFactory(email="joko@contoh.example")

    def checked_just_before(*args: object, **options: object) -> Plan:
        plan = check_rows(*args, **options)
        User.objects.update(is_active=False)
        return plan

    monkeypatch.setattr("cohorts.importing.writing.check_rows", checked_just_before)
    found = problems(FULL, "joko@contoh.example,,,,,,,")
    assert [line for line, _reason in found] == [2, 3]


def over(**fields: object) -> Cohort:
    day = NOW.date()
    dates = {"starts_on": day - timedelta(days=60), "ends_on": day - timedelta(days=1)}
    return CohortFactory(slug="kawi", **{**dates, **fields})


def test_a_cohort_that_is_over_takes_nobody_in_but_keeps_who_is_in_it() -> None:
    cohort = over(ends_on=NOW.date())
    inside, left = sari(), UserFactory(email="joko@contoh.example")
    seat_imported(user=inside, cohort=cohort, now=NOW)
    gone, _new = seat_imported(user=left, cohort=cohort, now=NOW)
    withdraw(enrolment=gone, now=NOW)
    Cohort.objects.update(ends_on=NOW.date() - timedelta(days=1))
    known = [f"{SARI},,,,,,kawi,", "joko@contoh.example,,,,,,kawi,"]

    newcomer = "baru@contoh.example,Baru,,,,,kawi,"
    [(line, reason)] = problems(*known, newcomer)

    assert (line, reason.startswith("cohort")) == (4, True)
    assert [str(one.reason) for one in planned(*known, newcomer).problems] == [reason]
    plan = planned(*known)
    assert [len(plan.of(kind)) for kind in (Kind.SEATED, Kind.WITHDRAWN)] == [1, 1]
    assert bring_in(*known).withdrawn == 1


def test_the_last_day_of_a_cohort_still_takes_people_in() -> None:
    over(ends_on=NOW.date())
    assert bring_in("baru@contoh.example,Baru,,,,,kawi,").new_enrolments == 1


@pytest.mark.parametrize("status", [Enrolment.Status.APPLIED, Enrolment.Status.WAITLISTED])
def test_who_waits_needs_a_seat_like_everybody(status: str) -> None:
    cohort = CohortFactory(slug="kawi", seats=1)
    seat_imported(user=UserFactory(), cohort=cohort, now=NOW)
    number = 1 if status == Enrolment.Status.WAITLISTED else None
    Enrolment.objects.create(
        user=sari(), cohort=cohort, applied_at=NOW, status=status, queue_number=number
    )
    assert problems(f"{SARI},,,,,,kawi,")[0][0] is None


def test_a_former_slug_still_leads_to_its_cohort_and_makes_no_twin() -> None:
    FormerSlug.objects.create(slug="lama", cohort=CohortFactory(slug="kawi"))
    plan = planned(f"{SARI},Sari,,,,,lama,", create_cohorts=True)
    assert (plan.new_cohorts, plan.rows[0].cohort) == ([], "kawi")
    assert bring_in(f"{SARI},Sari,,,,,lama,").new_enrolments == 1


def test_a_year_that_the_file_may_not_change_decides_nothing_about_a_channel() -> None:
    sari(birth_year=1988)
    row = f"{SARI},,,2012,,,,@dapur"
    assert not planned(row).problems
    assert [problem.line for problem in planned(row, update=True).problems] == [2]


def test_a_large_file_is_planned_in_as_many_queries_as_a_small_one(
    django_assert_max_num_queries: object,
) -> None:
    for number in range(12):
        UserFactory(email=f"warga{number}@contoh.example", profile={"region": RegionFactory()})
    manager = UserFactory(role=MANAGERS)
    region: Region = RegionFactory()
    rows = [f"warga{number}@contoh.example,W,{region.code},,,,," for number in range(12)]
    with django_assert_max_num_queries(22):
        assert len(planned(*rows, actor=manager).of(Kind.UNCHANGED)) == 24
