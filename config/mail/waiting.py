"""What waits to be sent, since when, and what was given up: read from the queue's rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min, Q, QuerySet
from post_office.models import STATUS, Email

from accounts.models import PersonMail

WAITING = (STATUS.queued, STATUS.requeued)
# Mails go within seconds. Ten minutes later something stands still.
LATE_AFTER = timedelta(minutes=10)
#: So many given up since the last one that went: it is not one mistyped address any more.
TOO_MANY_REFUSED = 5


@dataclass(frozen=True, slots=True)
class MailQueue:
    """`since` is when the oldest waiting mail was written; `late` says that one is long due."""

    waiting: int
    since: datetime | None
    late: bool
    given_up: int
    refused_in_a_row: int


def waiting() -> QuerySet[Email]:
    return Email.objects.filter(status__in=WAITING)


def due(now: datetime) -> QuerySet[Email]:
    """Mails that may be tried now: the urgent ones first, then as they were written."""
    in_time = Q(scheduled_time__isnull=True) | Q(scheduled_time__lte=now)
    return waiting().filter(in_time).order_by("-priority", "pk")


def given_up() -> QuerySet[Email]:
    return Email.objects.filter(status=STATUS.failed)


def mail_queue(now: datetime) -> MailQueue:
    oldest = waiting().aggregate(since=Min("created"))["since"]
    limit = now - LATE_AFTER
    long_due = Q(scheduled_time__isnull=True, created__lt=limit) | Q(scheduled_time__lt=limit)
    last = PersonMail.objects.aggregate(at=Max("sent_at"))["at"]
    lost = given_up()
    return MailQueue(
        waiting=waiting().count(),
        since=oldest,
        late=waiting().filter(long_due).exists(),
        given_up=lost.count(),
        refused_in_a_row=(lost.filter(last_updated__gt=last) if last else lost).count(),
    )
