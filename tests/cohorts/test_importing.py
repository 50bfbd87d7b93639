"""A file of people: all of it, or nothing and every reason with its line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AgeSettings, Region, User
from accounts.spreadsheets import neutral
from cohorts.enrolling import EnrolmentError, seat_imported, withdraw
from cohorts.importing import ImportRefused, ImportResult, Kind, import_people, plan_import
from cohorts.models import Cohort, CohortSettings, Enrolment
from tests.factories.courses import CohortFactory
from youtube_integration.connecting import client
from youtube_integration.models import Channel, ChannelConnection, ChannelSnapshot, QuotaSpend

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADER = "email,name,region_code,birth_year,gender,phone,cohort,channel"
NOW = timezone.make_aware(datetime(2026, 11, 20, 9, 0))


@pytest.fixture(autouse=True)
def _dinoyo() -> None:
    Region.objects.get_or_create(
        code="35.73.05.1006", defaults={"kecamatan": "Lowokwaru", "kelurahan": "Dinoyo"}
    )


@pytest.fixture
def kawi() -> Cohort:
    return CohortFactory(slug="kawi", name="Kawi", seats=40)


def row(email: str = "sari@contoh.example", **cells: str) -> str:
    defaults = {
        "name": "Sari Dewi",
        "region_code": "35.73.05.1006",
        "birth_year": "1998",
        "gender": "P",
        "phone": "0812-3456-7890",
        "cohort": "kawi",
        "channel": "",
    }
    return ",".join([email, *{**defaults, **cells}.values()])


def file(*rows: str) -> bytes:
    return "\r\n".join([HEADER, *rows, ""]).encode()


def bring_in(*rows: str, now: datetime = NOW, **options: object) -> ImportResult:
    youtube = client(now=lambda: now, interactive=True)
    options = {"actor": None, "create_cohorts": False, **options}
    return import_people(file(*rows), client=youtube, now=now, **options)


def refusal(*rows: str, **options: object) -> list[tuple[int | None, str]]:
    with pytest.raises(ImportRefused) as caught:
        bring_in(*rows, **options)
    return [(problem.line, str(problem.reason)) for problem in caught.value.problems]


def test_a_person_comes_in_with_everything_in_its_stored_form(kawi: Cohort) -> None:
    bring_in(row(" Sari@Contoh.example "))
    sari = User.objects.get()
    assert (sari.email, sari.name) == ("sari@contoh.example", "Sari Dewi")
    assert (sari.profile.phone, sari.profile.gender) == ("+6281234567890", "F")
    assert (sari.profile.birth_year, sari.profile.region_id) == (1998, "35.73.05.1006")
    assert not sari.has_usable_password()
    enrolment = sari.enrolments.get()
    assert (enrolment.status, enrolment.enrolled_at) == (Enrolment.Status.ACTIVE, NOW)
    kawi.refresh_from_db()
    assert kawi.seats_taken == 1


def test_the_same_file_twice_changes_nothing(kawi: Cohort) -> None:
    bring_in(row())
    again = bring_in(row(), now=NOW + timedelta(days=3))
    assert (again.new_people, again.new_enrolments) == (0, 0)
    assert Enrolment.objects.get().enrolled_at == NOW
    assert User.objects.count() == 1


def test_an_empty_cell_takes_nothing_away(kawi: Cohort) -> None:
    bring_in(row())
    bring_in(row(name="", region_code="", birth_year="", gender="", phone="", cohort=""))
    sari = User.objects.get()
    assert sari.name == "Sari Dewi"
    assert (sari.profile.phone, sari.profile.birth_year) == ("+6281234567890", 1998)


def test_one_bad_row_keeps_everybody_out_and_every_bad_cell_is_named(kawi: Cohort) -> None:
    found = refusal(
        row(),
        row("joko", region_code="99.99.99.9999", birth_year="98", gender="x", phone="6.28E+12"),
        row("SARI@contoh.example"),
        row("tini@contoh.example", cohort="brantas", channel="https://vimeo.com/1"),
    )
    lines = [line for line, _reason in found]
    assert lines == [3] * 5 + [4] + [5] * 2
    text = " ".join(reason for _line, reason in found)
    for sign in ("joko", "99.99.99.9999", "98", "“x”", "2", "brantas"):
        assert sign in text
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "code",
    [
        "3573051006",
        "35.73.05.1006",
        "3573051006.0",
        "35.73.05.1006.",
        "'35.73.05.1006",
        "35-73-05-1006",
        "35 73 05 1006",
    ],
)
def test_a_code_that_excel_made_a_number_finds_its_kelurahan(kawi: Cohort, code: str) -> None:
    bring_in(row(region_code=code))
    assert User.objects.get().profile.region.kelurahan == "Dinoyo"


@pytest.mark.parametrize(
    "name",
    ["dinoyo", "DINOYO", "Kel. Dinoyo", "kelurahan  Dinoyo", '"Dinoyo,lowokwaru"'],
)
def test_a_kelurahan_is_known_by_its_name_where_only_one_has_it(kawi: Cohort, name: str) -> None:
    bring_in(row(region_code=name))
    assert User.objects.get().profile.region_id == "35.73.05.1006"


def test_a_name_that_two_kelurahan_have_is_a_problem_with_both_codes(kawi: Cohort) -> None:
    twins = {"35.73.01.1011": "Klojen", "35.73.05.1099": "Lowokwaru"}
    for code, kecamatan in twins.items():
        Region.objects.create(code=code, kecamatan=kecamatan, kelurahan="Kembaran")
    [(line, reason)] = refusal(row(region_code="kembaran"))
    assert line == 2
    assert all(code in reason for code in twins)
    bring_in(row(region_code='"kembaran, KLOJEN"'))
    assert User.objects.get().profile.region_id == "35.73.01.1011"


def test_a_kelurahan_that_is_nearly_right_is_answered_with_the_code_meant(kawi: Cohort) -> None:
    [(_line, reason)] = refusal(row(region_code="Dinoyoo"))
    assert "35.73.05.1006" in reason


@pytest.mark.parametrize(
    "name", ["=Rahayu", "@Rahayu", "-Rahayu", "+Rahayu", "Budi;=1+1", "Budi; -1"]
)
def test_a_name_that_our_export_guarded_comes_back_as_the_name(kawi: Cohort, name: str) -> None:
    guarded = f'"{neutral(name)}"'
    bring_in(row(name=guarded))
    assert User.objects.get().name == name
    assert not plan_import(file(row(name=guarded)), actor=None, create_cohorts=False, now=NOW).of(
        Kind.UNCHANGED
    )


def test_an_apostrophe_of_the_name_itself_stays(kawi: Cohort) -> None:
    bring_in(row(name="'Aisyah"))
    assert User.objects.get().name == "'Aisyah"


def test_faults_of_writing_and_of_rules_are_told_in_one_pass(kawi: Cohort) -> None:
    found = refusal(
        row("joko"), 'agus@contoh.example,"Agus,,,,,kawi,', row("tini@contoh.example", cohort="x")
    )
    assert [line for line, _reason in found] == [2, 3, 4]


def test_a_wrong_cell_hides_no_other_fault_of_its_row(kawi: Cohort) -> None:
    begun, yesterday = NOW.date() - timedelta(days=90), NOW.date() - timedelta(days=1)
    CohortFactory(slug="lama", starts_on=begun, ends_on=yesterday)
    found = refusal(
        row("joko@contoh.example", birth_year="98", name="", cohort="lama"),
        row("anak@contoh.example", birth_year="2012", phone="1", channel="@dapur"),
        row("tanpa-alamat", cohort="lama"),
    )
    assert [line for line, _reason in found] == [2] * 3 + [3] * 2 + [4] * 2
    text = " ".join(reason for _line, reason in found)
    for column in ("birth_year:", "name:", "cohort:", "phone:", "channel:", "email:"):
        assert column in text


def test_too_few_seats_are_told_beside_the_faults_of_the_rows() -> None:
    CohortFactory(slug="kawi", seats=2)
    found = refusal(
        row("warga1@contoh.example"),
        row("warga2@contoh.example"),
        row("warga3@contoh.example", birth_year="98"),
        row("warga1@contoh.example"),
    )
    assert [line for line, _reason in found] == [None, 4, 5]
    assert "3" in found[0][1]


@pytest.mark.parametrize(
    ("year", "known"), [("1900", True), ("1899", False), ("2026", True), ("2027", False)]
)
def test_the_years_that_somebody_may_be_born_in(kawi: Cohort, year: str, known: bool) -> None:
    plan = plan_import(file(row(birth_year=year)), actor=None, create_cohorts=False, now=NOW)
    assert (not plan.problems) is known


def test_the_longest_name_that_an_account_can_hold_comes_in(kawi: Cohort) -> None:
    assert refusal(row(name="a" * 151))[0][0] == 2
    bring_in(row(name="a" * 150))
    assert len(User.objects.get().name) == 150


def test_a_cohort_made_by_a_file_begins_on_the_sites_day_and_lets_nobody_in_by_itself() -> None:
    settings = CohortSettings.current()
    settings.weeks = 5
    settings.save()
    night = timezone.make_aware(datetime(2026, 11, 20, 2, 0)).astimezone(UTC)
    bring_in(row(cohort="brantas"), now=night, create_cohorts=True)
    cohort = Cohort.objects.get()
    assert (cohort.starts_on, cohort.ends_on) == (date(2026, 11, 20), date(2026, 12, 25))
    assert cohort.enrolment == Cohort.EnrolmentMode.APPROVAL


def test_a_row_that_fails_while_it_is_written_takes_all_the_others_back(
    kawi: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**options: object) -> object:
        if options["user"].email == "b@contoh.example":
            raise EnrolmentError("penuh")
        return seat_imported(**options)

    monkeypatch.setattr("cohorts.importing.writing.seat_imported", full)
    rows = [row(f"{letter}@contoh.example", cohort="baru") for letter in "abc"]
    assert refusal(*rows, create_cohorts=True) == [(3, "cohort: penuh")]
    assert (User.objects.count(), Cohort.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    "address", ["sitı@contoh.example", f"{'a' * 250}@contoh.example", "siti@contoh.example."]
)
def test_an_address_that_reaches_nobody_is_named(kawi: Cohort, address: str) -> None:
    assert [line for line, _reason in refusal(row(), row(address))] == [3]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("L", "M"), ("P", "F"), ("Laki-laki", "M"), ("perempuan", "F"), ("W", "F"), ("Pria", "M")],
)
def test_gender_as_indonesian_lists_write_it(kawi: Cohort, typed: str, stored: str) -> None:
    bring_in(row(gender=typed))
    assert User.objects.get().profile.gender == stored


def test_an_unknown_cohort_is_made_only_when_asked_and_never_from_a_date(kawi: Cohort) -> None:
    assert refusal(row(cohort="brantas"))[0][0] == 2
    for spoilt in ("Mar-26", "01/03/2026", "46082", "01-mar-2026", "01-mar-26", "Kawi 2"):
        assert refusal(row(cohort=spoilt), create_cohorts=True)[0][0] == 2
    bring_in(row(cohort="brantas"), create_cohorts=True)
    assert Cohort.objects.get(slug="brantas").seats is None


def test_a_dry_run_lists_the_cohorts_and_writes_nothing(kawi: Cohort) -> None:
    plan = plan_import(file(row(cohort="brantas")), actor=None, create_cohorts=True, now=NOW)
    assert plan.new_cohorts == ["brantas"]
    assert plan.new_people == 1
    assert (User.objects.count(), Cohort.objects.count()) == (0, 1)


def test_an_import_that_would_oversell_is_refused_with_the_number() -> None:
    CohortFactory(slug="kawi", seats=2)
    [(line, reason)] = refusal(*(row(f"warga{n}@contoh.example") for n in range(3)))
    assert line is None
    assert "2" in reason
    assert "3" in reason
    assert User.objects.count() == 0


def test_people_who_are_already_in_need_no_new_seat() -> None:
    CohortFactory(slug="kawi", seats=2)
    both = [row(f"warga{n}@contoh.example") for n in range(2)]
    bring_in(*both)
    bring_in(*both, now=NOW + timedelta(days=1))
    assert Enrolment.objects.seated().count() == 2


def test_an_import_does_not_bring_back_who_withdrew(kawi: Cohort) -> None:
    bring_in(row())
    withdraw(enrolment=Enrolment.objects.get(), now=NOW)
    result = bring_in(row())
    assert result.withdrawn == 1
    assert Enrolment.objects.get().status == Enrolment.Status.WITHDRAWN


def test_the_age_that_needs_a_guardian_is_the_sites(kawi: Cohort) -> None:
    ages = AgeSettings.current()
    ages.guardian_age = 21
    ages.save()
    ((_line, reason),) = refusal(row(birth_year=str(NOW.year - 20), channel="@dapur.siti"))
    assert "21" in reason


def test_a_child_gets_no_channel_and_a_youth_needs_a_guardian(kawi: Cohort) -> None:
    found = refusal(
        row("anak@contoh.example", birth_year="2012", channel="@dapur"),
        row("remaja@contoh.example", birth_year="2008", channel="@dapur"),
    )
    assert [line for line, _reason in found] == [2, 3]
    bring_in(row("anak@contoh.example", birth_year="2012"))
    assert not ChannelConnection.objects.exists()


def test_channels_are_found_and_the_baseline_is_of_the_day(kawi: Cohort, sandbox: object) -> None:
    sandbox.generate(3)
    sandbox.set_day(NOW.date())
    truth = sandbox.truth(NOW.date())
    ids = sorted(truth)[:3]
    people = [row(f"warga{n}@contoh.example", channel=pk) for n, pk in enumerate(ids)]
    result = bring_in(*people)
    assert result.channels == 3
    assert ChannelSnapshot.objects.count() == 3
    for enrolment in Enrolment.objects.all():
        assert enrolment.baseline.day == NOW.date()
        assert not enrolment.baseline.is_late
    assert QuotaSpend.objects.spent("main", NOW) == 1


@pytest.mark.parametrize("named", ["{id}", "@{handle}", "https://www.youtube.com/@{HANDLE}"])
def test_a_channel_youtube_does_not_know_is_named_and_a_corrected_file_costs_nothing(
    kawi: Cohort, sandbox: object, named: str
) -> None:
    sandbox.add_channels([{"id": "UCdapur00000000000000000", "handle": "Dapur.Bu-Nari"}])
    sandbox.set_day(NOW.date())
    known = named.format(
        id="UCdapur00000000000000000", handle="Dapur.Bu-Nari", HANDLE="DAPUR.BU-NARI"
    )
    good = row("sari@contoh.example", channel=known)
    found = refusal(good, row("joko@contoh.example", channel="UCtidakAda00000000000000"))
    assert [line for line, _reason in found] == [3]
    assert User.objects.count() == 0
    spent = QuotaSpend.objects.spent("main", NOW)
    bring_in(good)
    assert QuotaSpend.objects.spent("main", NOW) == spent


def test_an_outage_is_said_to_be_one_and_nobody_comes_in(kawi: Cohort, settings: object) -> None:
    settings.YOUTUBE_API_ENDPOINT = "http://127.0.0.1:9/"
    youtube = client(now=lambda: NOW, interactive=True, attempts=1)
    with pytest.raises(ImportRefused) as caught:
        import_people(
            file(row(channel="@dapur")), client=youtube, actor=None, create_cohorts=False, now=NOW
        )
    [problem] = caught.value.problems
    assert problem.line is None
    assert "YouTube" in str(problem)
    assert "Errno" not in str(problem)
    assert (User.objects.count(), Channel.objects.count()) == (0, 0)


#: Per person, points to roll back to included; 2,000 people come in well under a minute.
MOST_STATEMENTS_A_PERSON = 26


def test_each_further_person_costs_few_statements_and_no_count_of_lessons(kawi: Cohort) -> None:
    bring_in(row("pertama@contoh.example"))
    people = [row(f"peserta{number}@contoh.example") for number in range(20)]
    with CaptureQueriesContext(connection) as queries:
        bring_in(*people)
    assert len(queries) <= MOST_STATEMENTS_A_PERSON * len(people)
    assert not [query for query in queries if "courses_cohortcourse" in query["sql"]]
