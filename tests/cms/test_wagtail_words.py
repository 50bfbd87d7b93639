"""Wagtail's words in Indonesian, where its own catalogue lacks them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import wagtail
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse

from accounts.roles import INSTRUCTORS
from config.management.commands.messages import WAGTAIL_WORDS
from tests.factories.accounts import UserFactory

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="id")


def ours(path: Path) -> list[tuple[str, str]]:
    """Pairs of Wagtail's words (the plural, where there is one) and ours."""
    return [
        (each.id[-1], each.string[0]) if isinstance(each.id, tuple) else (each.id, each.string)
        for each in catalogue(path)
        if each.id
    ]


@pytest.mark.parametrize("path", WAGTAIL_WORDS, ids=lambda path: path.stem)
def test_each_sentence_is_one_that_wagtail_says(path: Path) -> None:
    sentences: set[str] = set()
    for source in Path(wagtail.__file__).parent.rglob(f"locale/en/LC_MESSAGES/{path.name}"):
        for message in catalogue(source):
            sentences.add(message.id[-1] if isinstance(message.id, tuple) else message.id)

    assert [english for english, _indonesian in ours(path) if english not in sentences] == []


@pytest.mark.parametrize("path", WAGTAIL_WORDS, ids=lambda path: path.stem)
def test_each_sentence_keeps_its_placeholders(path: Path) -> None:
    for english, indonesian in ours(path):
        assert set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(indonesian)), english


def test_nobody_is_addressed_stiffly() -> None:
    every = [pair for path in WAGTAIL_WORDS for pair in ours(path)]
    assert [words for _english, words in every if re.search(r"\bAnda\b", words, re.I)] == []


@pytest.mark.django_db
def test_an_instructor_reads_the_start_page_in_indonesian(client: Client) -> None:
    client.force_login(UserFactory(role=INSTRUCTORS))

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Langsung ke isi" in page
    assert "Skip to main content" not in page


@pytest.mark.django_db
def test_the_editor_speaks_indonesian_in_the_browser_too(client: Client) -> None:
    client.force_login(UserFactory(role=INSTRUCTORS))

    script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    assert "Sisipkan blok" in script
