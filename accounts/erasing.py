"""Asking to be forgotten, taking it back in time, and the forgetting itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import ErasureRequest, User
from accounts.privacy import erase_person

logger = logging.getLogger(__name__)


class ErasureError(Exception):
    """An erasure that the rules refuse; `str()` is a sentence for who asked."""


@transaction.atomic
def request_erasure(
    *, person: User, now: datetime, recorded_by: User | None = None
) -> tuple[ErasureRequest, bool]:
    """Put the person's erasure on the list, for after the waiting time; and whether that is new.

    Asking again moves nothing. Raises ErasureError for the last account that can do everything.
    """
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _refuse_the_last_superuser(person)
    known = ErasureRequest.objects.of(person)
    if known is not None:
        return known, False
    due_at = now + timedelta(days=settings.ERASURE_WAITING_DAYS)
    request = ErasureRequest.objects.create(
        person=person, requested_at=now, due_at=due_at, recorded_by=recorded_by
    )
    if person.is_active:
        # Whoever holds somebody else's phone could ask: the owner of the address learns of it.
        page = f"{settings.SITE_URL}{reverse('account_erase')}"
        context = {"user": person, "due_at": due_at, "page": page}
        get_adapter().send_mail("email/erasure_requested", person.email, context)
    return request, True


@transaction.atomic
def take_back_erasure(*, request: ErasureRequest, now: datetime) -> bool:
    """The person stays; False where the request was taken back or carried out before."""
    moment = max(now, request.requested_at)
    return bool(ErasureRequest.objects.open().filter(pk=request.pk).update(cancelled_at=moment))


@transaction.atomic
def carry_out_erasure(*, request: ErasureRequest, now: datetime) -> bool:
    """Erase the person of an open request at once; False where it is no longer open.

    Raises ErasureError for the last account that can do everything.
    """
    locked = ErasureRequest.objects.select_for_update(of=("self",)).open().filter(pk=request.pk)
    found = locked.first()
    if found is None or found.person is None:
        return False
    _refuse_the_last_superuser(found.person)
    # What goes with every account notes it in the request.
    erase_person(found.person, now)
    return True


def erase_due(*, now: datetime, progress: Callable[[int], object] | None = None) -> tuple[int, int]:
    """Carry out what is due, each in a transaction of its own; returns how many went and how many
    could not. One that fails is logged by its number, and stays on the list.
    """
    erased = failed = 0
    for request in list(ErasureRequest.objects.due(now)):
        try:
            erased += carry_out_erasure(request=request, now=now)
        except Exception:
            failed += 1
            logger.exception("Erasure %s could not be carried out", request.pk)
        if progress:
            progress(1)
    return erased, failed


def _refuse_the_last_superuser(person: User) -> None:
    if not person.is_superuser:
        return
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        raise ErasureError(
            _("This is the last account that may do everything. Make another one first.")
        )
