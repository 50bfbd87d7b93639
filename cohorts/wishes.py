"""The cohort from whose page a visitor went to sign up, remembered in the session."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

from cohorts.models import Cohort

WISH = "wished_cohort"


def remember_wish(session: SessionBase, cohort: Cohort) -> None:
    session[WISH] = cohort.slug


def wish_of(session: SessionBase) -> Cohort | None:
    """Kept: sign-up asks for it, and so does the first login."""
    return Cohort.objects.by_slug(session.get(WISH, ""))


def take_wish(session: SessionBase) -> Cohort | None:
    """The wish, asked for once."""
    return Cohort.objects.by_slug(session.pop(WISH, ""))
