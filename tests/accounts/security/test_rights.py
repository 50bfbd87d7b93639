"""Who may do what on which pages, collections and workflows: each change is in the security log."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    PageViewRestriction,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import User
from accounts.roles import INSTRUCTORS, apply_roles
from tests.accounts.security.conftest import Lines
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Group:
    return Group.objects.create(name="Panitia")


@pytest.fixture
def home() -> Page:
    return Page.objects.get(depth=2)


@pytest.fixture
def collection() -> Collection:
    return Collection.get_first_root_node()


def right(codename: str) -> Permission:
    return Permission.objects.get(codename=codename)


@pytest.fixture
def on_a_page(group: Group, home: Page) -> tuple[Model, str]:
    change = right("change_page")
    line = f"role={group.pk} page={home.pk} right={change.pk}"
    return GroupPagePermission(group=group, page=home, permission=change), f"page_rights_%s {line}"


@pytest.fixture
def on_a_collection(group: Group, collection: Collection) -> tuple[Model, str]:
    add = right("add_document")
    row = GroupCollectionPermission(group=group, collection=collection, permission=add)
    line = f"role={group.pk} collection={collection.pk} right={add.pk}"
    return row, f"collection_rights_%s {line}"


@pytest.fixture
def on_a_site(group: Group) -> tuple[Model, str]:
    site, change = Site.objects.get(), right("change_agesettings")
    row = GroupSitePermission(group=group, site=site, permission=change)
    return row, f"site_rights_%s role={group.pk} site={site.pk} right={change.pk}"


@pytest.fixture
def a_workflow_of_a_page(home: Page) -> tuple[Model, str]:
    workflow = Workflow.objects.create(name="Periksa")
    row = WorkflowPage(page=home, workflow=workflow)
    return row, f"workflow_%s page={home.pk} workflow={workflow.pk}"


@pytest.fixture
def a_task_of_a_workflow() -> tuple[Model, str]:
    workflow, task = Workflow.objects.create(name="Periksa"), GroupApprovalTask.objects.create()
    row = WorkflowTask(workflow=workflow, task=task)
    return row, f"workflow_task_%s workflow={workflow.pk} task={task.pk}"


@pytest.fixture
def a_closed_page(home: Page) -> tuple[Model, str]:
    row = PageViewRestriction(page=home, restriction_type="login")
    return row, f"page_restriction_%s page={home.pk} kind=login"


@pytest.fixture
def a_closed_collection(collection: Collection) -> tuple[Model, str]:
    row = CollectionViewRestriction(collection=collection, restriction_type="login")
    return row, f"collection_restriction_%s collection={collection.pk} kind=login"


def one_by_one(row: Model) -> None:
    row.save()
    row.delete()


def in_bulk(row: Model) -> None:
    type(row).objects.bulk_create([row])
    type(row).objects.filter(pk=row.pk).delete()


ROWS = (
    "on_a_page",
    "on_a_collection",
    "on_a_site",
    "a_workflow_of_a_page",
    "a_task_of_a_workflow",
    "a_closed_page",
    "a_closed_collection",
)


@pytest.mark.parametrize("way", [one_by_one, in_bulk])
@pytest.mark.parametrize("what", ROWS)
def test_a_program_gives_and_takes(
    way: Callable, what: str, request: pytest.FixtureRequest, lines: Lines
) -> None:
    row, line = request.getfixturevalue(what)
    lines()
    way(row)
    event, _blank, fields = line.partition(" ")
    assert lines() == [
        f"event={event % done} account=- by=- {fields}" for done in ("given", "taken")
    ]


def test_a_row_that_is_written_over_tells_both(on_a_page: tuple[Model, str], lines: Lines) -> None:
    row, _line = on_a_page
    row.save()
    before, publish = row.permission_id, right("publish_page")
    lines()
    row.permission = publish
    row.save()
    line = f"role={row.group_id} page={row.page_id}"
    assert lines() == [
        f"event=page_rights_taken account=- by=- {line} right={before}",
        f"event=page_rights_given account=- by=- {line} right={publish.pk}",
    ]
    row.save()
    assert lines() == [], "only a change is told"
    GroupPagePermission.objects.filter(pk=row.pk).update(permission_id=before)
    assert lines() == [
        f"event=page_rights_taken account=- by=- {line} right={publish.pk}",
        f"event=page_rights_given account=- by=- {line} right={before}",
    ]


@pytest.fixture
def boss(client: Client) -> User:
    person = UserFactory(superuser=True)
    client.force_login(person)
    return person


def test_a_superuser_gives_a_group_pages_collections_and_rights_by_the_form(
    client: Client, boss: User, group: Group, home: Page, collection: Collection, lines: Lines
) -> None:
    edit, add, enter = right("change_page"), right("add_image"), right("access_admin")
    typed = {
        "name": group.name,
        "permissions": [enter.pk],
        **formset("page_permissions", page=home.pk, permissions=[edit.codename]),
        **formset("image_permissions", collection=collection.pk, permissions=[add.pk]),
        **formset("document_permissions"),
        **formset("collection_permissions"),
    }
    lines()
    form = reverse("wagtailusers_groups:edit", args=[group.pk])
    response = client.post(form, typed)
    assert response.status_code == 302
    by = f"account=- by={boss.pk} role={group.pk}"
    assert sorted(lines()) == [
        f"event=collection_rights_given {by} collection={collection.pk} right={add.pk}",
        f"event=page_rights_given {by} page={home.pk} right={edit.pk}",
        f"event=role_rights_given {by} rights={enter.pk}",
    ]
    unchanged = {"image_permissions-INITIAL_FORMS": 1, "page_permissions-TOTAL_FORMS": 0}
    client.post(form, {**typed, **unchanged, "permissions": []})
    assert sorted(lines()) == [
        f"event=page_rights_taken {by} page={home.pk} right={edit.pk}",
        f"event=role_rights_taken {by} rights={enter.pk}",
    ]


def formset(prefix: str, **first: object) -> dict:
    typed = {f"{prefix}-0-{name}": value for name, value in first.items()}
    return {f"{prefix}-TOTAL_FORMS": len(first) and 1, f"{prefix}-INITIAL_FORMS": 0, **typed}


def test_who_approves_and_who_reads_a_closed_page(group: Group, home: Page, lines: Lines) -> None:
    task = GroupApprovalTask.objects.create(name="Periksa")
    closed = PageViewRestriction.objects.create(page=home, restriction_type="groups")
    lines()
    task.groups.add(group)
    task.groups.clear()
    closed.groups.add(group)
    group.pageviewrestriction_set.remove(closed)
    assert lines() == [
        f"event=approvers_given account=- by=- task={task.pk} roles={group.pk}",
        f"event=approvers_taken account=- by=- task={task.pk} roles={group.pk}",
        f"event=page_readers_given account=- by=- restriction={closed.pk} roles={group.pk}",
        f"event=page_readers_taken account=- by=- restriction={closed.pk} roles={group.pk}",
    ]


def test_a_group_that_goes_takes_its_people_s_rights_along(
    client: Client, boss: User, group: Group, home: Page, lines: Lines
) -> None:
    person = UserFactory()
    person.groups.add(group)
    GroupPagePermission.objects.create(group=group, page=home, permission=right("change_page"))
    number, edit = group.pk, right("change_page").pk
    lines()
    client.post(reverse("wagtailusers_groups:delete", args=[number]))
    assert lines() == [
        f"event=roles_taken account={person.pk} by={boss.pk} roles={number}",
        f"event=role_deleted account=- by={boss.pk} role={number}",
        f"event=page_rights_taken account=- by={boss.pk} role={number} page={home.pk} right={edit}",
    ]


def test_right_given_and_taken_say_which(group: Group, lines: Lines) -> None:
    first, second = right("add_page"), right("access_admin")
    lines()
    group.permissions.set([first, second])
    group.permissions.clear()
    second.group_set.add(group)
    both = ",".join(map(str, sorted([first.pk, second.pk])))
    assert lines() == [
        f"event=role_rights_given account=- by=- role={group.pk} rights={both}",
        f"event=role_rights_taken account=- by=- role={group.pk} rights={both}",
        f"event=role_rights_given account=- by=- role={group.pk} rights={second.pk}",
    ]


def test_a_migrate_that_puts_a_role_right_is_told(home: Page, lines: Lines) -> None:
    apply_roles()
    instructors = Group.objects.get(name=INSTRUCTORS)
    publish = right("publish_page")
    GroupPagePermission.objects.create(group=instructors, page=home, permission=publish)
    lines()
    apply_roles()
    line = f"role={instructors.pk} page={home.pk} right={publish.pk}"
    assert lines() == [f"event=page_rights_taken account=- by=- {line}"]
    apply_roles()
    assert lines() == []


def test_a_superuser_made_by_command_and_in_bulk(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "sambal-goreng-tempe")
    call_command("createsuperuser", email="kepala@contoh.example", interactive=False, verbosity=0)
    first = User.objects.get(is_superuser=True)
    assert f"event=superuser_given account={first.pk} by=-" in lines()
    now = first.date_joined
    made = User.objects.bulk_create(
        User(email=f"{name}@contoh.example", date_joined=now, is_superuser=name == "dua")
        for name in ("satu", "dua")
    )
    assert lines() == [f"event=superuser_given account={made[1].pk} by=-"]


def test_a_change_that_is_taken_back_is_none(on_a_page: tuple[Model, str], lines: Lines) -> None:
    lines()
    with transaction.atomic():
        on_a_page[0].save()
        transaction.set_rollback(True)
    assert lines() == []
