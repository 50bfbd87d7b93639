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
from config.env import ROOT
from tests.factories.accounts import UserFactory

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="id")


def ours() -> list[tuple[str, str]]:
    """Pairs of Wagtail's words (the plural, where there is one) and ours."""
    path = ROOT / "cms/locale/id/LC_MESSAGES/django.po"
    return [
        (each.id[-1], each.string[0]) if isinstance(each.id, tuple) else (each.id, each.string)
        for each in catalogue(path)
        if each.id
    ]


def test_each_sentence_is_one_that_wagtail_says() -> None:
    said: set[str] = set()
    for path in Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po"):
        for message in catalogue(path):
            said.add(message.id[-1] if isinstance(message.id, tuple) else message.id)

    assert [english for english, _indonesian in ours() if english not in said] == []


def test_each_sentence_keeps_its_placeholders() -> None:
    for english, indonesian in ours():
        assert set(PLACE.findall(english)) == set(PLACE.findall(indonesian)), english


def test_nobody_is_addressed_stiffly() -> None:
    assert [words for _english, words in ours() if re.search(r"\bAnda\b", words, re.I)] == []


@pytest.mark.django_db
def test_an_instructor_reads_the_start_page_in_indonesian(client: Client) -> None:
    client.force_login(UserFactory(role=INSTRUCTORS))

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Langsung ke isi" in page
    assert "Skip to main content" not in page
