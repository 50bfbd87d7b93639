"""Rights in the security log: of roles, and on pages, collections, sites and workflows.

Rows and memberships as they are written, by form, in bulk, by a command or in the shell. Not seen:
rows of a table between two others that are written without its field, and SQL by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Manager, Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.models import (
    CollectionViewRestriction,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    PageViewRestriction,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import User
from accounts.security.log import record_on_commit

Values = tuple[object, ...]

GIVEN = {"post_add": "given", "post_remove": "taken", "pre_clear": "taken"}


@dataclass(frozen=True)
class Membership:
    """A many-to-many field: `event`_given and _taken, naming the `owner` and the `others`."""

    event: str
    owner: str
    others: str
    model: type[Model]
    field: str


MEMBERSHIPS = (
    Membership("roles", "account", "roles", User, "groups"),
    Membership("rights", "account", "rights", User, "user_permissions"),
    Membership("role_rights", "role", "rights", Group, "permissions"),
    Membership("approvers", "task", "roles", GroupApprovalTask, "groups"),
    Membership("page_readers", "restriction", "roles", PageViewRestriction, "groups"),
    Membership("collection_readers", "restriction", "roles", CollectionViewRestriction, "groups"),
)

#: A model whose rows are rights: its event, and what is told of a row (name in the log: field).
ROWS: dict[type[Model], tuple[str, dict[str, str]]] = {
    GroupPagePermission: (
        "page_rights",
        {"role": "group_id", "page": "page_id", "right": "permission_id"},
    ),
    GroupCollectionPermission: (
        "collection_rights",
        {"role": "group_id", "collection": "collection_id", "right": "permission_id"},
    ),
    GroupSitePermission: (
        "site_rights",
        {"role": "group_id", "site": "site_id", "right": "permission_id"},
    ),
    WorkflowPage: ("workflow", {"page": "page_id", "workflow": "workflow_id"}),
    WorkflowContentType: ("workflow", {"type": "content_type_id", "workflow": "workflow_id"}),
    WorkflowTask: ("workflow_task", {"workflow": "workflow_id", "task": "task_id"}),
    PageViewRestriction: ("page_restriction", {"page": "page_id", "kind": "restriction_type"}),
    CollectionViewRestriction: (
        "collection_restriction",
        {"collection": "collection_id", "kind": "restriction_type"},
    ),
}


def connect() -> None:
    for each in MEMBERSHIPS:
        through = getattr(each.model, each.field).through
        name = f"accounts.security.{each.event}"
        m2m_changed.connect(_noting(each), sender=through, dispatch_uid=name, weak=False)
    for model, (event, _fields) in ROWS.items():
        name = f"accounts.security.{event}"
        pre_save.connect(row_before, sender=model, dispatch_uid=f"{name}.before")
        post_save.connect(row_saved, sender=model, dispatch_uid=f"{name}.after")
        post_delete.connect(row_deleted, sender=model, dispatch_uid=f"{name}.deleted")
        _see_rows_written_together(model)
    pre_delete.connect(role_deleted, sender=Group, dispatch_uid="accounts.security.role_deleted")


def _noting(membership: Membership) -> Callable[..., None]:
    def changed(
        sender: object,
        instance: Model,
        action: str,
        reverse: bool,
        pk_set: Collection[int] | None,
        **kwargs: object,
    ) -> None:
        if action not in GIVEN:
            return
        if reverse:
            held: QuerySet[Any] = QuerySet(membership.model).filter(**{membership.field: instance})
            owners, others = _keys(held, pk_set), {instance.pk}
        else:
            owners, others = {instance.pk}, _keys(getattr(instance, membership.field), pk_set)
        for owner in sorted(owners) if others else ():
            _record_membership(membership, GIVEN[action], owner, others)

    return changed


def _keys(rows: QuerySet | Manager, known: Collection[int] | None) -> set[int]:
    """Clearing says nothing of who was there."""
    return set(rows.values_list("pk", flat=True) if known is None else known)


def _record_membership(membership: Membership, done: str, owner: int, others: set[int]) -> None:
    details: dict[str, object] = {membership.others: ",".join(map(str, sorted(others)))}
    if membership.owner != "account":
        details = {membership.owner: owner, **details}
    account = owner if membership.owner == "account" else None
    record_on_commit(f"{membership.event}_{done}", account=account, **details)


def role_deleted(sender: object, instance: Group, **kwargs: object) -> None:
    """Its people lose it without a word of Django's."""
    for pk in User.objects.filter(groups=instance).order_by("pk").values_list("pk", flat=True):
        record_on_commit("roles_taken", account=pk, roles=instance.pk)
    record_on_commit("role_deleted", account=None, role=instance.pk)


def row_before(sender: type[Model], instance: Model, **kwargs: object) -> None:
    instance.rights_before = next(_values(sender._base_manager.filter(pk=instance.pk)), None)  # type: ignore[attr-defined]  # any of the watched models


def row_saved(sender: type[Model], instance: Model, **kwargs: object) -> None:
    before, after = instance.rights_before, _values_of(instance)  # type: ignore[attr-defined]  # any of the watched models
    _record_rows(sender, [before] if before else [], [after])


def row_deleted(sender: type[Model], instance: Model, **kwargs: object) -> None:
    _record_rows(sender, [_values_of(instance)], [])


def _values(rows: QuerySet) -> Iterator[Values]:
    _event, fields = ROWS[rows.model]
    return iter(rows.order_by("pk").values_list(*fields.values()))


def _values_of(row: Model) -> Values:
    _event, fields = ROWS[type(row)]
    return tuple(getattr(row, field) for field in fields.values())


def _record_rows(model: type[Model], before: list[Values], after: list[Values]) -> None:
    event, fields = ROWS[model]
    for done, rows, others in (("taken", before, after), ("given", after, before)):
        for values in rows:
            if values not in others:
                details = dict(zip(fields, values, strict=True))
                record_on_commit(f"{event}_{done}", account=None, **details)


class WrittenTogether:
    """A queryset whose writes of many rows, which send no signals, are told like single ones."""

    def bulk_create(self, objs: Iterable[Model], *args: Any, **kwargs: Any) -> list[Model]:
        made = super().bulk_create(objs, *args, **kwargs)  # type: ignore[misc]  # a mixin: the model's own QuerySet is beside it
        _record_rows(self.model, [], [_values_of(row) for row in made])  # type: ignore[attr-defined]  # any of the watched models
        return made

    @transaction.atomic
    def update(self, **values: Any) -> int:
        rows = self.model._base_manager.filter(pk__in=list(self.values_list("pk", flat=True)))  # type: ignore[attr-defined]  # any of the watched models
        before = list(_values(rows))
        changed = super().update(**values)  # type: ignore[misc]  # a mixin: the model's own QuerySet is beside it
        _record_rows(self.model, before, list(_values(rows.all())))  # type: ignore[attr-defined]  # any of the watched models
        return changed


def _see_rows_written_together(model: type[Model]) -> None:
    """Wagtail's forms write rights with `bulk_create`: its managers get a queryset that tells."""
    for manager in model._meta.local_managers:
        plain = manager._queryset_class  # type: ignore[attr-defined]  # no public way to ask
        if not issubclass(plain, WrittenTogether):
            logging_queryset = type(f"Logging{plain.__name__}", (WrittenTogether, plain), {})
            cls = type(manager)
            manager.__class__ = type(
                f"Logging{cls.__name__}", (cls,), {"_queryset_class": logging_queryset}
            )
    model._meta._expire_cache()  # type: ignore[attr-defined]  # it keeps the managers of before
