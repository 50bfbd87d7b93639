"""What visitors read is drawn once for all of them, and is never wrong."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from cms.models import SiteSettings, StandardPage
from cohorts import enrolling
from cohorts.importing import COLUMNS, import_people
from cohorts.models import Cohort
from config.settings import base
from courses.models import CoursePage
from design.site_time import site_day, site_moment
from tests.factories.accounts import UserFactory
from tests.factories.cms import home_page, standard_page
from tests.factories.courses import CohortFactory
from tests.visiting import (
    preview_lesson,
    read,
    read_twice,
)
from youtube_integration.connecting import client as youtube

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]
Clock = Any


# --- every page -------------------------------------------------------------------------------


def paths_of(course: CoursePage, cohort: Cohort, about: StandardPage) -> list[str]:
    pages = [home_page(), course.get_parent(), course, preview_lesson(), about]
    return [*(page.get_url() for page in pages), cohort.get_absolute_url()]


@pytest.fixture
def paths(course: CoursePage, cohort: Cohort, about: StandardPage) -> list[str]:
    """Home, catalogue, course, preview lesson, standard page and cohort."""
    return paths_of(course, cohort, about)


def test_each_page_is_drawn_once(paths: list[str]) -> None:
    for path in paths:
        read_twice(path)


def test_a_visitors_page_sets_no_cookie(paths: list[str]) -> None:
    for path in paths:
        assert not Client().get(path).cookies


def test_a_visitors_page_writes_nothing(paths: list[str], settings: Any) -> None:
    settings.CACHES = base.CACHES
    call_command("createcachetable", verbosity=0)
    for path in paths:
        # Sizes of pictures are drawn for the first who asks.
        read(path)
        with CaptureQueriesContext(connection) as queries:
            read(f"{path}?halaman=2")
        statements = [query["sql"] for query in queries.captured_queries]
        assert [sql for sql in statements if not sql.startswith("SELECT")] == []
        assert [sql for sql in statements if "kanal_cache" in sql] == []


def test_headers_are_those_of_the_first_answer(paths: list[str]) -> None:
    for path in paths:
        first, second = Client().get(path), Client().get(path)
        assert dict(first.headers) == dict(second.headers)
        assert second.headers["Cache-Control"] == "private, no-cache"
        assert set(second.headers["Vary"].split(", ")) == {"Cookie", "Accept-Encoding"}
        assert "script-src 'self'" in second.headers["Content-Security-Policy"]
        assert second.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_browser_that_has_the_page_gets_no_second_copy(about: StandardPage) -> None:
    first = Client().get(about.url)
    again = {"if_none_match": first.headers["ETag"]}
    for headers in (again, {**again, "accept_encoding": "gzip"}):
        unchanged = Client(headers=headers).get(about.url)
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["ETag"] == first.headers["ETag"]
    about.introduction = "Kami di Batu."
    about.save_revision().publish()
    assert Client(headers=again).get(about.url).status_code == 200


def test_head_tells_what_get_does(about: StandardPage) -> None:
    got = Client().get(about.url)
    assert dict(Client().head(about.url).headers) == dict(got.headers)


# --- what editors and staff do ------------------------------------------------------------------


def test_what_is_published_is_read_at_once(about: StandardPage) -> None:
    assert "Malang" in read_twice(about.url)
    about.introduction = "Kami di Batu."
    revision = about.save_revision()
    assert "Malang" in read(about.url)
    revision.publish()
    assert "Batu" in read_twice(about.url)


def test_what_is_taken_off_is_gone_everywhere(course: CoursePage, cohort: Cohort) -> None:
    everywhere = ("/kursus/", cohort.get_absolute_url())
    assert all(course.title in read_twice(path) for path in everywhere)
    read_twice(course.url)
    course.unpublish()
    assert not any(course.title in read(path) for path in everywhere)
    assert Client().get(course.url).status_code == 404


def test_what_is_deleted_is_gone(about: StandardPage) -> None:
    read_twice(about.url)
    about.delete()
    assert Client().get(about.url).status_code == 404


def test_what_moves_is_found_at_its_new_address(about: StandardPage) -> None:
    old = about.url
    parent = standard_page("Induk", slug="induk")
    read_twice(old)
    about.refresh_from_db()
    about.move(parent, pos="last-child")
    about.refresh_from_db()
    assert Client().get(old).url == about.url == "/induk/tentang/"
    assert "Malang" in read_twice(about.url)


def test_a_page_closed_to_some_is_closed_at_once(about: StandardPage) -> None:
    read_twice(about.url)
    closed = PageViewRestriction.objects.create(
        page=about, restriction_type=PageViewRestriction.LOGIN
    )
    assert Client().get(about.url).status_code == 302
    assert Client().get(about.url).status_code == 302
    closed.delete()
    assert "Malang" in read_twice(about.url)


def test_a_shared_password_is_asked_of_each(about: StandardPage) -> None:
    PageViewRestriction.objects.create(
        page=about, restriction_type=PageViewRestriction.PASSWORD, password="bakso"
    )
    for _visitor in range(2):
        response = Client().get(about.url)
        assert "Malang" not in response.content.decode()
        assert response.headers.get("ETag") is None


def test_a_setting_is_read_at_once(about: StandardPage) -> None:
    read_twice(about.url)
    site_settings = SiteSettings.for_site(Site.objects.get())
    site_settings.about = "Pelatihan kota."
    site_settings.save()
    assert "Pelatihan kota." in read_twice(about.url)


def test_a_seat_that_is_taken_is_counted_at_once(cohort: Cohort) -> None:
    paths = (cohort.get_absolute_url(), "/kursus/")
    assert all("2 kursi masih kosong dari 2" in read_twice(path) for path in paths)
    enrolling.enrol(user=UserFactory(), cohort=cohort, now=timezone.now())
    assert all("1 kursi masih kosong dari 2" in read_twice(path) for path in paths)


def test_who_leaves_the_waiting_list_makes_it_shorter(cohort: Cohort) -> None:
    for _person in range(4):
        last = enrolling.enrol(user=UserFactory(), cohort=cohort, now=timezone.now())
    assert "urutan 3" in read_twice(cohort.get_absolute_url())
    enrolling.withdraw(enrolment=last, now=timezone.now())
    assert "urutan 2" in read_twice(cohort.get_absolute_url())


def test_an_import_is_counted_at_once(cohort: Cohort) -> None:
    assert "2 kursi masih kosong dari 2" in read_twice(cohort.get_absolute_url())
    rows = f"{','.join(COLUMNS)}\nsiti@contoh.example,Siti,,1990,,,brantas,\n".encode()
    now = timezone.now()
    client = youtube(now=now, interactive=True)
    import_people(rows, client=client, actor=None, create_cohorts=False, now=now)
    assert "1 kursi masih kosong dari 2" in read_twice(cohort.get_absolute_url())


# --- the clock ----------------------------------------------------------------------------------


def test_a_cohort_that_ends_is_over_at_midnight(cohort: Cohort, time_machine: Clock) -> None:
    last_evening = site_moment(cohort.ends_on, time(23, 59, 59))
    time_machine.move_to(last_evening, tick=False)
    assert "Ambil kursi" in read_twice(cohort.get_absolute_url())
    assert cohort.name in read_twice("/kursus/")
    time_machine.move_to(last_evening + timedelta(seconds=1), tick=False)
    assert "Ambil kursi" not in read_twice(cohort.get_absolute_url())
    assert cohort.name not in read_twice("/kursus/")


def test_a_cohorts_week_turns_at_midnight(cohort: Cohort, time_machine: Clock) -> None:
    evening = site_moment(cohort.starts_on + timedelta(days=6), time(23, 59))
    time_machine.move_to(evening, tick=False)
    assert "minggu ke-1 dari 12" in read_twice(cohort.get_absolute_url())
    time_machine.move_to(evening + timedelta(minutes=1), tick=False)
    assert "minggu ke-2 dari 12" in read_twice(cohort.get_absolute_url())


def test_enrolment_closes_with_its_minute(course: CoursePage, time_machine: Clock) -> None:
    closing = site_moment(site_day(timezone.now()), time(10, 7))
    time_machine.move_to(closing - timedelta(minutes=1), tick=False)
    path = CohortFactory(courses=[course], enrol_until=closing).get_absolute_url()
    assert "Ambil kursi" in read_twice(path)
    time_machine.move_to(closing + timedelta(seconds=59), tick=False)
    assert "Ambil kursi" in read_twice(path)
    time_machine.move_to(closing + timedelta(seconds=60), tick=False)
    assert "Ambil kursi" not in read_twice(path)


def test_a_page_appears_at_its_hour(about: StandardPage, time_machine: Clock) -> None:
    """By a command, as the scheduler runs it."""
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    about.save_revision().publish()
    about.refresh_from_db()
    about.introduction = "Kami di Batu."
    about.go_live_at = now + timedelta(minutes=1)
    about.save_revision().publish()
    assert "Malang" in read_twice(about.url)
    time_machine.move_to(now + timedelta(minutes=2), tick=False)
    call_command("publish_scheduled", verbosity=0)
    assert "Batu" in read_twice(about.url)
