"""How long a mailed link opens an account."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from accounts.models import User


def life_of_links(user: User) -> timedelta:
    """Shorter for staff: whoever reads their mailbox later would enter the admin."""
    if user.is_staff:
        return timedelta(seconds=settings.STAFF_PASSWORD_RESET_TIMEOUT)
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def days_of_links(user: User) -> int:
    """What the mail says."""
    return life_of_links(user).days
