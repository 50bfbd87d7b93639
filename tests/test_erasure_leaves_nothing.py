"""After an erasure no table and no file says a word of the person, whichever way it came about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log

from accounts.erasing import request_erasure
from accounts.models import Session, User
from accounts.people import invite
from accounts.privacy import erase_person
from accounts.roles import ADMINISTRATORS, MANAGERS
from cohorts.models import Enrolment
from learning.models import LessonTick
from tests.factories.accounts import PASSWORD, RegionFactory, UserFactory
from tests.factories.courses import CohortFactory, LessonFactory, checklist
from tests.factories.youtube import ChannelFactory, ChannelSnapshotFactory, VideoFactory
from youtube_integration.connecting import connect_owned

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NAME = "Kusumawardhani Purbasari"
EMAIL = "kusuma.purba@contoh.example"
GUARDIAN = "Bu Wiryaningtyas"
TRACES = (NAME, "Kusumawardhani", EMAIL, "+6281298765432", GUARDIAN, "dapur_kusuma", "Rujak Kusuma")


def everything() -> Iterator[tuple[str, str]]:
    """Each row of each table as text, sessions opened; then each file, by name and content."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                yield table, " | ".join(map(_text, row))
    for session in Session.objects.all():
        yield "session", str(session.get_decoded())
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            yield str(path), f"{path.name} {_text(path.read_bytes())}"


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", errors="ignore")
    return str(value)


def traces() -> set[tuple[str, str]]:
    return {(source, trace) for source, text in everything() for trace in TRACES if trace in text}


@pytest.fixture
def kusuma(client: Client, settings: object) -> User:
    """Somebody who did everything that leaves a row, and about whom staff did the same."""
    settings.EMAIL_BACKEND = "config.mail.queueing.QueueingBackend"
    now = timezone.now()
    profile = {
        "phone": "+6281298765432",
        "birth_year": now.year - 30,
        "region": RegionFactory(),
        "instagram": "dapur_kusuma",
        "guardian_name": GUARDIAN,
        "guardian_consent_on": date(2026, 1, 2),
    }
    person = UserFactory(name=NAME, email=EMAIL, profile=profile)
    lesson = LessonFactory(body=json.dumps([checklist("Satu", "Dua")]))
    cohort = CohortFactory(courses=[lesson.course], seats=1)
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    client.post(f"/angkatan/{cohort.slug}/ikut/")
    if not person.enrolments.filter(status=Enrolment.Status.ACTIVE).exists():
        raise AssertionError("the seat was not given")
    client.post(f"/pelajaran/{lesson.pk}/selesai/")
    client.post(f"/pelajaran/{lesson.pk}/centang/", {"item": "coba-1"})
    channel = ChannelFactory(handle="dapur_kusuma", title="Dapur dapur_kusuma")
    connect_owned(user=person, channel=channel, now=now)
    ChannelSnapshotFactory(channel=channel)
    VideoFactory(channel=channel, title="Rujak Kusuma")
    _staff_at_work(person)
    return person


def _staff_at_work(person: User) -> None:
    manager, administrator = Client(), Client()
    manager.force_login(UserFactory(role=MANAGERS))
    administrator.force_login(UserFactory(role=ADMINISTRATORS))
    page = f"/admin/users/edit/{person.pk}/"
    known = {name: getattr(person.profile, name) for name in ("phone", "birth_year", "instagram")}
    guardian = {"guardian_name": GUARDIAN, "guardian_consent_on": "2026-01-02"}
    unchanged = {
        "name": NAME,
        "email": EMAIL,
        "is_active": "on",
        "region": person.profile.region_id,
    }
    saved = administrator.post(page, {**unchanged, **known, **guardian, "gender": "F"})
    assert saved.status_code == 302, saved.context["form"].errors
    for text in ("Kusumawardhani", EMAIL):
        response = manager.get("/admin/reports/progress/", {"q": text, "export": "csv"})
        b"".join(response.streaming_content)
    invite(users=[UserFactory(imported=True), person], now=timezone.now())
    # A label of another row that names her.
    log(UserFactory(), "wagtail.edit", title=f"Siti, {EMAIL}")


def by_the_person(person: User) -> None:
    request_erasure(person=person, now=timezone.now() - timedelta(days=15))
    call_command("erase_people", verbosity=0)


def by_the_act(person: User) -> None:
    erase_person(person, timezone.now())


def by_an_administrator(person: User) -> None:
    superuser = Client()
    superuser.force_login(UserFactory(superuser=True))
    superuser.post(f"/admin/users/delete/{person.pk}/")


def by_a_bulk_action(person: User) -> None:
    superuser = Client()
    superuser.force_login(UserFactory(superuser=True))
    superuser.post(f"/admin/bulk/accounts/user/delete/?id={person.pk}", {"id": person.pk})


def by_the_shell(person: User) -> None:
    User.objects.filter(pk=person.pk).delete()


@pytest.mark.parametrize(
    "way", [by_the_person, by_the_act, by_an_administrator, by_a_bulk_action, by_the_shell]
)
def test_no_table_and_no_file_knows_an_erased_person(
    way: Callable[[User], None], kusuma: User, django_capture_on_commit_callbacks: Callable
) -> None:
    assert {trace for _source, trace in traces()} == set(TRACES)
    cohort = kusuma.enrolments.get().cohort
    assert kusuma.lesson_ticks.count() == 1

    with django_capture_on_commit_callbacks(execute=True):
        way(kusuma)

    assert not User.objects.filter(pk=kusuma.pk).exists()
    assert traces() == set()
    assert not LessonTick.objects.exists()
    cohort.refresh_from_db()
    assert cohort.seats_taken == 0
