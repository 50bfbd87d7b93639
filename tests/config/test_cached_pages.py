"""What visitors read is drawn once for all of them, and is never wrong."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import time, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from cms import content_version
from cms.models import SiteSettings, StandardPage
from cohorts import enrolling
from cohorts.importing import COLUMNS, import_people
from cohorts.models import Cohort
from config.env import ROOT
from config.settings import base
from courses.models import CoursePage, LessonPage
from design.site_time import site_day, site_moment
from tests.factories.accounts import UserFactory
from tests.factories.cms import ImageFactory, home_page, standard_page
from tests.factories.courses import CohortFactory, CourseFactory, LessonFactory
from youtube_integration.connecting import client as youtube

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]
Clock = Any


@pytest.fixture
def course() -> CoursePage:
    """A course with a poster, two lessons and one that everybody may read."""
    made = CourseFactory(title="Biar Ketemu", lessons=(2,), poster=ImageFactory())
    LessonFactory(parent=made.get_children().get(), title="Satu janji", free=True)
    return made


@pytest.fixture
def cohort(course: CoursePage) -> Cohort:
    return CohortFactory(name="Angkatan Brantas", slug="brantas", courses=[course], seats=2)


@pytest.fixture
def about() -> StandardPage:
    return standard_page("Tentang kami", slug="tentang", introduction="Kami di Malang.")


def preview_lesson() -> LessonPage:
    return LessonPage.objects.get(title="Satu janji")


def read(path: str, **headers: str) -> str:
    """What a visitor with a browser of their own reads."""
    answer = Client(headers=headers).get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def read_twice(path: str, **headers: str) -> str:
    """The second time without a question to the database: it is kept."""
    first = read(path, **headers)
    with CaptureQueriesContext(connection) as asked:
        assert read(path, **headers) == first
    assert len(asked) == 0
    return first


@contextmanager
def another_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What happens in here is remembered by another process than the test's."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(content_version, "_memory", content_version._Memory())
        yield


def two_seconds_later(monkeypatch: pytest.MonkeyPatch) -> None:
    real = content_version.time.monotonic
    monkeypatch.setattr(content_version.time, "monotonic", lambda: real() + 2)


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
        with CaptureQueriesContext(connection) as asked:
            read(f"{path}?halaman=2")
        told = [query["sql"] for query in asked.captured_queries]
        assert [sql for sql in told if not sql.startswith("SELECT")] == []
        assert [sql for sql in told if "kanal_cache" in sql] == []


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
        answer = Client().get(about.url)
        assert "Malang" not in answer.content.decode()
        assert answer.headers.get("ETag") is None


def test_a_setting_is_read_at_once(about: StandardPage) -> None:
    read_twice(about.url)
    told = SiteSettings.for_site(Site.objects.get())
    told.about = "Pelatihan kota."
    told.save()
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


# --- who reads ----------------------------------------------------------------------------------


def test_each_reads_their_own_language(about: StandardPage) -> None:
    english = Client()
    english.post("/accounts/bahasa/", {"language": "en", "next": about.url})
    assert "sessionid" not in english.cookies
    for _time in range(2):
        assert 'lang="en"' in english.get(about.url).content.decode()[:600]
        assert 'lang="id"' in read_twice(about.url)[:600]
    with CaptureQueriesContext(connection) as asked:
        english.get(about.url)
    assert len(asked) == 0


def test_who_is_signed_in_reads_their_own_page_and_leaves_it_to_nobody(
    client: Client, course: CoursePage, cohort: Cohort
) -> None:
    person = UserFactory(name="Siti Rahayu")
    client.force_login(person)
    for path in (course.url, cohort.get_absolute_url(), preview_lesson().url, "/"):
        for order in ("person first", "visitor first"):
            content_version.forget()
            caches["pages"].clear()
            if order == "visitor first":
                read_twice(path)
            assert "Siti Rahayu" in client.get(path).content.decode()
            assert client.get(path).headers.get("ETag") is None
            assert "Siti Rahayu" not in read_twice(path)


def test_who_signs_out_reads_what_visitors_do(client: Client, about: StandardPage) -> None:
    client.force_login(UserFactory(name="Siti Rahayu"))
    client.get(about.url)
    client.post("/accounts/logout/")
    assert "Siti Rahayu" not in client.get(about.url).content.decode()


def test_a_wish_and_a_message_are_one_persons(client: Client, cohort: Cohort) -> None:
    """Who came from a cohort's page has a session, and so a page of their own."""
    client.post(f"{cohort.get_absolute_url()}ikut/")
    assert client.cookies["sessionid"]
    assert client.get(cohort.get_absolute_url()).headers.get("ETag") is None


def test_a_preview_is_neither_kept_nor_taken_from_what_is(about: StandardPage) -> None:
    read_twice(about.url)
    about.introduction = "Rahasia dulu."
    assert "Rahasia dulu." in about.make_preview_request().content.decode()
    caches["pages"].clear()
    about.make_preview_request()
    assert "Malang" in read_twice(about.url)


def test_two_hosts_read_their_own_sites(about: StandardPage, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "batu.example"]
    other = home_page().get_parent().add_child(instance=StandardPage(title="Batu", slug="batu"))
    Site.objects.create(hostname="batu.example", port=80, root_page=other)
    for _time in range(2):
        assert "<h1" in read_twice("/")
        assert "Batu | Kanal" in read_twice("/", host="batu.example")


def test_a_strangers_host_is_refused(about: StandardPage) -> None:
    read_twice(about.url)
    assert Client(headers={"host": "evil.example"}).get(about.url).status_code == 400


def test_what_sharing_adds_to_an_address_changes_nothing(about: StandardPage) -> None:
    from_a_chat = Client().get(f"{about.url}?fbclid=abc&utm_source=wa").content.decode()
    assert "fbclid" in from_a_chat
    kept = read_twice(about.url)
    assert "fbclid" not in kept
    assert read(f"{about.url}?fbclid=abc") == kept
    assert "halaman=2" in read(f"{about.url}?halaman=2")


def test_it_is_kept_packed_for_browsers_that_take_it_so(about: StandardPage) -> None:
    packing = Client(headers={"accept_encoding": "gzip"})
    first, plain = packing.get(about.url), Client().get(about.url)
    with CaptureQueriesContext(connection) as asked:
        assert packing.get(about.url).content == first.content
        assert Client().get(about.url).content == plain.content
    assert len(asked) == 0
    assert gzip.decompress(first.content) == plain.content
    assert first.headers["ETag"] == plain.headers["ETag"]


# --- processes, machines, faults -----------------------------------------------------------------


def test_two_machines_agree_after_two_seconds(
    about: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each remembers the version for itself; what is kept they share, as in one Redis."""
    read_twice(about.url)
    with another_process(monkeypatch):
        about.introduction = "Kami di Batu."
        about.save_revision().publish()
        assert "Batu" in read_twice(about.url)
    two_seconds_later(monkeypatch)
    assert "Batu" in read_twice(about.url)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="hands its database on as a file")
def test_what_a_command_publishes_is_read_after_two_seconds(
    about: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    about.introduction = "Kami di Batu."
    about.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    assert "Malang" in read_twice(about.url)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
    }
    command = [sys.executable, "manage.py", "publish_scheduled"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    two_seconds_later(monkeypatch)
    assert "Batu" in read_twice(about.url)


class Undone(Exception):
    """Ends a transaction without its changes."""


def test_a_rollback_shows_nothing_of_what_did_not_happen(about: StandardPage) -> None:
    caches["pages"].clear()
    with suppress(Undone), transaction.atomic():
        about.introduction = "Kami di Batu."
        about.save_revision().publish()
        assert "Batu" in read(about.url)
        raise Undone
    assert "Malang" in read_twice(about.url)


def test_a_dead_cache_only_makes_pages_slower(about: StandardPage, settings: Any) -> None:
    nowhere = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        # Nothing listens there: as after a kill.
        "LOCATION": "redis://127.0.0.1:9/0",
        "OPTIONS": {"socket_connect_timeout": 0.5},
    }
    only = {"BACKEND": "config.caches.FallbackCache", "OPTIONS": {"PLACES": ["redis"]}}
    settings.CACHES = {**settings.CACHES, "redis": nowhere, "pages": only}
    for words in ("Kami di Malang.", "Kami di Batu."):
        about.introduction = words
        about.save_revision().publish()
        assert words in read(about.url)
        assert words in read(about.url)


def test_an_answer_is_not_kept_that_was_overtaken_while_it_was_drawn(
    about: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve = StandardPage.serve

    def overtaken(page: StandardPage, request: HttpRequest) -> HttpResponse:
        answer = serve(page, request).render()
        monkeypatch.setattr(StandardPage, "serve", serve)
        page.introduction = "Kami di Batu."
        page.save_revision().publish()
        return answer

    monkeypatch.setattr(StandardPage, "serve", overtaken)
    assert "Malang" in read(about.url)
    assert "Batu" in read_twice(about.url)


def test_an_answer_that_sets_a_cookie_is_kept_for_nobody(
    about: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve = StandardPage.serve

    def greeting(page: StandardPage, request: HttpRequest) -> HttpResponse:
        answer = serve(page, request)
        answer.set_cookie("greeted", "yes")
        return answer

    monkeypatch.setattr(StandardPage, "serve", greeting)
    for _visitor in range(2):
        assert Client().get(about.url).cookies["greeted"].value == "yes"


# --- forms without a token ----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/accounts/bahasa/", "/angkatan/brantas/ikut/"])
def test_a_visitors_form_needs_no_token_and_comes_from_no_other_site(
    path: str, cohort: Cohort
) -> None:
    sent = {"language": "en"}
    for ours in ({}, {"origin": "http://testserver"}):
        assert Client(enforce_csrf_checks=True, headers=ours).post(path, sent).status_code == 302
    theirs = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    assert theirs.post(path, sent).status_code == 403
    assert not theirs.cookies


def test_who_is_signed_in_joins_with_a_token(cohort: Cohort) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    path = f"{cohort.get_absolute_url()}ikut/"
    assert client.post(path).status_code == 403
    page = client.get(cohort.get_absolute_url())
    token = {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    assert client.post(path, token).status_code == 302
    cohort.refresh_from_db()
    assert cohort.seats_taken == 1
