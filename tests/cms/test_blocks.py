"""Blocks as an editor fills them and a reader sees them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from wagtail.blocks import Block, ListBlock, StreamBlock, StreamBlockValidationError, StructBlock

from cms.blocks import content_blocks
from cms.blocks.body import BodyField
from tests.factories.cms import DocumentFactory, ImageFactory

TRANSCRIPT = "<p>Halo, ketemu lagi.</p>"
VIDEO = {"title": "Thumbnail", "transcript": TRANSCRIPT, "address": "", "scenes": []}


def page_body() -> StreamBlock:
    return StreamBlock(content_blocks())


def made(name: str, **value: Any) -> Any:
    """A body of one block, as it comes out of the database."""
    return page_body().to_python([{"type": name, "value": value}])


def rendered(name: str, **value: Any) -> str:
    [child] = made(name, **value)
    return child.render({"request": RequestFactory().get("/"), "block_id": "b1"})


def complaints(name: str, **value: Any) -> list[str]:
    """What publishing would say about the block; nothing = it may go out."""
    try:
        page_body().clean(made(name, **value))
    except StreamBlockValidationError as refused:
        return [
            message
            for error in refused.block_errors[0].block_errors.values()
            for message in error.messages
        ]
    return []


def depth(block: Block) -> int:
    if isinstance(block, StructBlock):
        return 1 + max((depth(child) for child in block.child_blocks.values()), default=0)
    return depth(block.child_block) if isinstance(block, ListBlock) else 0


@pytest.mark.parametrize(("name", "block"), content_blocks())
def test_every_block_tells_an_editor_what_it_is_for(name: str, block: Block) -> None:
    assert block.meta.icon != "placeholder"
    assert block.meta.template == f"blocks/{name}.html"
    assert block.get_description()
    assert block.is_previewable
    for child in block.child_blocks.values():
        assert child.label


def test_there_are_few_kinds_and_none_is_nested_deeply() -> None:
    kinds = content_blocks()

    assert len(kinds) <= 10
    assert max(depth(block) for _name, block in kinds) <= 2


@pytest.mark.django_db
class TestPicture:
    def test_without_words_it_does_not_go_out(self) -> None:
        assert complaints("image", image=ImageFactory().pk, alt="")

    @pytest.mark.parametrize("alt", ["IMG_20260101_0815.jpg", "Cobek", "cobek.png"])
    def test_with_a_file_name_for_words_it_does_not_go_out(self, alt: str) -> None:
        assert complaints("image", image=ImageFactory().pk, alt=alt)

    def test_as_decoration_it_is_silent_whatever_was_typed(self) -> None:
        picture = ImageFactory().pk

        assert complaints("image", image=picture, alt="", decorative=True) == []
        assert 'alt=""' in rendered("image", image=picture, alt="Cobek batu", decorative=True)

    def test_the_same_picture_says_something_else_in_another_lesson(self) -> None:
        picture = ImageFactory().pk

        assert 'alt="Sambal di cobek"' in rendered("image", image=picture, alt="Sambal di cobek")
        assert 'alt="Cobek kosong"' in rendered("image", image=picture, alt="Cobek kosong")

    def test_a_draft_may_still_lack_its_words(self) -> None:
        body = page_body()
        value = {"image": ImageFactory().pk, "alt": ""}
        draft = body.to_python([{"type": "image", "value": value}])

        assert body.clean_deferred(draft)[0].value["alt"] == ""

    def test_a_title_that_is_a_file_name_is_never_offered_as_words(self) -> None:
        picture = ImageFactory(title="IMG_1.jpg", description="IMG_1.jpg")

        assert picture.default_alt_text == ""
        assert ImageFactory(description="Cobek batu").default_alt_text == "Cobek batu"


@pytest.mark.django_db
class TestVideo:
    def test_a_filmed_one_waits_behind_our_poster_and_asks_nobody_else(self) -> None:
        html = rendered(
            "video",
            **{**VIDEO, "address": "https://youtu.be/aqz-KE-bpKQ", "length": "3:40"},
            megabytes=12,
            credit="Blender Foundation",
        )

        assert 'href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"' in html
        assert 'data-video="aqz-KE-bpKQ"' in html
        assert "<iframe" not in html
        assert "ytimg" not in html
        assert "12 MB" in html
        assert "Blender Foundation" in html
        assert "Halo, ketemu lagi." in html

    def test_it_stays_useful_where_it_cannot_be_played(self) -> None:
        html = rendered("video", **{**VIDEO, "address": "https://youtu.be/aqz-KE-bpKQ"})

        assert html.count('href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"') == 2
        assert "Halo, ketemu lagi." in html

    def test_one_not_yet_filmed_is_its_drawn_scenes(self) -> None:
        scene = {"image": ImageFactory().pk, "seen": "Lensa dilap.", "narration": "Lap dulu."}
        html = rendered(
            "video",
            **{
                **VIDEO,
                "scenes": [{"type": "item", "id": "s1", "value": {**scene, "seconds": 25}}],
            },
        )

        assert "Lensa dilap." in html
        assert "Lap dulu." in html
        assert "25" in html
        assert "youtube" not in html

    def test_with_neither_address_nor_scenes_it_does_not_go_out(self) -> None:
        assert complaints("video", **VIDEO)

    def test_an_address_of_another_site_is_refused_where_it_was_pasted(self) -> None:
        field = dict(content_blocks())["video"].child_blocks["address"]

        assert field.clean("youtu.be/aqz-KE-bpKQ") == "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
        assert complaints("video", **{**VIDEO, "address": "https://vimeo.com/1"})

    @pytest.mark.parametrize(
        ("length", "fine"), [("3:40", True), ("1:02:03", True), ("340", False)]
    )
    def test_its_length_is_minutes_and_seconds(self, length: str, fine: bool) -> None:
        value = {**VIDEO, "address": "https://youtu.be/aqz-KE-bpKQ", "length": length}

        assert (complaints("video", **value) == []) is fine


def test_a_checklist_has_boxes_and_steps_have_numbers() -> None:
    value = {"title": "Coba sekarang, 5 menit", "items": ["Ambil gambar.", "Potong."]}

    ticks = rendered("steps", kind="checklist", **value)
    numbers = rendered("steps", kind="steps", **value)

    assert ticks.count('type="checkbox"') == 2
    assert 'data-checklist="0.0.b1"' in ticks
    assert "data-stored" not in ticks
    assert "checkbox" not in numbers
    assert "<ol" in numbers


@pytest.mark.parametrize("tone", ["tip", "care", "rule", "rights"])
def test_each_tone_of_a_callout_has_a_colour_of_its_own(tone: str) -> None:
    from cms.blocks.text import CalloutValue

    colours = [colour for colour, _icon in CalloutValue.LOOKS.values()]
    html = rendered("callout", tone=tone, title="Jujur", body="<p>Itu hemat tenaga.</p>")

    assert f'data-colour="{CalloutValue.LOOKS[tone][0]}"' in html
    assert len(set(colours)) == len(colours)


def test_what_an_editor_types_is_never_markup() -> None:
    html = rendered("quote", text="<script>alert(1)</script>", source="Bu Ningsih")

    assert "<script>" not in html
    assert "Bu Ningsih" in html


@pytest.mark.django_db
def test_a_download_says_kind_and_size_before_the_tap() -> None:
    worksheet = DocumentFactory()
    html = rendered("download", document=worksheet.pk, title="Lembar lima ambilan", description="")

    assert "PDF" in html
    assert str(worksheet.file_size) in html
    assert worksheet.url in html


def test_another_kind_of_block_makes_no_migration() -> None:
    few, all_of_them = (BodyField(kinds).deconstruct() for kinds in ([], content_blocks()))
    assert few == all_of_them
