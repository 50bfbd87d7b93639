"""Roles are exactly what was declared, and the page about them says the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail import hooks
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts import roles
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS, Role, apply_roles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


GUARD = "Penjaga"


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Callable[[Role], None]:
    """Roles that are declared in the test and no others, each as by an app of its own."""
    declared: list = []
    monkeypatch.setitem(hooks._hooks, "register_roles", declared)
    return lambda role: declared.append((lambda: [role], 0))


def names(group: Group) -> set[str]:
    every = group.permissions.select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in every}


def test_every_permission_that_an_app_declares_exists() -> None:
    assert apply_roles() == set()


def test_the_three_roles_enter_the_admin_and_no_role_touches_groups_or_deletes_people() -> None:
    apply_roles()
    for name in (INSTRUCTORS, MANAGERS, ADMINISTRATORS):
        given = names(Group.objects.get(name=name))
        assert "wagtailadmin.access_admin" in given
        assert not {one for one in given if one.startswith("auth.")}
        assert "accounts.delete_user" not in given
    assert "accounts.change_user" not in names(Group.objects.get(name=INSTRUCTORS))
    assert "accounts.assign_group" not in names(Group.objects.get(name=MANAGERS))


def test_a_role_gets_exactly_its_rows_from_several_apps(declare: Callable[[Role], None]) -> None:
    home = Page.objects.filter(depth=2).first()
    declare(Role(GUARD, ["accounts.view_user"]))
    declare(
        Role(
            GUARD,
            ["accounts.invite_user"],
            pages=[(lambda: [home], ["add_page", "change_page"])],
            collections=["wagtaildocs.choose_document"],
        )
    )
    apply_roles()
    group = Group.objects.get(name=GUARD)
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=home, permission=publish)
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="add_collection"),
    )
    apply_roles()
    assert names(group) == {"accounts.view_user", "accounts.invite_user"}
    pages = group.page_permissions.values_list("permission__codename", flat=True)
    assert set(pages) == {"add_page", "change_page"}
    collections = group.collection_permissions.values_list("permission__codename", flat=True)
    assert set(collections) == {"choose_document"}


def test_a_permission_not_made_yet_is_reported_and_costs_the_others_nothing(
    declare: Callable[[Role], None],
) -> None:
    declare(Role(GUARD, ["accounts.view_user", "nowhere.fly_user"]))
    assert apply_roles() == {"nowhere.fly_user"}
    assert names(Group.objects.get(name=GUARD)) == {"accounts.view_user"}


def test_a_person_with_a_role_is_staff_and_a_closed_account_is_not() -> None:
    assert UserFactory(role=INSTRUCTORS).is_staff
    assert not UserFactory().is_staff
    assert not UserFactory(role=INSTRUCTORS, is_active=False).is_staff


def test_the_first_administrator_is_made_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "bakso-bakar-pedas")
    call_command("createsuperuser", "--noinput", "--email", "Admin@Contoh.example", verbosity=0)
    user = UserFactory._meta.model.objects.get()
    assert user.email == "admin@contoh.example"
    assert user.emailaddress_set.get().verified


def test_the_page_about_roles_names_every_role_and_permission_of_people() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "roles.md").read_text()
    for role in roles.declared_roles():
        assert role.name in text
        for permission in role.permissions:
            if permission.startswith("accounts."):
                assert permission.removeprefix("accounts.") in text
