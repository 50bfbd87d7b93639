"""Whatever way a page goes live by asks what the editor's form asks."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Revision, Workflow, WorkflowTask

from cms.models import StandardPage
from cms.publishing import NotPublishable, problems_before_publishing
from courses.models import LessonPage
from tests.factories.accounts import UserFactory
from tests.factories.cms import ImageFactory, standard_page
from tests.factories.courses import LessonFactory, ModuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True))
    return client


def without_goal(**fields: object) -> LessonPage:
    return LessonFactory(goal="", draft=True, **fields)


def with_silent_picture(**fields: object) -> StandardPage:
    picture = {"image": ImageFactory().pk, "alt": "", "decorative": False, "caption": ""}
    return standard_page("Bergambar", blocks=[("image", picture)], live=False, **fields)


def publish_ticked(admin: Client, *pages: Page, **form: str) -> str:
    """The list's answer as text, with its messages."""
    ticked = "&".join(f"id={page.pk}" for page in pages)
    address = f"/admin/bulk/wagtailcore/page/publish/?{ticked}&next=/admin/pages/"
    response = admin.post(address, form, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_the_list_publishes_the_good_page_and_names_the_others_with_reasons(admin: Client) -> None:
    good = LessonFactory(draft=True)
    bad, silent = without_goal(title="Tanpa tujuan"), with_silent_picture()

    html = publish_ticked(admin, bad, good, silent)

    assert [is_live(page) for page in (good, bad, silent)] == [True, False, False]
    assert "“Tanpa tujuan”" in html
    assert "Tujuan: " in html
    assert "“Bergambar”" in html
    assert "Katakan" in html or "centang" in html


def test_pages_below_the_ticked_ones_are_asked_as_well(admin: Client) -> None:
    module = ModuleFactory(draft=True)
    good, bad = LessonFactory(parent=module, draft=True), without_goal(parent=module)

    publish_ticked(admin, module, include_descendants="on")

    assert [is_live(page) for page in (module, good, bad)] == [True, True, False]


def test_approving_the_last_task_of_a_workflow_asks_too_and_opens_the_editor(
    admin: Client,
) -> None:
    page = without_goal()
    page.save_revision(clean=False)
    task = GroupApprovalTask.objects.create(name="Periksa")
    task.groups.add(Group.objects.create(name="Pemeriksa"))
    workflow = Workflow.objects.create(name="Terbit")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    state = workflow.start(page, UserFactory())
    approve = f"/admin/pages/workflow/action/{page.pk}/approve/{state.current_task_state.pk}/"

    response = admin.post(approve, {"comment": ""}, follow=True)

    assert response.redirect_chain[-1][0] == f"/admin/pages/{page.pk}/edit/"
    assert "Tujuan: " in response.content.decode()
    assert not is_live(page)
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    dialog = admin.post(approve, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    assert json.loads(dialog.content)["step"] == "success"


def test_the_admin_s_own_api_is_no_way_around(admin: Client) -> None:
    page = without_goal()
    page.save_revision(clean=False)

    response = admin.post(f"/admin/api/main/pages/{page.pk}/action/publish/")

    assert response.status_code == 400
    assert not is_live(page)


def test_at_its_hour_a_page_that_is_not_fit_stays_and_its_writer_hears_why() -> None:
    """The pages of the same hour go out, and nothing is asked again the next minute."""
    writer = UserFactory()
    bad, good = without_goal(owner=writer, title="Tanpa tujuan"), LessonFactory(draft=True)
    soon = timezone.now() + timedelta(hours=1)
    for page in (bad, good):
        page.go_live_at = soon
        revision = page.save_revision(clean=False)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=soon)

    with time_machine.travel(soon + timedelta(minutes=1)):
        call_command("publish_scheduled")
        call_command("publish_scheduled")

    assert (is_live(bad), is_live(good)) == (False, True)
    assert [letter.to for letter in mail.outbox] == [[writer.email]]
    assert "Tanpa tujuan" in mail.outbox[0].subject
    assert "Tujuan: " in mail.outbox[0].body
    assert f"/admin/pages/{bad.pk}/edit/" in mail.outbox[0].body


def test_a_good_page_has_no_problems_and_a_bad_one_is_refused_in_code_as_well() -> None:
    assert problems_before_publishing(LessonFactory(draft=True)) == []
    with pytest.raises(NotPublishable):
        without_goal().save_revision(clean=False).publish()


def test_a_reason_says_in_which_block_it_is_found() -> None:
    (problem,) = problems_before_publishing(with_silent_picture())

    assert problem.startswith("Isi: Gambar: ")
