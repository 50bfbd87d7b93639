"""What is kept of mails, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from post_office.models import STATUS, Email

from accounts.models import PersonMail
from config.mail.waiting import given_up

#: "Did you ever write to me?" is asked within a year.
NOTES_LIFETIME = timedelta(days=365)


def purge_mail(*, now: datetime) -> tuple[int, int]:
    """Delete mails given up so long ago that their links are dead, and notes older than a year.

    Returns how many of each. What still waits is never deleted.
    """
    dead = now - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    # django-post-office's own commands leave the words of what they sent.
    mails = given_up().filter(last_updated__lt=dead) | Email.objects.filter(status=STATUS.sent)
    notes = PersonMail.objects.filter(queued__isnull=True, queued_at__lt=now - NOTES_LIFETIME)
    gone = mails.delete()[1].get(Email._meta.label, 0)
    return gone, notes.delete()[0]
