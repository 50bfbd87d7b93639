"""Who reads what is kept, in which process, and what happens where one is gone."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from cms import content_version
from cms.models import StandardPage
from cohorts.models import Cohort
from config.env import ROOT
from courses.models import CoursePage
from tests.factories.accounts import UserFactory
from tests.factories.cms import home_page
from tests.visiting import (
    another_process,
    preview_lesson,
    read,
    read_twice,
    two_seconds_later,
)

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]


# --- who reads ----------------------------------------------------------------------------------


def test_each_reads_their_own_language(about: StandardPage) -> None:
    english = Client()
    english.post("/accounts/bahasa/", {"language": "en", "next": about.url})
    assert "sessionid" not in english.cookies
    for _time in range(2):
        assert 'lang="en"' in english.get(about.url).content.decode()[:600]
        assert 'lang="id"' in read_twice(about.url)[:600]
    with CaptureQueriesContext(connection) as queries:
        english.get(about.url)
    assert len(queries) == 0


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


def test_an_intended_cohort_and_a_message_are_one_persons(client: Client, cohort: Cohort) -> None:
    """Who came from a cohort's page has a session, and so a page of their own."""
    client.post(f"{cohort.get_absolute_url()}ikut/")
    assert client.cookies["sessionid"]
    assert client.get(cohort.get_absolute_url()).headers.get("ETag") is None


def test_a_preview_is_neither_kept_nor_taken_from_what_is(about: StandardPage) -> None:
    """Wagtail asks for it by the page's own address, through all middleware."""
    host = urlsplit(about.full_url).netloc
    read_twice(about.url, host=host)
    about.introduction = "Rahasia dulu."
    assert "Rahasia dulu." in about.make_preview_request().content.decode()
    caches["pages"].clear()
    about.make_preview_request()
    assert "Malang" in read_twice(about.url, host=host)


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
    cached = read_twice(about.url)
    assert "fbclid" not in cached
    assert read(f"{about.url}?fbclid=abc") == cached
    assert "halaman=2" in read(f"{about.url}?halaman=2")


def test_it_is_kept_packed_for_browsers_that_take_it_so(about: StandardPage) -> None:
    packing = Client(headers={"accept_encoding": "gzip"})
    first, plain = packing.get(about.url), Client().get(about.url)
    with CaptureQueriesContext(connection) as queries:
        assert packing.get(about.url).content == first.content
        assert Client().get(about.url).content == plain.content
    assert len(queries) == 0
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
    only = {"BACKEND": "config.caches.FallbackCache", "OPTIONS": {"CACHES": ["redis"]}}
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
        response = serve(page, request).render()
        monkeypatch.setattr(StandardPage, "serve", serve)
        page.introduction = "Kami di Batu."
        page.save_revision().publish()
        return response

    monkeypatch.setattr(StandardPage, "serve", overtaken)
    assert "Malang" in read(about.url)
    assert "Batu" in read_twice(about.url)


def test_an_answer_that_sets_a_cookie_is_kept_for_nobody(
    about: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve = StandardPage.serve

    def greeting(page: StandardPage, request: HttpRequest) -> HttpResponse:
        response = serve(page, request)
        response.set_cookie("greeted", "yes")
        return response

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
