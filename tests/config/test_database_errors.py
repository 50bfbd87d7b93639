"""A database that takes no write just now: what is only read goes out, the rest says so; on both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from learning.completing import complete_lesson
from learning.models import LessonProgress
from tests.config.test_who_may_open import RULES, VARIABLE
from tests.factories.accounts import UserFactory
from tests.factories.cms import ImageFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory, LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SERVER_GONE = [
    'connection failed: connection to server at "127.0.0.1", port 5432 failed: Connection refused',
    "consuming input failed: server closed the connection unexpectedly",
    "connection failed: FATAL:  the database system is in recovery mode",
    "terminating connection because of crash of another server process",
]
WRITES = ("INSERT", "UPDATE", "DELETE")
#: Wagtail makes a person's settings when they are first read; the other says what is wrong.
WRITTEN_WHEN_READ = {"/admin/account/", "/readyz"}


@contextmanager
def nothing_written() -> Iterator[None]:
    """The database refuses every write of this test's connection, by its own word."""
    is_sqlite = connection.vendor == "sqlite"
    before = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if is_sqlite else "SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            # On PostgreSQL this takes the setting back, too.
            transaction.savepoint_rollback(before)
            if is_sqlite:
                cursor.execute("PRAGMA query_only = OFF")


@pytest.fixture
def lesson() -> LessonFactory:
    return LessonFactory()


@pytest.fixture
def trainee(lesson: LessonFactory, client: Client) -> Client:
    """Somebody with a seat, whose session knows nothing yet."""
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[lesson.course]))
    client.force_login(enrolment.user)
    client.user = enrolment.user
    client.raise_request_exception = False
    return client


@pytest.fixture
def seen_by_all(lesson: LessonFactory) -> list[str]:
    cohort = CohortFactory(courses=[lesson.course])
    preview = LessonFactory(parent=lesson.get_parent(), free=True)
    return [
        "/",
        "/kursus/",
        lesson.course.url,
        preview.url,
        f"/angkatan/{cohort.slug}/",
        "/accounts/signup/",
        "/accounts/login/",
    ]


def test_a_visitor_of_a_site_that_nobody_opened_writes_nothing(
    client: Client, seen_by_all: list[str]
) -> None:
    with CaptureQueriesContext(connection) as sent, nothing_written():
        statuses = {path: client.get(path).status_code for path in seen_by_all}
    assert set(statuses.values()) == {200}, statuses
    assert [query["sql"] for query in sent if query["sql"].startswith(WRITES)] == []


def test_a_picture_whose_size_cannot_be_noted_costs_itself_and_no_page(
    client: Client, lesson: LessonFactory
) -> None:
    lesson.course.poster = ImageFactory()
    lesson.course.save()
    with nothing_written():
        pages = [client.get(path) for path in ("/", "/kursus/", lesson.course.url)]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert "/media/images/" in client.get("/kursus/").content.decode()


def test_a_lesson_opens_while_nobody_can_note_that(trainee: Client, lesson: LessonFactory) -> None:
    with nothing_written():
        response = trainee.get(lesson.url)
    assert response.status_code == 200
    assert "Satu." in response.content.decode()


def test_a_lesson_that_was_done_still_says_so(trainee: Client, lesson: LessonFactory) -> None:
    done = EnrolmentFactory._meta.model.objects.get().applied_at
    complete_lesson(user=trainee.user, lesson=lesson, now=done)
    with nothing_written():
        response = trainee.get(lesson.url)
    assert response.context["progress"].completed_at == done


def test_a_page_goes_out_while_the_session_cannot_be_kept(trainee: Client) -> None:
    with nothing_written():
        first = trainee.get("/dashboard/")
    assert (first.status_code, trainee.get("/dashboard/").status_code) == (200, 200)


def test_a_mark_that_cannot_be_kept_is_said_not_to_be(
    trainee: Client, lesson: LessonFactory
) -> None:
    with nothing_written():
        response = trainee.post(f"/pelajaran/{lesson.pk}/selesai/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "belum tersimpan" in response.content.decode()
    assert not LessonProgress.objects.exists()


@pytest.mark.parametrize("message", SERVER_GONE)
def test_while_the_database_is_gone_every_page_says_when_to_come_back(
    message: str, trainee: Client, seen_by_all: list[str]
) -> None:
    def gone(*statement: object) -> None:
        raise OperationalError(message)

    with connection.execute_wrapper(gone):
        responses = [trainee.get(path) for path in (*seen_by_all, "/dashboard/")]
        responses.append(trainee.post("/accounts/login/", {"login": "siti@contoh.example"}))
    assert {response.status_code for response in responses} == {503}
    assert {response.headers["Retry-After"] for response in responses} == {"10"}


def test_a_fault_of_ours_is_none_of_the_servers(trainee: Client) -> None:
    def broken(*statement: object) -> None:
        raise OperationalError("no such column: kursus")

    with connection.execute_wrapper(broken):
        assert trainee.get("/dashboard/").status_code == 500


def test_who_signs_in_is_told_to_try_again_and_is_let_in_then(client: Client) -> None:
    user = UserFactory(password="bakso-bakar-pedas")
    client.raise_request_exception = False
    form = {"login": user.email, "password": "bakso-bakar-pedas"}
    with nothing_written():
        response = client.post("/accounts/login/", form)
    assert response.status_code == 503
    assert "bakso-bakar-pedas" not in response.content.decode()
    assert client.post("/accounts/login/", form).status_code == 302


@pytest.mark.parametrize("who", ["trainee", "boss"])
def test_no_page_that_is_only_read_needs_a_write(
    who: str, trainee: Client, lesson: LessonFactory
) -> None:
    if who == "boss":
        trainee.force_login(UserFactory(superuser=True))
    plain = [f"/{rule}" for rule in RULES if not VARIABLE.search(rule) and "^" not in rule]
    broken = []
    for path in {*plain, lesson.course.url, "/kursus/"} - WRITTEN_WHEN_READ:
        with nothing_written():
            status = trainee.get(path).status_code
        if status >= 500:
            broken.append((path, status))
    assert broken == []
