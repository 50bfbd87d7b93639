"""What each role may do: every app tells its part by the hook `register_roles`; applied after migrate.

A role is a Django group. Its permissions are exactly the declared ones: whatever else was ticked
by hand is taken away again at the next migrate, so that `docs/roles.md` stays true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

# Names of groups in the database; on screen they stand in the reader's language.
INSTRUCTORS = "Instructors"
MANAGERS = "Programme managers"
ADMINISTRATORS = "Administrators"
LABELS = {
    INSTRUCTORS: _("Instructors"),
    MANAGERS: _("Programme managers"),
    ADMINISTRATORS: _("Administrators"),
}

# Finds the pages to attach to when the roles are applied: pages are data, not code.
PageFinder = Callable[[], "QuerySet[Page] | Iterable[Page]"]


@dataclass(frozen=True)
class Role:
    """A role, or the part of it that one app declares.

    `permissions` and `collections` are "app_label.codename" (the latter hold for the root
    collection and so for all); `pages` are pairs of a callable that returns pages and the
    codenames given on them ("add_page", "change_page", "publish_page" …).
    """

    name: str
    permissions: Iterable[str] = ()
    pages: Iterable[tuple[PageFinder, Iterable[str]]] = ()
    collections: Iterable[str] = ()

    def __add__(self, part: Role) -> Role:
        return Role(
            self.name,
            {*self.permissions, *part.permissions},
            (*self.pages, *part.pages),
            {*self.collections, *part.collections},
        )


def declared_roles() -> list[Role]:
    """Every role with the parts of all apps. A hook is a function that returns a list of roles."""
    whole: dict[str, Role] = {}
    for declare in hooks.get_hooks("register_roles"):
        for part in declare():
            whole[part.name] = whole.get(part.name, Role(part.name)) + part
    return list(whole.values())


def role_label(group: Group) -> str:
    """A group's name in the reader's language; groups that are no role keep theirs."""
    return str(LABELS.get(group.name, group.name))


@transaction.atomic
def apply_roles(using: str = "default") -> set[str]:
    """Make the groups and give each exactly what was declared; returns what does not exist.

    A migrate of some apps only leaves the permissions of the others unmade: those are skipped and
    come with the next full migrate.
    """
    missing: set[str] = set()
    known = _permissions(using)
    for role in declared_roles():
        group, _new = Group.objects.using(using).get_or_create(name=role.name)
        declared = {*role.permissions, *role.collections}
        missing |= {name for name in declared if name not in known}
        group.permissions.set(known[name] for name in role.permissions if name in known)
        _apply_pages(group, role, known, using)
        _apply_collections(group, role, known, using)
    return missing


def _permissions(using: str) -> dict[str, Permission]:
    every = Permission.objects.using(using).select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}": each for each in every}


def _apply_pages(group: Group, role: Role, known: dict[str, Permission], using: str) -> None:
    rows = GroupPagePermission.objects.using(using)
    wanted = {
        (page.pk, known[f"wagtailcore.{codename}"].pk)
        for find, codenames in role.pages
        for page in find()
        for codename in codenames
        if f"wagtailcore.{codename}" in known
    }
    _give_exactly(rows, group, "page_id", wanted)


def _apply_collections(group: Group, role: Role, known: dict[str, Permission], using: str) -> None:
    rows = GroupCollectionPermission.objects.using(using)
    root = Collection.objects.using(using).filter(depth=1).first()
    names = role.collections if root else ()
    wanted = {(root.pk, known[name].pk) for name in names if name in known}
    _give_exactly(rows, group, "collection_id", wanted)


def _give_exactly(
    rows: QuerySet[Any], group: Group, key_field: str, wanted: set[tuple[int, int]]
) -> None:
    """`wanted` are keys of a row that is guarded (in the column `key_field`) and of a permission."""
    present = set(rows.filter(group=group).values_list(key_field, "permission_id"))
    for key, permission in present - wanted:
        rows.filter(group=group, permission_id=permission, **{key_field: key}).delete()
    rows.bulk_create(
        rows.model(group=group, permission_id=permission, **{key_field: key})
        for key, permission in sorted(wanted - present)
    )
