"""The whole chain in a real browser: from a cohort's page to a figure on the manager's report."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Region, User
from accounts.roles import MANAGERS
from cohorts.models import Cohort, CohortCourse, Enrolment
from courses.models import LessonPage
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, LessonFactory
from tests.sandbox import Sandbox

PASSWORD = "kopi-pagi-di-sanan"
CHANNEL = "UCjourney000000000000001"


@pytest.fixture
def cohort() -> Cohort:
    Region.objects.get_or_create(
        code="35.73.05.1006", defaults={"kecamatan": "Lowokwaru", "kelurahan": "Dinoyo"}
    )
    lesson: LessonPage = LessonFactory(title="Lap, Lega, Kunci")
    today = timezone.localdate()
    cohort = CohortFactory(
        slug="kawi",
        enrolment=Cohort.EnrolmentMode.OPEN,
        starts_on=today - timedelta(days=7),
        ends_on=today + timedelta(weeks=8),
    )
    CohortCourse.objects.get_or_create(cohort=cohort, course=lesson.course)
    return cohort


def channel_of_today(sandbox: Sandbox) -> date:
    """A channel that gains ten subscribers a day; the sandbox stands on today."""
    today = timezone.localdate()
    sandbox.reset(epoch=today - timedelta(days=30))
    sandbox.add_channels(
        [
            {
                "id": CHANNEL,
                "handle": "dapur.bu-sari",
                "title": "Dapur Bu Sari",
                "trajectory": {
                    "kind": "steady",
                    "start": {"subscribers": 40, "views": 400, "videos": 2},
                },
            }
        ]
    )
    sandbox.set_day(today)
    return today


def code_in_mail() -> str:
    return re.search(r"^ +(\d{6})$", mail.outbox[-1].body, re.MULTILINE)[1]


def test_a_visitor_becomes_a_figure_on_the_managers_report(
    page: Page,
    live_server: object,
    cohort: Cohort,
    sandbox: Sandbox,
    violations: Callable[[Page], list[str]],
    errors: list[str],
    settings: object,
) -> None:
    settings.SITE_URL = live_server.url
    today = channel_of_today(sandbox)
    sign_up_from(page, f"{live_server.url}/angkatan/kawi/")
    sari = User.objects.get(email="sari@contoh.example")
    assert sari.enrolments.get().status == Enrolment.Status.ACTIVE

    learn_the_lesson(page, live_server.url, violations)
    assert sari.lesson_progress.get().completed_at is not None
    connect_the_channel(page, live_server.url)
    assert sari.channel_connections.get().channel_id == CHANNEL
    baseline = sari.enrolments.get().baseline
    assert baseline.day == today

    spike(sandbox, today)
    call_command("sync_channels")
    page.goto(f"{live_server.url}/channel/")
    expect(page.get_by_role("main")).to_contain_text("Dapur Bu Sari")
    assert violations(page) == []
    assert errors == []
    read_the_report(page, live_server.url)


def sign_up_from(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("main a[href*='signup'], main form button").first.click()
    if "signup" not in page.url:
        page.goto(page.url.partition("/accounts/")[0] + "/accounts/signup/")
    page.fill("input[name=name]", "Sari Dewi")
    page.fill("input[name=email]", "Sari@Contoh.example")
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=birth_year]", "1990")
    page.fill("input[name=region]", "Dinoyo, Lowokwaru")
    page.check("input[name=consent_participation]")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/confirm-email/")
    page.fill("input[name=code]", code_in_mail())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto(address.partition("/angkatan/")[0] + "/dashboard/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sari")


def learn_the_lesson(page: Page, site: str, violations: Callable[[Page], list[str]]) -> None:
    page.goto(f"{site}/dashboard/")
    page.locator("a.next-step").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lap, Lega, Kunci")
    assert violations(page) == []
    page.locator("form[action*='/selesai/'] button").dblclick()
    page.wait_for_load_state()
    expect(page.locator("form[action*='/belum/']").first).to_be_attached()


def connect_the_channel(page: Page, site: str) -> None:
    page.goto(f"{site}/channel/hubungkan/")
    page.fill("main input[name=address]", "https://m.youtube.com/@dapur.bu-sari?si=abc.")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("main")).to_contain_text("Dapur Bu Sari")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/channel/")


def spike(sandbox: Sandbox, today: date) -> None:
    sandbox.happen(CHANNEL, "spike", day=today.isoformat(), subscribers=12)


def read_the_report(page: Page, site: str) -> None:
    manager = UserFactory(email="manajer@contoh.example", password=PASSWORD)
    manager.groups.add(Group.objects.get(name=MANAGERS))
    page.context.clear_cookies()
    page.goto(f"{site}/admin/")
    page.fill("input[name=login]", "manajer@contoh.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site}/admin/reports/progress/")
    row = page.locator("tr", has_text="Sari Dewi")
    expect(row).to_contain_text("dapur.bu-sari")
