"""The cohort from whose page a visitor went to sign up, remembered in the session."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

from cohorts.models import Cohort

INTENDED_COHORT = "intended_cohort"


def remember_intended_cohort(session: SessionBase, cohort: Cohort) -> None:
    session[INTENDED_COHORT] = cohort.slug


def intended_cohort(session: SessionBase) -> Cohort | None:
    """Stays in the session: sign-up asks for it, and so does the first login."""
    return Cohort.objects.by_slug(session.get(INTENDED_COHORT, ""))


def take_intended_cohort(session: SessionBase) -> Cohort | None:
    """The same, and forgets it."""
    return Cohort.objects.by_slug(session.pop(INTENDED_COHORT, ""))
