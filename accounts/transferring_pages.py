"""Whose pages are whose: Wagtail lets an instructor edit what they made, and nothing else.

Who follows a colleague gets the colleague's pages by one act of an administrator.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.models import User
from accounts.permissions import may_assign_roles, may_edit_person
from accounts.roles import ADMINISTRATORS, INSTRUCTORS
from accounts.security.log import record_on_commit

PAGES_TRANSFERRED = "accounts.hand_over"


class TransferRefused(Exception):
    """Why nothing was handed over; `str()` is a sentence for whoever asked."""


def pages_of(person: User) -> QuerySet[Page]:
    """The pages that the person made or was handed, in the tree's order."""
    return Page.objects.filter(owner=person).order_by("path")


def may_transfer_pages(actor: User, giver: User) -> bool:
    """Who gives roles, about people whom they may edit; their own as well."""
    return may_assign_roles(actor) and may_edit_person(actor, giver)


def who_takes_pages(*, besides: User | None = None) -> QuerySet[User]:
    """Open accounts with a role that edits pages, by name."""
    roles = Q(groups__name__in=[INSTRUCTORS, ADMINISTRATORS]) | Q(is_superuser=True)
    able = User.objects.open().filter(roles)
    if besides is not None:
        able = able.exclude(pk=besides.pk)
    return User.objects.filter(pk__in=able.values("pk")).order_by("name_sort")


def takes_pages(person: User) -> bool:
    """Whether the person is one of `who_takes_pages`, as it stands in the database."""
    return who_takes_pages().filter(pk=person.pk).exists()


@transaction.atomic
def transfer_pages(*, giver: User, receiver: User, actor: User) -> int:
    """Make all of the giver's pages the receiver's; returns how many.

    The second time there is none left. Raises TransferRefused where the actor may not, and for a
    receiver whose account is closed or whose role edits no pages.
    """
    # Held, in one order: neither is closed or handed other pages meanwhile.
    list(User.objects.locked_in_order().filter(pk__in=[giver.pk, receiver.pk]))
    if not may_transfer_pages(actor, giver):
        raise TransferRefused(_("You may not do this for this person."))
    if receiver.pk == giver.pk or not takes_pages(receiver):
        raise TransferRefused(
            _("%(name)s cannot take pages: it needs an open account of an instructor.")
            % {"name": receiver}
        )
    pages = list(pages_of(giver))
    pages_of(giver).filter(pk__in=[page.pk for page in pages]).update(owner=receiver)
    for page in pages:
        log(
            instance=page,
            action=PAGES_TRANSFERRED,
            user=actor,
            data={"from": giver.pk, "to": receiver.pk},
        )
    if pages:
        record_on_commit("pages_handed_over", account=giver.pk, to=receiver.pk, pages=len(pages))
    return len(pages)
