"""The courses and site texts load, obey the editor's own limits, and load only once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.models import Page

from cms.models import HomePage, KanalDocument, KanalImage, SiteSettings, StandardPage
from courses.models import CoursePage, LessonPage, ModulePage
from demo.bodies import CONTENT
from demo.pages import Teaching, load_courses
from demo.site_texts import load_site

KINDS = {"text", "image", "video", "callout", "steps", "quote", "download", "lesson"}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(courses: Teaching) -> Teaching:
    load_site(courses)
    return courses


def test_three_courses_have_nine_modules_and_twenty_seven_lessons(loaded: Teaching) -> None:
    assert CoursePage.objects.count() == 3
    assert ModulePage.objects.count() == 9
    assert LessonPage.objects.openable().count() == 27
    numbers = [len(course.lessons) for course in CoursePage.objects.all()]
    assert numbers == [9, 9, 9]


def refusals(error: Any, where: str) -> list[str]:
    """What the editor would be told, each with the place of the block."""
    inner = getattr(error, "block_errors", None)
    if not inner:
        return [f"{where}: {' '.join(getattr(error, 'messages', [str(error)]))}"]
    found = inner.items() if isinstance(inner, dict) else enumerate(inner)
    return [line for key, each in found if each for line in refusals(each, f"{where}/{key}")]


def test_an_editor_could_save_every_page_as_it_was_loaded(loaded: Teaching) -> None:
    found = []
    for page in [*LessonPage.objects.all(), *StandardPage.objects.all()]:
        page.full_clean()
        try:
            page.body.stream_block.clean(page.body)
        except StreamBlockValidationError as error:
            found += refusals(error, page.slug)
    for page in [*CoursePage.objects.all(), HomePage.objects.get()]:
        page.full_clean()
    assert found == []


@pytest.mark.parametrize(("made", "source"), [("webp", "svg"), ("pdf", "html")])
def test_beside_each_picture_and_worksheet_lies_what_it_was_drawn_from(
    made: str, source: str
) -> None:
    files = {
        ending: {p.with_suffix("") for p in CONTENT.rglob(f"*.{ending}")}
        for ending in (made, source)
    }
    assert files[made] == files[source] != set()


def test_steps_are_the_sentences_of_the_files(loaded: Teaching) -> None:
    lesson = LessonPage.objects.get(slug="lap-lega-kunci")
    last = lesson.body[len(lesson.body) - 1]
    assert last.value["items"][1] == "Lap lensa dengan kaus bersih."


def test_every_kind_of_block_is_used_and_every_lesson_ends_with_something_to_do(
    loaded: Teaching,
) -> None:
    kinds: Counter[str] = Counter()
    for lesson in LessonPage.objects.all():
        kinds.update(block.block_type for block in lesson.body)
        last = lesson.body[len(lesson.body) - 1]
        assert last.block_type == "steps", lesson
        assert last.value["title"].startswith("Coba sekarang"), lesson
    assert set(kinds) == KINDS


def test_the_one_real_video_has_its_own_poster_and_the_others_a_storyboard(
    loaded: Teaching,
) -> None:
    videos = [
        block.value
        for lesson in LessonPage.objects.all()
        for block in lesson.body
        if block.block_type == "video"
    ]
    filmed = [video for video in videos if video.video_id]
    assert [video["poster"].title for video in filmed] == ["Cerita dari Gang Sendiri, 2-1-sintel"]
    assert filmed[0]["credit"]
    assert all(len(video["scenes"]) == 4 for video in videos if not video.video_id)


def test_numbered_lists_stay_numbered(loaded: Teaching) -> None:
    numbered = [
        block
        for lesson in LessonPage.objects.all()
        for block in lesson.body
        if block.block_type == "text" and "<ol>" in block.value["body"].source
    ]
    assert numbered


def test_loading_again_changes_nothing_and_doubles_no_file(loaded: Teaching) -> None:
    models = (Page, KanalImage, KanalDocument)
    before = [model.objects.count() for model in models]
    lesson = LessonPage.objects.get(slug="lap-lega-kunci")
    lesson.title = "Dibetulkan pengajar"
    lesson.save()

    load_courses(loaded)
    load_site(loaded)

    assert [model.objects.count() for model in models] == before
    lesson.refresh_from_db()
    assert lesson.title == "Dibetulkan pengajar"


def test_the_footer_leads_to_privacy_rules_and_accessibility(loaded: Teaching) -> None:
    slugs = [page.slug for page in SiteSettings.current().footer_links]
    assert slugs == ["privasi", "aturan-program", "aksesibilitas", "tentang"]


def test_privacy_names_the_law_youtube_and_googles_policy(loaded: Teaching) -> None:
    text = str(StandardPage.objects.get(slug="privasi").body)
    for needed in ("UU 27/2022", "YouTube API Services", "https://policies.google.com/privacy"):
        assert needed in text


def test_the_home_page_links_to_all_courses_and_to_a_lesson_that_is_free(
    loaded: Teaching,
) -> None:
    home = HomePage.objects.get()
    assert [page.slug for page in home.visible_links(AnonymousUser())] == [
        "hp-jadi-kamera",
        "biar-ketemu-biar-diklik",
        "cerita-dari-gang-sendiri",
    ]
    assert LessonPage.objects.get(pk=home.second_page_id).preview
