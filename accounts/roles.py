"""Registry of roles: each app declares in `ready()` what a role may do; applied after migrate.

A role is a Django group. Its permissions are exactly the declared ones: whatever else was ticked
by hand is taken away again at the next migrate, so that `docs/roles.md` stays true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
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


@dataclass
class Role:
    """`pages` holds (finder, codename of a Page permission); `collections` full codenames."""

    name: str
    permissions: set[str] = field(default_factory=set)
    pages: list[tuple[PageFinder, str]] = field(default_factory=list)
    collections: set[str] = field(default_factory=set)


_roles: dict[str, Role] = {}


def register_role(
    name: str,
    permissions: Iterable[str] = (),
    page_permissions: Iterable[tuple[PageFinder, Iterable[str]]] = (),
    collection_permissions: Iterable[str] = (),
) -> Role:
    """Add rows to a role; several apps may declare parts of the same one.

    `permissions` and `collection_permissions` are "app_label.codename" (the latter hold for the
    root collection and so for all); `page_permissions` are pairs of a callable that returns pages
    and the codenames given on them ("add_page", "change_page", "publish_page" …).
    """
    role = _roles.setdefault(name, Role(name))
    role.permissions.update(permissions)
    role.collections.update(collection_permissions)
    role.pages.extend((find, codename) for find, names in page_permissions for codename in names)
    return role


def registered_roles() -> list[Role]:
    return list(_roles.values())


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
    for role in _roles.values():
        group, _new = Group.objects.using(using).get_or_create(name=role.name)
        declared = role.permissions | role.collections
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
        for find, codename in role.pages
        if f"wagtailcore.{codename}" in known
        for page in find()
    }
    present = set(rows.filter(group=group).values_list("page_id", "permission_id"))
    for page, permission in present - wanted:
        rows.filter(group=group, page_id=page, permission_id=permission).delete()
    rows.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=permission)
        for page, permission in sorted(wanted - present)
    )


def _apply_collections(group: Group, role: Role, known: dict[str, Permission], using: str) -> None:
    rows = GroupCollectionPermission.objects.using(using)
    root = Collection.objects.using(using).filter(depth=1).first()
    names = role.collections if root else set()
    wanted = {(root.pk, known[name].pk) for name in names if name in known}
    present = set(rows.filter(group=group).values_list("collection_id", "permission_id"))
    for collection, permission in present - wanted:
        rows.filter(group=group, collection_id=collection, permission_id=permission).delete()
    rows.bulk_create(
        GroupCollectionPermission(group=group, collection_id=collection, permission_id=permission)
        for collection, permission in sorted(wanted - present)
    )
