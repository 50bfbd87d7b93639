"""The reports in the admin: who may read them, and that a file is what the screen shows."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.log_actions import log

from accounts.models import User
from accounts.privacy import erase_person, export_person
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS
from cohorts.models import Enrolment
from reports.exports import COLUMNS
from reports.models import AccessLog
from tests.factories.accounts import RegionFactory, UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.reports.programme import ENROLLED, course_with, enrolled, many_people, with_channel

pytestmark = pytest.mark.django_db

PROGRESS = "/admin/reports/progress/"
OVERVIEW = "/admin/reports/programme/"
PAGES = [PROGRESS, f"{PROGRESS}results/", OVERVIEW]


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(UserFactory(role=role, name=f"Rina {role}"))
    return client


@pytest.fixture
def manager() -> Client:
    return signed_in(MANAGERS)


def table(response: object, separator: str = ",") -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=separator))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [MANAGERS, ADMINISTRATORS])
def test_managers_and_administrators_read_the_reports(page: str, role: str) -> None:
    enrolled()
    assert signed_in(role).get(page).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, f"{PROGRESS}?export=csv", f"{OVERVIEW}?export=csv"])
def test_instructors_and_trainees_do_not(page: str) -> None:
    for client in (signed_in(INSTRUCTORS), signed_in(""), Client()):
        assert client.get(page).status_code in (302, 403)
    assert not AccessLog.objects.exists()


def test_the_menu_offers_the_reports_to_those_who_may_read_them() -> None:
    assert PROGRESS in signed_in(MANAGERS).get("/admin/").content.decode()
    assert PROGRESS not in signed_in(INSTRUCTORS).get("/admin/").content.decode()


def test_an_export_holds_what_is_filtered_in_its_order_and_no_more(manager: Client) -> None:
    kawi = CohortFactory(slug="kawi")
    for number in range(60):
        enrolment = enrolled(UserFactory(name=f"Bagus {number:02}"), cohort=kawi)
        if number % 3:
            with_channel(enrolment, subscribers=1000 - number)
    enrolled(UserFactory(name="Bagus Lain"))
    enrolled(UserFactory(name="Siti"), cohort=kawi)
    address = f"{PROGRESS}?cohort={kawi.pk}&q=bagus&ordering=-subscribers"
    screen = [
        row for page in (1, 2) for row in manager.get(f"{address}&p={page}").context["table"].data
    ]
    assert len(screen) == manager.get(address).context["total"] == 60
    exported = table(manager.get(f"{address}&export=csv&p=2"))
    assert [row["email"] for row in exported] == [row.email for row in screen]
    data = b"".join(manager.get(f"{address}&export=xlsx").streaming_content)
    sheet = list(load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert [row[0] for row in sheet[1:]] == [row.email for row in screen]
    values = [row["subscribers"] for row in exported]
    assert values[0] == "999"
    assert values[40:] == [""] * 20


@pytest.mark.parametrize("name", ["course", "kecamatan", "kelurahan", "status", "connection"])
def test_each_filter_narrows_the_list(manager: Client, name: str) -> None:
    course, region = course_with(1), RegionFactory(kecamatan="Klojen", kelurahan="Oro-oro Dowo")
    wanted = enrolled(
        cohort=CohortFactory(courses=[course]), status="withdrawn", withdrawn_at=ENROLLED
    )
    type(wanted.user.profile).objects.filter(user=wanted.user).update(region=region)
    with_channel(wanted, owned=False)
    with_channel(enrolled(), owned=True)
    value = {
        "course": course.pk,
        "kecamatan": "Klojen",
        "kelurahan": region.pk,
        "status": "withdrawn",
        "connection": "url",
    }[name]
    found = table(manager.get(PROGRESS, {name: value, "export": "csv"}))
    assert [row["email"] for row in found] == [wanted.user.email]


def test_an_empty_report_says_where_to_begin_and_a_narrow_one_how_to_widen_it(
    manager: Client,
) -> None:
    empty = manager.get(PROGRESS).content.decode()
    narrow = manager.get(f"{PROGRESS}?status=completed").content.decode()

    assert f'href="{reverse("import_trainees")}"' in main_of(empty)
    assert "export=csv" not in empty
    assert f'href="{PROGRESS}"' in main_of(narrow)
    assert reverse("import_trainees") not in main_of(narrow)


def main_of(page: str) -> str:
    """The page without its menu."""
    return page[page.index("<main") : page.index("</main>")]


def test_a_filter_that_means_nothing_shows_nobody_rather_than_everybody(manager: Client) -> None:
    enrolled()
    assert table(manager.get(f"{PROGRESS}?cohort=999999&export=csv")) == []


def test_the_csv_for_indonesian_excel_has_semicolons(manager: Client) -> None:
    enrolled(UserFactory(email="siti@contoh.example"))
    (row,) = table(manager.get(f"{PROGRESS}?export=csv-semicolon"), separator=";")
    assert tuple(row) == COLUMNS
    assert row["email"] == "siti@contoh.example"


def test_the_workbook_is_the_first_offer(manager: Client) -> None:
    enrolled()
    files = manager.get(f"{PROGRESS}results/?q=a&p=2").context["files"]
    assert files[0]["url"] == f"{PROGRESS}?q=a&export=xlsx"
    assert [file["url"].rpartition("=")[2] for file in files] == ["xlsx", "csv-semicolon", "csv"]


def test_names_formulas_and_handles_come_out_harmless(manager: Client) -> None:
    enrolment = enrolled(UserFactory(name='=HYPERLINK("http://x","<b>Siti</b>")'))
    with_channel(enrolment, handle="قهوة_كلوجن", subscribers=40)
    page = manager.get(PROGRESS).content.decode()
    assert "<b>Siti</b>" not in page
    assert "<bdi>@قهوة_كلوجن</bdi>" in page
    (row,) = table(manager.get(f"{PROGRESS}?export=csv"))
    assert row["name"].startswith("'=HYPERLINK")
    assert row["channel_handle"] == "قهوة_كلوجن"
    assert row["subscribers_gained"] == "-5"


def test_each_export_is_written_down(manager: Client) -> None:
    kawi = CohortFactory()
    enrolled(cohort=kawi)
    enrolled()
    before = timezone.now()
    b"".join(manager.get(f"{PROGRESS}?cohort={kawi.pk}&status=&p=3&export=xlsx").streaming_content)
    b"".join(manager.get(f"{OVERVIEW}?export=csv").streaming_content)
    overview, progress = AccessLog.objects.all()
    assert progress.person.name == f"Rina {MANAGERS}"
    assert (progress.report, progress.file_format, progress.rows) == ("progress", "xlsx", 1)
    assert progress.filters == {"cohort": str(kawi.pk)}
    assert before <= progress.at <= timezone.now()
    assert (overview.report, overview.filters) == ("overview", {})


def test_the_log_of_exports_is_for_administrators_and_outlives_the_account() -> None:
    manager = signed_in(MANAGERS)
    b"".join(manager.get(f"{PROGRESS}?export=csv").streaming_content)
    assert manager.get("/admin/reports/exports/").status_code == 302
    page = signed_in(ADMINISTRATORS).get("/admin/reports/exports/").content.decode()
    assert " WIB</td>" in page
    assert f"Rina {MANAGERS}" in page
    rina = User.objects.get(name=f"Rina {MANAGERS}")
    assert len(export_person(rina)["reports"]["exports"]) == 1
    erase_person(rina, timezone.now())
    assert AccessLog.objects.get().person is None


def test_a_thousand_enrolments_take_as_many_queries_as_ten(manager: Client) -> None:
    cohort = CohortFactory(courses=[course_with(2)])

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert manager.get(address).status_code == 200
        return len(caught)

    addresses = [PROGRESS, f"{PROGRESS}?ordering=-completion&q=warga", OVERVIEW]
    many_people(10, cohort)
    manager.get(PROGRESS)
    few = [queries(address) for address in addresses]
    many_people(990, cohort)
    assert [queries(address) for address in addresses] == few


def test_the_overview_says_its_finding_and_names_nobody(manager: Client) -> None:
    enrolment = enrolled(
        UserFactory(name="Ningsih", email="ningsih@contoh.example"),
        status="completed",
        completed_at=timezone.now(),
    )
    with_channel(enrolment)
    page = manager.get(OVERVIEW).content.decode()
    assert manager.get(OVERVIEW).context["overview"].n("completed") == 1
    assert "Ningsih" not in page
    assert "ningsih@" not in page
    assert "style=" not in page.partition('class="kanal-report"')[2].partition("</main>")[0]


def test_the_overviews_csv_tells_the_figures_of_the_page(manager: Client) -> None:
    kawi = CohortFactory()
    enrolled(cohort=kawi)
    enrolled()
    values = {
        row["stage"]: row for row in table(manager.get(f"{OVERVIEW}?cohort={kawi.pk}&export=csv"))
    }
    page = manager.get(f"{OVERVIEW}?cohort={kawi.pk}").context["overview"]
    assert [int(values[stage.measure.slug]["people"]) for stage in page.stages] == [
        stage.n for stage in page.stages
    ]
    assert values["accepted"]["percent_of_accepted"] == "100"
    assert values["uploaded"]["no_data"] == "1"


def test_an_overview_of_a_cohort_that_is_gone_counts_nobody_rather_than_everybody(
    manager: Client,
) -> None:
    EnrolmentFactory()
    page = manager.get(f"{OVERVIEW}?cohort=999999")
    assert page.context["overview"].accepted == 0
    assert "Angkatan itu sudah tidak ada" in page.content.decode()


def test_a_programme_without_people_says_what_to_expect(manager: Client) -> None:
    page = manager.get(OVERVIEW)
    assert page.status_code == 200
    assert page.context["overview"].accepted == 0
    assert 'class="stages"' not in page.content.decode()


def test_times_stand_on_screen_in_the_sites_zone(manager: Client) -> None:
    moment = timezone.make_aware(datetime(2026, 11, 1, 0, 10))
    with_channel(enrolled(), synced_at=moment + timedelta(0))
    assert "00.10 WIB" in manager.get(PROGRESS).content.decode()
    assert Enrolment.objects.count() == 1


def test_no_file_of_wagtails_own_reports_runs_a_name_as_a_formula() -> None:
    trainee = UserFactory(name='=HYPERLINK("https://evil.example")')
    log(instance=trainee, action="wagtail.edit", user=trainee)
    history = table(signed_in(ADMINISTRATORS).get("/admin/reports/site-history/?export=csv"))
    [row] = [row for row in history if "HYPERLINK" in str(row)]
    cells = [cell for cell in row.values() if "HYPERLINK" in cell]
    assert cells
    assert all(cell.startswith("'=") for cell in cells)


def test_a_sign_that_no_workbook_holds_costs_one_sign_and_not_the_file() -> None:
    trainee = UserFactory()
    User.objects.filter(pk=trainee.pk).update(name="Siti\x0b\x1f Aminah;=1+1")
    log(instance=User.objects.get(pk=trainee.pk), action="wagtail.edit", user=trainee)
    response = signed_in(ADMINISTRATORS).get("/admin/reports/site-history/?export=xlsx")
    assert response.status_code == 200
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    values = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "Siti Aminah;'=1+1" in values
