"""Mails to people: in their language, under one greeting, handed to whatever carries mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User

#: Notes to the queue on a message, which never leave with it: what it is about, to whom it goes
#: (the account's number), and that somebody sits before a screen and waits for it.
KIND, PERSON, URGENT = "X-Kanal-Kind", "X-Kanal-Person", "X-Kanal-Urgent"


def write_to(*, person: User, template: str, context: dict[str, Any]) -> bool:
    """Write to an open account with `TEMPLATE_subject.txt` and `TEMPLATE_message.txt`.

    In a transaction the mail is part of it. False for a closed account, which gets none.
    """
    return bool(send_all([message_to(person=person, template=template, context=context)]))


def message_to(*, person: User, template: str, context: dict[str, Any]) -> EmailMessage | None:
    """The mail of `write_to`, to be handed over with others; None for who cannot get any: a closed
    account, or one whose address nobody has confirmed.
    """
    if not person.is_active or not person.has_address:
        return None
    whole = {**every_mail(person), "user": person, **context}
    with translation.override(person.profile.language or settings.LANGUAGE_CODE):
        subject = render_to_string(f"{template}_subject.txt", whole)
        body = render_to_string(f"{template}_message.txt", whole)
    message = EmailMessage(" ".join(subject.split()), body, None, [person.email])
    note_for_queue(message, template=template, person=person)
    return message


def send_all(mails: Iterable[EmailMessage | None]) -> int:
    """All in one go: many cost the queue no more statements than one. Returns how many."""
    written = [message for message in mails if message is not None]
    if written:
        get_connection().send_messages(written)
    return len(written)


def every_mail(person: User | None) -> dict[str, str]:
    """What the frame of each mail needs."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
        "greeting": person.first_word if person and person.name else "",
    }


def note_for_queue(
    message: EmailMessage, *, template: str, person: User | None, urgent: bool = False
) -> None:
    """Tell the queue what this is: `template` is a path whose last part names the kind."""
    message.extra_headers[KIND] = template.rpartition("/")[2]
    if person is not None and person.pk:
        message.extra_headers[PERSON] = str(person.pk)
    if urgent:
        message.extra_headers[URGENT] = "yes"
