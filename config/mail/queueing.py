"""Kanal's EMAIL_BACKEND: whoever sends a mail writes a row, and the scheduler's process sends it."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from post_office.models import PRIORITY, STATUS, Email

from accounts.mailing import KIND, PERSON, URGENT
from accounts.models import PersonMail, User, normalise_email


class QueueingBackend(BaseEmailBackend):
    """Rows for django-post-office, and beside each a note of whom it is for.

    Its own backend would render the finished text as a template once more: a name with `{%` in it
    would break the mail, or run.
    """

    is_undone_with_transaction = True

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        people = _people(email_messages)
        rows = Email.objects.bulk_create([_row(message) for message in email_messages])
        PersonMail.objects.bulk_create(
            PersonMail(
                user_id=people[message],
                kind=str(message.extra_headers.get(KIND, "")),
                queued_at=row.created,
                queued=row,
            )
            for message, row in zip(email_messages, rows, strict=True)
            if message in people
        )
        return len(rows)


def _row(message: EmailMessage) -> Email:
    if message.attachments:
        raise NotImplementedError("Mails with attachments are not queued.")
    notes = {KIND, PERSON, URGENT}
    headers = {name: str(text) for name, text in message.extra_headers.items() if name not in notes}
    # So that "I am on holiday" is not sent back to the programme.
    headers.setdefault("Auto-Submitted", "auto-generated")
    if message.reply_to:
        headers.setdefault("Reply-To", ", ".join(map(str, message.reply_to)))
    return Email(
        from_email=message.from_email,
        to=message.to,
        cc=message.cc,
        bcc=message.bcc,
        subject=str(message.subject),
        message=str(message.body),
        html_message=_html(message),
        headers=headers,
        # The same on every try: a mailbox that got it twice can tell.
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        priority=PRIORITY.high if URGENT in message.extra_headers else PRIORITY.medium,
        status=STATUS.queued,
    )


def _html(message: EmailMessage) -> str:
    versions = getattr(message, "alternatives", None) or []
    return next((str(text) for text, kind in versions if kind == "text/html"), "")


def _people(messages: Sequence[EmailMessage]) -> dict[EmailMessage, int]:
    """Whose each mail is, as whoever wrote it noted; Wagtail's are known by their address."""
    noted = {
        message: int(message.extra_headers[PERSON])
        for message in messages
        if PERSON in message.extra_headers
    }
    others = {
        message: normalise_email(message.to[0])
        for message in messages
        if message not in noted and len(message.to) == 1
    }
    if others:
        found = User.objects.filter(email__in=others.values()).values_list("email", "pk")
        owners = dict(found)
        noted |= {each: owners[email] for each, email in others.items() if email in owners}
    return noted
