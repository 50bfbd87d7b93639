"""Text pasted from elsewhere comes out as headings, lists and paragraphs, and nothing else."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText

from cms.blocks.prose import BODY, ProseBlock, tidy


def block(kind: str, text: str, **more: object) -> dict:
    return {
        "key": "abc12",
        "type": kind,
        "text": text,
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
        **more,
    }


def saved(*blocks: dict, links: dict | None = None) -> str:
    """What the editor's blocks become in the database."""
    state = json.dumps({"blocks": blocks, "entityMap": links or {}})
    html = ContentstateConverter(features=BODY).to_database_format(state)
    return ProseBlock(features=BODY).clean(RichText(html)).source


def test_word_s_empty_lines_and_dead_links_are_gone_and_its_list_stays() -> None:
    dead = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "file:///C:/a.docx"}}}
    html = saved(
        block("header-three", "Menyiapkan cahaya"),
        block("unstyled", ""),
        block("unstyled", "\u00a0"),
        block("unordered-list-item", "Jendela di depan wajah"),
        block("unordered-list-item", "Matikan lampu di belakang"),
        block("unstyled", "Tugas", entityRanges=[{"offset": 0, "length": 5, "key": 0}]),
        links=dead,
    )

    assert html.count("<li ") == 2
    assert html.startswith("<h3 ")
    assert html.endswith(">Tugas</p>")
    assert html.count("<p ") == 1
    assert "file:" not in html


def test_a_colour_that_the_editor_does_not_know_is_dropped_and_the_words_stay() -> None:
    red = [{"offset": 0, "length": 7, "style": "color-red"}]

    assert saved(block("unstyled", "penting", inlineStyleRanges=red)).endswith(">penting</p>")


def test_a_text_of_empty_lines_counts_as_missing() -> None:
    with pytest.raises(ValidationError):
        ProseBlock(features=BODY).clean(RichText('<p data-block-key="a"> </p><p>&nbsp;</p>'))


def test_what_a_person_wrote_is_left_as_it_is() -> None:
    html = '<p data-block-key="a">Satu<br/>dua <a href="https://malangkota.go.id">tiga</a></p>'

    assert tidy(html) == html
