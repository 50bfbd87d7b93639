"""The mails that wait, handed to the mail server one by one over one connection.

django-post-office's own sender notes a batch's outcome at the batch's end: one that is killed
half-way would send all of it again. Here each mail is claimed before it goes and noted as soon as
the server has taken it, so that at most the one in flight can go twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import (
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from post_office.models import STATUS, Email, Log
from post_office.settings import get_backend

from accounts.models import PersonMail
from cms.models import SiteSettings
from config.mail.waiting import due

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

#: A try takes some time-outs of the connection at most; a claim that is older is a dead process's.
CLAIM = timedelta(minutes=5)
#: After each try that failed, so long until the next: some two days altogether.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 720, 720)]
#: Urgent mails written meanwhile go before the rest of a long queue.
AT_A_TIME = 20


@dataclass
class Round:
    """What became of the mails of one round; `broken` says that the server ended it."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0
    dropped: int = 0
    broken: bool = False


def send_waiting(*, clock: Clock, should_stop: Callable[[], bool] = lambda: False) -> Round:
    """Send what is due, until nothing is, the server ends it, or `should_stop` says so.

    A mail that the server refuses is put off, longer each time, and given up in the end; one that
    it refuses for good, at once. While no server answers, no mail loses a try.
    """
    result = Round()
    connection: BaseEmailBackend | None = None
    reply_to = ""
    try:
        while not result.broken and not should_stop():
            rows = list(due(clock())[:AT_A_TIME])
            if not rows:
                break
            if connection is None:
                connection = get_connection(get_backend())
                reply_to = _contact()
                if not _opened(connection):
                    result.broken = True
            for row in rows:
                if result.broken or should_stop():
                    break
                _send_one(row, connection, reply_to, clock, result)
    finally:
        _close(connection)
    return result


def _send_one(
    row: Email, connection: BaseEmailBackend, reply_to: str, clock: Clock, result: Round
) -> None:
    if not _claimed(row, clock()):
        return
    person_mail = PersonMail.objects.filter(queued=row).select_related("user").first()
    if person_mail is not None and not person_mail.user.is_active:
        _forget(row, given_up_at=clock())
        result.dropped += 1
        return
    if reply_to and "Reply-To" not in row.headers:
        row.headers["Reply-To"] = reply_to
    try:
        connection.send_messages([row.email_message()])
    except Exception as error:
        _put_off_or_give_up(row, error, clock(), result)
    else:
        _forget(row, sent_at=clock())
        result.sent += 1


def _claimed(row: Email, now: datetime) -> bool:
    """Ours for a while: no other process sends it, nor does the next round if this one dies."""
    return bool(due(now).filter(pk=row.pk).order_by().update(scheduled_time=now + CLAIM))


@transaction.atomic
def _forget(row: Email, **moment: datetime) -> None:
    """The words go, and with them the links; the person's page keeps kind and days."""
    PersonMail.objects.filter(queued=row).update(**moment)
    row.delete()


def _put_off_or_give_up(row: Email, error: Exception, now: datetime, result: Round) -> None:
    if _ends_the_round(error):
        result.broken = True
    tries = row.number_of_retries or 0
    given_up = not _is_temporary(error) or tries >= len(PAUSES)
    _note_failure(row, error, tries + 1, None if given_up else now + PAUSES[tries], now)
    if given_up:
        result.given_up += 1
        logger.error("Mail %s is given up: %s", row.pk, _reason(error))
    else:
        result.put_off += 1
        logger.warning("Mail %s is put off: %s", row.pk, _reason(error))


@transaction.atomic
def _note_failure(
    row: Email, error: Exception, tries: int, again_at: datetime | None, now: datetime
) -> None:
    noted = Email.objects.filter(pk=row.pk).update(
        status=STATUS.requeued if again_at else STATUS.failed,
        number_of_retries=tries,
        scheduled_time=again_at,
        last_updated=now,
    )
    if not noted:
        # Its person was erased while the server thought about it.
        return
    if again_at is None:
        PersonMail.objects.filter(queued=row).update(given_up_at=now)
    Log.objects.filter(email=row).delete()
    Log.objects.create(
        email=row,
        status=STATUS.failed,
        exception_type=type(error).__name__,
        message=" ".join(map(str, _codes(error))),
    )


def _ends_the_round(error: Exception) -> bool:
    """Whether the connection, or our own sender's address, is at fault, and not this mail alone."""
    return isinstance(error, SMTPServerDisconnected | SMTPSenderRefused) or (
        isinstance(error, OSError) and not isinstance(error, SMTPException)
    )


def _is_temporary(error: Exception) -> bool:
    codes = _codes(error)
    if codes and not isinstance(error, SMTPSenderRefused):
        return all(code < 500 for code in codes)
    return isinstance(error, OSError) and not isinstance(error, SMTPNotSupportedError)


def _codes(error: Exception) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPResponseException) else []


def _reason(error: Exception) -> str:
    """Kind and code alone: the server's own words name the address."""
    return " ".join([type(error).__name__, *(str(code) for code in _codes(error))])


def _contact() -> str:
    rows = SiteSettings.objects.filter(site__is_default_site=True)
    return rows.values_list("contact_email", flat=True).first() or ""


def _opened(connection: BaseEmailBackend) -> bool:
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        logger.warning("The mail server does not answer: %s", _reason(error))
        return False
    return True


def _close(connection: BaseEmailBackend | None) -> None:
    if connection is not None:
        with suppress(SMTPException, OSError):
            connection.close()
