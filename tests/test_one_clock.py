"""Whoever reads or types in whatever zone: a day is the site's."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import MANAGERS
from cohorts.enrolling import approve, enrol
from cohorts.importing import import_people
from cohorts.models import Baseline, Cohort, Enrolment
from design.site_time import site_day, site_moment, site_time
from learning.completing import complete_lesson
from learning.models import LearningDay
from reports.questions.overview import overview
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, LessonFactory
from tests.factories.youtube import VideoFactory
from tests.sandbox import Sandbox
from youtube_integration.connecting import client
from youtube_integration.counting import recount_uploads
from youtube_integration.models import Channel, ChannelSnapshot

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = date(2026, 11, 20)
#: Half past ten in the evening in Malang, half past midnight of the next day in Jayapura.
LATE = site_moment(DAY, time(22, 30)).astimezone(UTC)
#: Half past midnight in Malang; in London, and in the moment as machines hand it on, the day before.
EARLY = site_moment(DAY, time(0, 30)).astimezone(UTC)
READERS = [
    ("Asia/Jakarta", LATE),
    ("Asia/Jayapura", LATE),
    ("UTC", EARLY),
    ("America/Los_Angeles", EARLY),
]
HEADER = "email,name,region_code,birth_year,gender,phone,cohort,channel"


def test_a_moment_has_the_site_s_day_and_time() -> None:
    with timezone.override("Asia/Jayapura"):
        assert site_day(LATE) == DAY
        assert site_time(LATE).isoformat() == "2026-11-20T22:30:00+07:00"
        assert site_moment(DAY) == datetime(2026, 11, 19, 17, tzinfo=UTC)


@pytest.fixture
def programme(sandbox: Sandbox) -> Cohort:
    """Two channels on YouTube, and a cohort for sixty days that ends today."""
    sandbox.generate(2)
    sandbox.set_day(DAY)
    begins, lesson = DAY - timedelta(days=60), LessonFactory()
    return CohortFactory(slug="kawi", courses=[lesson.course], starts_on=begins, ends_on=DAY)


def an_hour_of_learning(cohort: Cohort, sandbox: Sandbox, now: datetime) -> None:
    """Sari comes by an import and learns; Joko, whose channel came before, is approved."""
    first, second = sorted(sandbox.truth(DAY))
    youtube = client(now=lambda: now, interactive=True)
    file = f"{HEADER}\nsari@contoh.example,Sari,,1998,,,kawi,{first}\n"
    file += f"joko@contoh.example,Joko,,1998,,,,{second}\n"
    import_people(file.encode(), client=youtube, actor=None, create_cohorts=False, now=now)
    sari, joko = User.objects.order_by("-name")
    Cohort.objects.update(enrolment=Cohort.EnrolmentMode.APPROVAL)
    approve(enrolment=enrol(user=joko, cohort=cohort, now=now), now=now)
    complete_lesson(user=sari, lesson=cohort.courses[0].lessons[0], now=now)


def regular_uploads(email: str, now: datetime) -> None:
    """Four weeks on end, in their first and last hours by turns: elsewhere two are one week."""
    seat = Enrolment.objects.get(user__email=email)
    long_ago = now - timedelta(days=50)
    Enrolment.objects.filter(pk=seat.pk).update(applied_at=long_ago, enrolled_at=long_ago)
    channel = seat.open_connection.channel
    for weeks in range(1, 5):
        sunday = date(2026, 11, 22) - timedelta(weeks=weeks)
        monday = sunday - timedelta(days=6)
        first, last = site_moment(monday, time(0, 30)), site_moment(sunday, time(22, 30))
        VideoFactory(channel=channel, published_at=last if weeks % 2 else first)
    Channel.objects.update(uploads_read_at=now)
    recount_uploads([channel.pk])


@pytest.mark.parametrize(("zone", "now"), READERS)
def test_a_programme_is_the_same_in_every_reader_s_zone(
    zone: str, now: datetime, programme: Cohort, sandbox: Sandbox, tmp_path: Path
) -> None:
    with timezone.override(zone):
        an_hour_of_learning(programme, sandbox, now)
        baselines = set(Baseline.objects.values_list("day", "is_late"))
        regular_uploads("sari@contoh.example", now)
        rows = exported(tmp_path / "a.json", now)
        stages = overview(Enrolment.objects.all(), now=now)

    assert baselines == {(DAY, False)}
    assert set(ChannelSnapshot.objects.values_list("day", flat=True)) == {DAY}
    assert LearningDay.objects.get().date == DAY
    shown = site_time(now).isoformat()
    assert shown.startswith("2026-11-20")
    assert rows["joko@contoh.example"]["enrolled_at"] == shown
    assert rows["sari@contoh.example"]["last_active_at"] == shown
    assert (stages.n("regular"), stages.n("connected")) == (1, 2)


def exported(path: Path, now: datetime) -> dict[str, dict]:
    with time_machine.travel(now, tick=False):
        call_command("export_progress", "--format", "json", "-o", str(path), stdout=StringIO())
    return {row["email"]: row for row in json.loads(path.read_text("utf-8"))}


@pytest.fixture
def manager() -> Client:
    person = UserFactory(role=MANAGERS)
    client = Client()
    client.force_login(person)
    return client


def test_no_zone_is_offered_and_none_is_taken(manager: Client) -> None:
    page = manager.get("/admin/account/")
    assert "current_time_zone" not in page.content.decode()

    manager.post("/admin/account/", {"locale-current_time_zone": "Asia/Jayapura"})
    assert not UserProfile.objects.exclude(current_time_zone="").exists()


def test_a_closing_hour_is_the_site_s(manager: Client) -> None:
    cohort = CohortFactory(
        courses=[LessonFactory().course], starts_on=DAY, ends_on=DAY + timedelta(days=60)
    )
    row = cohort.cohort_courses.get()
    response = manager.post(
        f"/admin/cohorts/edit/{cohort.pk}/",
        {
            **{name: getattr(cohort, name) for name in ("name", "slug", "enrolment")},
            "starts_on": DAY.isoformat(),
            "ends_on": cohort.ends_on.isoformat(),
            "enrol_until": "2026-12-05 20:00",
            "cohort_courses-TOTAL_FORMS": 1,
            "cohort_courses-INITIAL_FORMS": 1,
            "cohort_courses-0-id": row.pk,
            "cohort_courses-0-course": row.course_id,
            "cohort_courses-0-ORDER": 1,
            "cohort_instructors-TOTAL_FORMS": 0,
            "cohort_instructors-INITIAL_FORMS": 0,
        },
    )
    assert response.status_code == 302, response.context["form"].errors
    cohort.refresh_from_db()
    assert cohort.enrol_until == site_moment(date(2026, 12, 5), time(20))
