"""A copied course leads to itself."""

from __future__ import annotations

import json
import uuid

import pytest
from django.test import Client
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory, LessonFactory, course_index

pytestmark = pytest.mark.django_db


def link(page: Page) -> str:
    return f'<p><a id="{page.pk}" linktype="page">di sini</a> <a linktype="page" id="{page.pk}">dan</a></p>'


@pytest.fixture
def course() -> CoursePage:
    """Two lessons; the first links to the second, shows its card, and to a lesson elsewhere."""
    course = CourseFactory(slug="asli", lessons=(2,))
    first, second = LessonPage.objects.of_courses([course])
    elsewhere = LessonFactory(slug="luar")
    first.body = json.dumps(
        [
            {
                "type": "text",
                "id": str(uuid.uuid4()),
                "value": {"heading": "", "body": link(second)},
            },
            {"type": "lesson", "id": str(uuid.uuid4()), "value": {"page": second.pk, "why": "A."}},
            {
                "type": "lesson",
                "id": str(uuid.uuid4()),
                "value": {"page": elsewhere.pk, "why": "B."},
            },
            {
                "type": "steps",
                "id": str(uuid.uuid4()),
                "value": {
                    "kind": "checklist",
                    "title": "Coba",
                    "items": [
                        {"type": "item", "id": str(uuid.uuid4()), "value": words}
                        for words in ("Satu", "Dua")
                    ],
                },
            },
        ]
    )
    first.save_revision().publish()
    course.introduction = link(first)
    course.save_revision().publish()
    return CoursePage.objects.get(pk=course.pk)


def lessons(course: CoursePage) -> list[LessonPage]:
    return list(LessonPage.objects.of_courses([course]))


def test_cards_links_and_introductions_lead_to_the_copy(course: CoursePage) -> None:
    copy = course.copy(recursive=True, update_attrs={"slug": "salinan"}).specific
    first, second = lessons(copy)
    old_first, old_second = lessons(course)
    text, card, outside, _steps = first.body.raw_data

    assert card["value"]["page"] == second.pk
    assert text["value"]["body"].count(f'id="{second.pk}"') == 2
    assert outside["value"]["page"] == LessonPage.objects.get(slug="luar").pk
    assert f'id="{first.pk}"' in copy.introduction
    # The course that was copied stays as it was.
    assert old_first.body.raw_data[1]["value"]["page"] == old_second.pk


def test_drafts_of_the_copy_lead_to_it_as_well(course: CoursePage) -> None:
    copy = course.copy(recursive=True, keep_live=False, update_attrs={"slug": "salinan"}).specific
    first, second = lessons(copy)

    for revision in first.revisions.all():
        draft = revision.as_object()
        assert draft.body.raw_data[1]["value"]["page"] == second.pk
        assert draft.block_ids == first.block_ids


def test_blocks_and_steps_of_the_copy_have_ids_of_their_own(course: CoursePage) -> None:
    copies = [
        course.copy(recursive=True, update_attrs={"slug": slug}).specific for slug in ("b", "c")
    ]
    bodies = [list(lessons(each)[0].body.raw_data) for each in (course, *copies)]
    ids = [block["id"] for body in bodies for block in body]
    items = [body[3]["value"]["items"][0]["id"] for body in bodies]

    assert len(set(ids)) == len(ids) == 12
    assert len(set(items)) == 3


def test_a_lesson_copied_alone_still_leads_to_the_others_of_its_course(course: CoursePage) -> None:
    first, second = lessons(course)

    copy = first.copy(update_attrs={"slug": "satu-lagi"})

    assert copy.specific.body.raw_data[1]["value"]["page"] == second.pk


def test_the_editor_s_own_copy_form_does_the_same(course: CoursePage, client: Client) -> None:
    client.force_login(UserFactory(superuser=True))

    client.post(
        f"/admin/pages/{course.pk}/copy/",
        {
            "new_title": "Salinan",
            "new_slug": "salinan",
            "new_parent_page": course_index().pk,
            "copy_subpages": "on",
            "publish_copies": "on",
        },
    )

    copy = CoursePage.objects.get(slug="salinan")
    first, second = lessons(copy)
    assert first.body.raw_data[1]["value"]["page"] == second.pk
    assert client.get(first.url).content.decode().count(second.url) >= 2
