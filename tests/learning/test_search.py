"""Search over courses and lessons: whole words, beginnings of words, nothing that is closed."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.search.backends import get_search_backend

from courses.models import CoursePage, LessonPage
from tests.factories.courses import CourseFactory, LessonFactory, ModuleFactory, body_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def written(**fields: object) -> LessonPage:
    return LessonFactory(**fields)


def titles(client: Client, query: str) -> list[str]:
    """What a search finds, once the index has caught up with what the test wrote."""
    backend = get_search_backend()
    for model in (CoursePage, LessonPage):
        index = backend.get_index_for_model(model)
        index.add_items(model, list(model.objects.all()))
    page = client.get("/cari/", {"q": query})
    assert page.status_code == 200
    assert page.context["total"] == len(page.context["hits"])
    return [hit.title for hit in page.context["hits"]]


def test_a_word_of_the_body_finds_the_lesson(client: Client) -> None:
    written(title="Bab", body=body_of("Subtitel membantu yang menonton tanpa suara."))
    written(title="Suara")
    assert titles(client, "subtitel") == ["Bab"]


@pytest.mark.parametrize("query", ["subti", "SUBTI", "menon tanpa"])
def test_the_beginning_of_a_word_is_enough(client: Client, query: str) -> None:
    written(title="Bab", body=body_of("Subtitel membantu yang menonton tanpa suara."))
    assert titles(client, query) == ["Bab"]


def test_courses_come_before_their_lessons(client: Client) -> None:
    course = CourseFactory(title="Judul yang jujur")
    written(title="Judul pendek", parent=ModuleFactory(parent=course))
    assert titles(client, "judul") == ["Judul yang jujur", "Judul pendek"]


def test_what_cannot_be_opened_is_not_found(client: Client) -> None:
    hidden = written(title="Rahasia", parent=ModuleFactory(draft=True))
    assert titles(client, "rahasia") == []
    hidden.module.live = True
    hidden.module.save()
    assert titles(client, "rahasia") == ["Rahasia"]


def test_a_locked_lesson_is_found_and_marked(client: Client) -> None:
    written(title="Rahasia")
    titles(client, "rahasia")
    [hit] = client.get("/cari/?q=rahasia").context["hits"]
    assert hit.is_locked


@pytest.mark.parametrize(
    "query", ["", "   ", "tidakada", '"', "'", "a OR", "*", "%", "x" * 3000, "😀"]
)
def test_any_query_gets_an_answer(client: Client, query: str) -> None:
    written(title="Judul")
    assert titles(client, query) == []


def test_the_query_is_shown_again_and_escaped(client: Client) -> None:
    text = client.get("/cari/", {"q": "<b>judul"}).content.decode()
    assert "<b>judul" not in text
    assert "&lt;b&gt;judul" in text
