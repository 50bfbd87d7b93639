"""The operator's page about mail: what waits, since when, and what no server would take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from post_office.models import Email, Log

from accounts.admin_parts import page_head
from config.mail.retrying import try_again
from config.mail.waiting import given_up, mail_queue, waiting
from config.models import Heartbeat

ROWS_SHOWN = 50
#: By the kind of error that sending ended with.
REASONS: dict[str, Promise] = {
    "SMTPRecipientsRefused": gettext_lazy("The mailbox refuses it"),
    "SMTPDataError": gettext_lazy("The server refuses the mail"),
    "SMTPSenderRefused": gettext_lazy("The server refuses our sender's address"),
    "SMTPServerDisconnected": gettext_lazy("The connection broke"),
    "TimeoutError": gettext_lazy("The server did not answer in time"),
}
VIEW, CHANGE = "accounts.view_personmail", "accounts.change_personmail"


@dataclass(frozen=True, slots=True)
class MailRow:
    """One mail in the queue; `again_at` is None where no try is planned."""

    key: int
    receiver: str
    kind: str
    written_at: datetime
    tries: int
    reason: str
    again_at: datetime | None


@permission_required(VIEW, raise_exception=True)
def mail_page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        **page_head(_("Mail"), "mail"),
        "queue": mail_queue(now),
        "scheduler_lives": Heartbeat.is_alive(Heartbeat.SCHEDULER, now=now),
        "waiting": _rows(waiting().order_by("pk")),
        "given_up": _rows(given_up().order_by("-last_updated", "-pk")),
        "rows_shown": ROWS_SHOWN,
        "may_change": request.user.has_perm(CHANGE),
    }
    return render(request, "config/admin/mail.html", context)


@require_POST
@permission_required(CHANGE, raise_exception=True)
def mail_again(request: HttpRequest) -> HttpResponse:
    """The mail that `mail` names, or all that were given up."""
    named = request.POST.get("mail", "")
    mail = int(named) if named.isascii() and named.isdigit() and len(named) < 10 else None
    count = 0 if named and mail is None else try_again(now=timezone.now(), mail=mail)
    text = ngettext("%(count)d mail is tried again.", "%(count)d mails are tried again.", count)
    messages.success(request, text % {"count": count})
    return redirect("mail_queue")


def _rows(mails: QuerySet[Email]) -> list[MailRow]:
    found = mails.select_related("person_mail__user").prefetch_related("logs")[:ROWS_SHOWN]
    return [_row(mail) for mail in found]


def _row(mail: Email) -> MailRow:
    note = getattr(mail, "person_mail", None)
    return MailRow(
        key=mail.pk,
        receiver=", ".join(mail.to),
        kind=note.kind_label if note else _("Notice"),
        written_at=mail.created,
        tries=mail.number_of_retries or 0,
        reason=next((_reason(log) for log in mail.logs.all()), ""),
        again_at=mail.scheduled_time if mail.number_of_retries else None,
    )


def _reason(log: Log) -> str:
    """In words, with the server's code where it gave one: "The mailbox refuses it (550)"."""
    reason = str(REASONS.get(log.exception_type, log.exception_type))
    return f"{reason} ({log.message})" if log.message else reason
