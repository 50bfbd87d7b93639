"""Importing people in the admin: look first, then do; the file need not be chosen twice."""

from __future__ import annotations

import base64
import html
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import User
from accounts.roles import MANAGERS
from cohorts.enrolling import seat_imported, withdraw
from cohorts.importing import COLUMNS, Kind
from cohorts.models import Cohort, Enrolment
from tests.factories.accounts import RegionFactory, UserFactory
from tests.factories.courses import CohortFactory
from tests.factories.youtube import ChannelConnectionFactory, ChannelFactory
from youtube_integration.connecting import YouTubeError, disconnect

pytestmark = pytest.mark.django_db

HEADER = ",".join(COLUMNS)
IMPORT = "/admin/import/"
GOOD = f"{HEADER}\nsiti+kanal@contoh.example,Siti Rahayu,,1998,P,,kawi,\n".encode()


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(UserFactory(role=MANAGERS))
    return client


def upload(client: Client, data: bytes, **fields: str) -> object:
    file = SimpleUploadedFile("peserta.csv", data, content_type="text/csv")
    return client.post(IMPORT, {"file": file, **fields})


def carried(page: object) -> dict[str, str]:
    """What the page's form sends back by itself."""
    form = page.context_data["form"]
    return {name: form[name].value() for name in ("file_data", "filename")}


def people() -> set[str]:
    return set(User.objects.filter(name="Siti Rahayu").values_list("email", flat=True))


def test_a_file_is_looked_at_first_and_imported_when_confirmed(manager: Client) -> None:
    kawi = CohortFactory(slug="kawi", seats=5)
    page = upload(manager, GOOD)
    assert (page.context_data["plan"].new_people, page.context_data["problems"]) == (1, [])
    assert people() == set()
    done = manager.post(IMPORT, {**carried(page), "confirm": "1"}, follow=True)
    assert people() == {"siti+kanal@contoh.example"}
    assert Enrolment.objects.get().cohort == kawi
    assert "1" in str([str(message) for message in done.context["messages"]][0])


def test_every_problem_is_shown_by_its_line(manager: Client) -> None:
    CohortFactory(slug="kawi")
    rows = [
        "bukan-alamat,Siti,,1998,P,,kawi,",
        "",
        "budi@contoh.example,Budi,99.99.99.9999,1998,P,,salah,",
    ]
    page = upload(manager, "\n".join([HEADER, *rows]).encode())
    assert [problem.line for problem in page.context_data["problems"]] == [2, 4, 4]
    assert "confirm" not in page.content.decode()
    assert not Enrolment.objects.exists()


def test_a_file_with_problems_cannot_be_confirmed_all_the_same(manager: Client) -> None:
    page = upload(manager, f"{HEADER}\nx,Siti Rahayu,,,,,,\n".encode())
    again = manager.post(IMPORT, {**carried(page), "confirm": "1"})
    assert len(again.context_data["problems"]) == 1
    assert people() == set()


def test_unknown_cohorts_are_made_only_when_asked_and_the_file_rides_along(
    manager: Client,
) -> None:
    page = upload(manager, GOOD)
    assert len(page.context_data["problems"]) == 1
    page = manager.post(IMPORT, {**carried(page), "create_cohorts": "on"})
    assert page.context_data["plan"].new_cohorts == ["kawi"]
    assert not Cohort.objects.exists()
    manager.post(IMPORT, {**carried(page), "create_cohorts": "on", "confirm": "1"})
    assert Cohort.objects.get().slug == "kawi"
    assert people() == {"siti+kanal@contoh.example"}


def test_a_channel_taken_off_is_told_in_the_preview_and_after(manager: Client) -> None:
    CohortFactory(slug="kawi")
    siti = UserFactory(email="siti+kanal@contoh.example")
    connection = ChannelConnectionFactory(user=siti)
    disconnect(user=siti, now=connection.connected_at)
    page = upload(manager, GOOD.replace(b"kawi,", b"kawi,@dapur.siti"))
    (notice,) = page.context_data["plan"].notices
    assert escape(str(notice)) in page.content.decode()
    done = manager.post(IMPORT, {**carried(page), "confirm": "1"}, follow=True)
    assert siti.enrolments.exists()
    assert not siti.channel_connections.exists()
    assert "1 tetap" in str([str(message) for message in done.context["messages"]][0])


def test_the_page_and_the_dry_run_list_every_change_in_the_same_sentences(
    manager: Client, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    kawi = CohortFactory(slug="kawi", seats=5)
    siti = UserFactory(email="siti+kanal@contoh.example", name="Siti", profile={"birth_year": 1990})
    left = UserFactory(email="joko@contoh.example")
    enrolment, _new = seat_imported(user=left, cohort=kawi, now=timezone.now())
    withdraw(enrolment=enrolment, now=timezone.now())
    inside = ChannelConnectionFactory(user__email="ani@contoh.example", asked_as="@dapur.ani")
    seat_imported(user=inside.user, cohort=kawi, now=timezone.now())
    rows = b"joko@contoh.example,,,,,,kawi,\nbaru@contoh.example,Baru,,,,,kawi,@dapur.baru\n"
    rows += b"ani@contoh.example,,,,,,kawi,@dapur.ani\n"
    data = GOOD + rows

    page = html.unescape(upload(manager, data).content.decode())
    (tmp_path / "peserta.csv").write_bytes(data)
    call_command("import_trainees", str(tmp_path / "peserta.csv"), "--dry-run")

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "dry run: people=4 new=1"
    sentences = [line.strip() for line in lines[:-1] if line.startswith("  ")]
    # Three fields, a seat, a withdrawal, the newcomer, a channel, an age; what stays: seat, channel.
    assert len(sentences) == 10
    for words in ("sudah ada di kawi", "tetap terhubung", "tetap Siti; di berkas"):
        assert any(words in sentence for sentence in sentences)
    for sentence in sentences:
        assert sentence in page
    assert siti.enrolments.count() == 0


def test_the_tick_takes_over_what_differs_and_rides_along(manager: Client) -> None:
    CohortFactory(slug="kawi")
    siti = UserFactory(email="siti+kanal@contoh.example", name="Siti")
    page = upload(manager, GOOD, update="on")
    [taken] = page.context_data["plan"].of(Kind.TAKEN_OVER)
    assert html.escape(str(taken)) in page.content.decode()
    data = {**carried(page), "update": page.context_data["form"]["update"].value()}
    manager.post(IMPORT, {**data, "confirm": "1"})
    siti.refresh_from_db()
    assert siti.name == "Siti Rahayu"


def test_the_command_takes_over_what_differs_where_it_is_told_to(tmp_path: Path) -> None:
    CohortFactory(slug="kawi")
    siti = UserFactory(email="siti+kanal@contoh.example", name="Siti")
    (tmp_path / "peserta.csv").write_bytes(GOOD)
    for options, name in (({}, "Siti"), ({"update": True}, "Siti Rahayu")):
        call_command("import_trainees", str(tmp_path / "peserta.csv"), **options)
        siti.refresh_from_db()
        assert siti.name == name


def test_without_the_tick_what_differs_stays(manager: Client) -> None:
    CohortFactory(slug="kawi")
    siti = UserFactory(email="siti+kanal@contoh.example", name="Siti")
    done = manager.post(IMPORT, {**carried(upload(manager, GOOD)), "confirm": "1"}, follow=True)
    siti.refresh_from_db()
    assert siti.name == "Siti"
    assert "2 diisi, 0 diambil dari berkas, 1 tetap" in done.content.decode()


def test_a_colleague_with_more_rights_in_the_file_is_named_by_the_line(manager: Client) -> None:
    CohortFactory(slug="kawi")
    boss = UserFactory(email="siti+kanal@contoh.example", name="Bos", superuser=True)
    page = upload(manager, GOOD, update="on")
    assert [problem.line for problem in page.context_data["problems"]] == [2]
    manager.post(IMPORT, {**carried(page), "update": "on", "confirm": "1"})
    boss.refresh_from_db()
    assert boss.name == "Bos"


def test_long_lists_are_folded_and_cut_with_the_number_of_the_rest(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cohorts.admin.imports.SHOWN_FACTS", 2)
    rows = "".join(f"warga{n}@contoh.example,Warga {n},,,,,,\n" for n in range(5))
    page = upload(manager, f"{HEADER}\n{rows}".encode())
    (section,) = page.context_data["sections"]
    assert (section.count, len(section.facts), section.hidden) == (5, 2, 3)
    assert "warga1@contoh.example" in page.content.decode()
    assert "warga2@contoh.example" not in page.content.decode()


def test_what_the_database_cannot_take_at_this_moment_is_a_sentence_and_keeps_the_file(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(**options: object) -> None:
        raise IntegrityError("Key (email)=(siti+kanal@contoh.example) already exists.")

    monkeypatch.setattr("cohorts.importing.writing.create_imported_person", taken)
    CohortFactory(slug="kawi")
    again = manager.post(IMPORT, {**carried(upload(manager, GOOD)), "confirm": "1"})
    assert again.status_code == 200
    assert len(again.context_data["problems"]) == 1
    assert "already exists" not in again.content.decode()
    assert base64.b64decode(carried(again)["file_data"]) == GOOD


def test_the_command_ends_without_a_traceback_and_without_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(**options: object) -> None:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr("cohorts.importing.writing.create_imported_person", locked)
    CohortFactory(slug="kawi")
    (tmp_path / "peserta.csv").write_bytes(GOOD)
    with pytest.raises(CommandError) as caught:
        call_command("import_trainees", str(tmp_path / "peserta.csv"))
    assert "siti+kanal" not in str(caught.value)
    assert "deadlock" not in str(caught.value)


def test_the_codes_of_all_kelurahan_can_be_taken_along(manager: Client) -> None:
    region = RegionFactory()
    text = manager.get(reverse("import_trainees_regions")).content.decode("utf-8-sig")
    assert text.splitlines()[0] == "code,kecamatan,kelurahan"
    assert f"{region.code},{region.kecamatan},{region.kelurahan}" in text.splitlines()


def test_the_right_to_import_is_its_own_and_edits_nobody(client: Client) -> None:
    clerk = UserFactory()
    rights = Permission.objects.filter(codename__in=["access_admin", "import_enrolment"])
    clerk.user_permissions.set(rights)
    client.force_login(clerk)
    CohortFactory(slug="kawi")
    assert upload(client, GOOD).context_data["problems"] == []
    UserFactory(email="siti+kanal@contoh.example", name="Siti")
    assert [problem.line for problem in upload(client, GOOD).context_data["problems"]] == [2]

    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_enrolment"])
    )
    assert upload(client, GOOD).status_code in (302, 403)


def test_a_cohort_made_by_a_file_asks_for_its_courses(manager: Client) -> None:
    data = {**carried(upload(manager, GOOD, create_cohorts="on")), "create_cohorts": "on"}
    done = manager.post(IMPORT, {**data, "confirm": "1"}, follow=True)
    people = reverse("cohorts:people", args=[Cohort.objects.get().pk])

    (sentence,) = [str(message) for message in done.context["messages"]]
    assert sentence.endswith(
        "Pilih kursus untuk tiap angkatan baru: tanpa itu belum ada yang dipelajari."
    )
    assert "help-warning" in manager.get(people).content.decode()


def test_sending_a_file_twice_changes_nothing_the_second_time(manager: Client) -> None:
    CohortFactory(slug="kawi")
    data = {**carried(upload(manager, GOOD)), "confirm": "1"}
    manager.post(IMPORT, data)
    manager.post(IMPORT, data)
    assert Enrolment.objects.count() == 1
    assert Cohort.objects.get().seats_taken == 1


def test_while_youtube_is_out_of_reach_nothing_happens_and_the_file_waits(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*args: object, **kwargs: object) -> None:
        raise YouTubeError("tidak terjangkau")

    monkeypatch.setattr("cohorts.importing.writing.look_up_many", unreachable)
    CohortFactory(slug="kawi")
    data = GOOD.replace(b"kawi,\n", b"kawi,@dapur.siti\n")
    page = upload(manager, data)
    again = manager.post(IMPORT, {**carried(page), "confirm": "1"})
    assert len(again.context_data["problems"]) == 1
    assert base64.b64decode(carried(again)["file_data"]) == data
    assert people() == set()


def test_a_database_of_sandbox_channels_asks_nothing_of_the_real_youtube(
    manager: Client, settings: object
) -> None:
    ChannelFactory(sandbox=True)
    settings.YOUTUBE_API_ENDPOINT = "https://youtube.googleapis.com/"
    CohortFactory(slug="kawi")
    again = manager.post(IMPORT, {**carried(upload(manager, GOOD)), "confirm": "1"})
    assert len(again.context_data["problems"]) == 1
    assert people() == set()


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04workbook", "Ü,ä\n".encode("cp1252"), b"", b"a;b\n1;2\n", HEADER.encode()],
    ids=["workbook", "encoding", "empty", "header", "nobody"],
)
def test_what_is_no_such_file_gets_a_sentence(manager: Client, data: bytes) -> None:
    page = upload(manager, data)
    assert page.status_code == 200
    errors = page.context_data["problems"] or page.context_data["form"].errors
    assert errors


def test_no_file_at_all_is_said_at_the_field(manager: Client) -> None:
    assert "file" in manager.post(IMPORT, {}).context_data["form"].errors


def test_a_text_spoilt_on_the_way_is_asked_for_anew(manager: Client) -> None:
    page = manager.post(IMPORT, {"file_data": "???", "confirm": "1"})
    assert page.context_data["form"].non_field_errors()


def test_the_empty_file_names_the_columns(manager: Client) -> None:
    data = manager.get(reverse("import_trainees_empty")).content
    assert data.decode("utf-8-sig").strip() == HEADER


def test_the_page_writes_no_style_and_no_script_of_its_own() -> None:
    for path in Path("templates/courses/admin").glob("*.html"):
        text = path.read_text("utf-8")
        assert "style=" not in text
        assert "<script" not in text
