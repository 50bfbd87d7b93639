"""Putting mails that were given up back into the queue."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from post_office.models import STATUS, Email

from accounts.models import PersonMail
from config.mail.waiting import given_up


@transaction.atomic
def try_again(*, now: datetime, mail: int | None = None) -> int:
    """Queue one given-up mail, or all of them, as if they had never been tried; returns how many.

    One that went or was put back meanwhile is left alone.
    """
    lost = given_up().select_for_update()
    keys = list((lost if mail is None else lost.filter(pk=mail)).values_list("pk", flat=True))
    PersonMail.objects.filter(queued__in=keys).update(given_up_at=None)
    return Email.objects.filter(pk__in=keys).update(
        status=STATUS.requeued, number_of_retries=0, scheduled_time=now, last_updated=now
    )
