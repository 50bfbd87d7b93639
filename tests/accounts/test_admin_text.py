"""Whatever form of the admin text comes by, what nobody sees or what turns text round stays out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, GroupApprovalTask, Page, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.models import User
from courses.models import CoursePage, LessonPage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.cms import DocumentFactory, ImageFactory
from tests.factories.courses import CourseFactory, LessonFactory

pytestmark = pytest.mark.django_db

DIRTY, CLEAN = "\u202eWar\x01ga\u200b \ue000baru\u2069", "Warga baru"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True, name="Ibu Ratna"))
    return client


def send(admin: Client, address: str, form: dict[str, Any]) -> None:
    response = admin.post(address, form)
    assert response.status_code == 302, response.context["form"].errors


def test_names_of_groups_and_collections(admin: Client) -> None:
    kinds = ("page", "document", "image", "collection")
    formsets = {
        f"{kind}_permissions-{name}": number
        for kind in kinds
        for name, number in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MAX_NUM_FORMS", 1000))
    }
    send(admin, "/admin/groups/new/", {"name": DIRTY, **formsets})
    root = Collection.get_first_root_node()
    send(admin, "/admin/collections/add/", {"name": DIRTY, "parent": root.pk})

    assert Group.objects.filter(name=CLEAN).exists()
    assert Collection.objects.filter(name=CLEAN).exists()


def test_names_of_workflows_and_tasks(admin: Client) -> None:
    group = Group.objects.create(name="Pemeriksa")
    address = reverse("wagtailadmin_workflows:add_task", args=["wagtailcore", "groupapprovaltask"])
    send(admin, address, {"name": DIRTY, "groups": [group.pk]})
    task = GroupApprovalTask.objects.get(name=CLEAN)
    form = {
        "name": DIRTY,
        "active": "on",
        "workflow_tasks": inline_formset([{"task": task.pk}]),
        "pages": inline_formset([]),
    }
    send(admin, "/admin/workflows/add/", nested_form_data(form))

    assert Workflow.objects.filter(name=CLEAN).exists()


def test_addresses_of_redirects(admin: Client) -> None:
    form = {
        "old_path": f"/{DIRTY}",
        "redirect_link": "https://contoh.example/\u202ea\x02",
        "site": "",
    }
    send(admin, "/admin/redirects/add/", form)

    made = Redirect.objects.get()
    assert (made.old_path, made.redirect_link) == (f"/{CLEAN}", "https://contoh.example/a")


def test_titles_and_tags_of_pictures_and_documents(admin: Client) -> None:
    root = Collection.get_first_root_node()
    form = {"title": DIRTY, "tags": f"{DIRTY}, sam\u200bbal\x03", "collection": root.pk}
    for made, address in (
        (ImageFactory(), "wagtailimages:edit"),
        (DocumentFactory(), "wagtaildocs:edit"),
    ):
        send(admin, reverse(address, args=[made.pk]), form)
        made.refresh_from_db()
        assert made.title == CLEAN
        assert {tag.name for tag in made.tags.all()} == {CLEAN, "sambal"}


def words_of(lesson: LessonPage, **besides: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": DIRTY,
            "slug": lesson.slug,
            "goal": DIRTY,
            "minutes": lesson.minutes,
            "body": streamfield(
                [
                    (
                        "text",
                        {
                            "heading": DIRTY,
                            "body": rich_text(f"<p>Satu <b>{DIRTY}</b>\u00a0ya</p>"),
                        },
                    ),
                    ("quote", {"text": f"{DIRTY}\n{DIRTY}", "source": DIRTY}),
                ]
            ),
            "comments": inline_formset([{"text": DIRTY, "contentpath": "title", "position": ""}])
            if besides.pop("commented", False)
            else inline_formset([]),
            **besides,
        }
    )


@pytest.mark.parametrize("button", [{}, {"action-publish": "action-publish"}])
def test_titles_and_blocks_of_a_page_as_a_draft_and_published(
    admin: Client, button: dict[str, str]
) -> None:
    lesson = LessonFactory()
    send(admin, f"/admin/pages/{lesson.pk}/edit/", {**words_of(lesson), **button})

    page = Page.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    text, quote = page.body
    assert (page.title, page.goal, text.value["heading"]) == (CLEAN, CLEAN, CLEAN)
    assert f">Satu <b>{CLEAN}</b>\u00a0ya</p>" in text.value["body"].source
    assert quote.value["text"].splitlines() == [CLEAN, CLEAN]
    revision = page.get_latest_revision()
    stored = json.dumps(revision.content, ensure_ascii=False) + revision.object_str
    assert not {sign for sign in "\u202e\u2069\ue000\u200b" if sign in stored}
    assert "\\u0001" not in stored


def test_the_rich_text_of_a_course(admin: Client) -> None:
    course = CourseFactory()
    form = nested_form_data(
        {
            "title": course.title,
            "slug": course.slug,
            "tagline": DIRTY,
            "track": course.track_id,
            "level": course.level,
            "hours": course.hours,
            "introduction": rich_text(f"<p>{DIRTY}</p>"),
            "outcomes": streamfield([("outcome", DIRTY)]),
            "comments": inline_formset([]),
            "action-publish": "action-publish",
        }
    )
    send(admin, f"/admin/pages/{course.pk}/edit/", form)

    saved = CoursePage.objects.get(pk=course.pk)
    assert saved.tagline == CLEAN
    assert CLEAN in saved.introduction
    assert "\u202e" not in saved.introduction
    assert saved.outcomes[0].value == CLEAN


def test_text_of_nothing_to_see_is_missing(admin: Client) -> None:
    lesson = LessonFactory()
    form = words_of(
        lesson, body=streamfield([("text", {"heading": "", "body": rich_text("<p>\u200b</p>")})])
    )
    response = admin.post(
        f"/admin/pages/{lesson.pk}/edit/", {**form, "action-publish": "action-publish"}
    )
    assert response.status_code == 200
    assert "body" in response.context["form"].errors


def test_a_password_is_taken_sign_by_sign(client: Client) -> None:
    """Whoever has set one with blanks around it comes in with it."""
    person = UserFactory(password=f"  {PASSWORD}\u200b ")
    client.post("/accounts/login/", {"login": person.email, "password": f"  {PASSWORD}\u200b "})
    assert client.session.get("_auth_user_id") == str(User.objects.get().pk)
