"""How somebody gets into a course: what stands in the way, and the act that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrolment
from cohorts.permissions import Person, person_may_read_every_lesson
from courses.models import CoursePage
from design.formats import count, day

Status = Enrolment.Status


@dataclass(frozen=True)
class Access:
    """`is_open` for whoever may read the whole course; else `text` says why not, `action` what to do.

    `cohort` is the one that the person waits for, could join, or sits in.
    """

    is_open: bool
    text: str = ""
    action: str = ""
    url: str = ""
    cohort: Cohort | None = None
    sign_in_url: str = ""


def access_to(course: CoursePage, user: Person, *, now: datetime, back: str) -> Access:
    """How this person gets into this course; `back` is where signing in leads to."""
    mine = _enrolments(course, user)
    seat = next((each for each in mine if each.is_seated), None)
    if seat is not None:
        return Access(True, cohort=seat.cohort)
    if person_may_read_every_lesson(user):
        return Access(True)
    for enrolment in mine:
        waits = enrolment.status in (Status.WAITLISTED, Status.APPLIED)
        if waits and enrolment.cohort.is_running(now):
            return _waiting(enrolment)
    return _to_join(course, user, mine, now=now, back=back)


def _enrolments(course: CoursePage, user: Person) -> list[Enrolment]:
    if not user.is_authenticated:
        return []
    taught = Enrolment.objects.filter(user=user, cohort__cohort_courses__course=course)
    return list(taught.select_related("cohort__region").with_positions().order_by("-applied_at"))


def _waiting(enrolment: Enrolment) -> Access:
    cohort = enrolment.cohort
    return Access(
        False,
        text=waiting_text(enrolment),
        action=_("See the cohort"),
        url=cohort.get_absolute_url(),
        cohort=cohort,
    )


def over_text(cohort: Cohort) -> str:
    """For somebody who asked for a seat of a cohort that ended meanwhile."""
    words = {"cohort": cohort.name, "day": day(cohort.ends_on)}
    return _("%(cohort)s ended on %(day)s, and no seat came free for you before.") % words


def waiting_text(enrolment: Enrolment) -> str:
    """For somebody on the waiting list or not yet approved; rows come `with_positions`."""
    words = {"cohort": enrolment.cohort.name, "day": day(enrolment.applied_at)}
    if enrolment.status == Status.APPLIED:
        return (
            _("You applied to %(cohort)s on %(day)s. We write to you once it is decided.") % words
        )
    words["n"] = count(enrolment.queue_position)
    return (
        _(
            "You are number %(n)s on the waiting list of %(cohort)s. Once a seat is yours we "
            "write to you."
        )
        % words
    )


def _to_join(
    course: CoursePage, user: Person, mine: list[Enrolment], *, now: datetime, back: str
) -> Access:
    sign_in = "" if user.is_authenticated else _sign_in_url(back)
    teaching = Cohort.objects.enrolling(now).filter(cohort_courses__course=course)
    found = list(teaching.select_related("region").next_first())
    cohort = min(found, key=lambda each: not each.has_free_seat, default=None)
    if cohort is None:
        return Access(
            False,
            text=_("No cohort with this course takes new people right now."),
            action=_("See all courses"),
            url=course.get_parent().url,
            sign_in_url=sign_in,
        )
    left = any(each.cohort_id == cohort.pk for each in mine)
    words = {"cohort": cohort.name}
    return Access(
        False,
        text=(
            _("You left %(cohort)s. As long as its door is open you can come back.") % words
            if left
            else _("You take this course with %(cohort)s.") % words
        ),
        action=_joining(cohort, left=left) % words,
        url=cohort.get_absolute_url(),
        cohort=cohort,
        sign_in_url=sign_in,
    )


def _joining(cohort: Cohort, *, left: bool) -> str:
    """The button never promises a seat that is gone."""
    if not cohort.has_free_seat:
        return _("Join the waiting list")
    return _("Come back to %(cohort)s") if left else _("Join with %(cohort)s")


def _sign_in_url(back: str) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': back})}"
