"""What waits for a trainee: states of enrolments, days that end, what only the person can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import AgeSettings, ErasureRequest, User
from cohorts.access import over_text, waiting_text
from cohorts.models import Enrolment
from design.formats import count, day

Status = Enrolment.Status
# From this many days before its end on a cohort's end is a warning.
SOON = 14


@dataclass(frozen=True, slots=True)
class Due:
    """A row: title, sentence, a badge of icon, word and tone, and where it leads."""

    title: str
    text: str
    url: str
    badge: str
    icon: str
    tone: str

    @property
    def waits(self) -> bool:
        """Whether something is still to come; a cohort finished or left only stands there."""
        return self.tone in ("info", "warn")


def due_of(
    user: User,
    enrolments: list[Enrolment],
    *,
    has_channel: bool,
    through: set[int],
    today: date,
) -> list[Due]:
    """What hinders first, then what ends, then what is only to be known.

    `through` are the ids of enrolments in which every lesson is done and nothing is to come.
    """
    rows = [_erasure(user)]
    if not has_channel:
        rows.append(_channel(user, today))
    rows += [
        _through(each) if each.pk in through else _enrolment(each, today) for each in enrolments
    ]
    return [row for row in rows if row]


def _erasure(user: User) -> Due | None:
    erasure = ErasureRequest.objects.of(user)
    if erasure is None:
        return None
    text = _("Until %(day)s you can change your mind.") % {"day": day(erasure.due_at)}
    url = reverse("account_erase")
    return Due(_("Your account will be deleted"), text, url, _("Waits for you"), "wait", "warn")


def _channel(user: User, today: date) -> Due | None:
    hindrance = user.profile.channel_hindrance(today)
    if hindrance == "under_age":
        age = count(AgeSettings.current().channel_age)
        return Due(
            _("Learning without a channel"),
            _("A channel can be connected from %(age)s years on. Every lesson is yours anyway.")
            % {"age": age},
            reverse("channel"),
            _("Good to know"),
            "info",
            "info",
        )
    if hindrance == "guardian":
        return Due(
            _("A parent or guardian has to agree"),
            _("Before your channel is connected. Ask your programme's team to record it."),
            reverse("channel"),
            _("Waits for your guardian"),
            "wait",
            "warn",
        )
    if hindrance == "birth_year":
        return Due(
            _("Tell us the year you were born"),
            _("We need it before your channel can be connected."),
            reverse("account_profile"),
            _("Waits for you"),
            "wait",
            "warn",
        )
    return None


def _enrolment(enrolment: Enrolment, today: date) -> Due | None:
    cohort, status = enrolment.cohort, enrolment.status
    url = cohort.get_absolute_url()
    if status in (Status.WAITLISTED, Status.APPLIED) and today > cohort.ends_on:
        badge = _("Ended %(day)s") % {"day": day(cohort.ends_on)}
        return Due(cohort.name, over_text(cohort), url, badge, "cal", "")
    if status == Status.WAITLISTED:
        number = _("Number %(n)s") % {"n": count(enrolment.queue_position)}
        return Due(cohort.name, waiting_text(enrolment), url, number, "wait", "info")
    if status == Status.APPLIED:
        return Due(cohort.name, waiting_text(enrolment), url, _("Applied"), "eye", "info")
    if status == Status.COMPLETED:
        text = _("Every lesson done on %(day)s.") % {"day": day(enrolment.completed_at)}
        return Due(cohort.name, text, url, _("Completed"), "check", "ok")
    if status == Status.WITHDRAWN:
        text = _("You left on %(day)s. What you learned is kept.")
        if enrolment.enrolled_at is None:
            # Turned down, or taken back: there was never a seat to leave.
            text = _("Over since %(day)s, without a seat.")
        return Due(
            cohort.name, text % {"day": day(enrolment.withdrawn_at)}, url, _("Left"), "out", ""
        )
    return _running(enrolment, today)


def _through(enrolment: Enrolment) -> Due:
    cohort = enrolment.cohort
    text = _("Every lesson is done. Say so on the cohort's page, and it is finished.")
    return Due(cohort.name, text, cohort.get_absolute_url(), _("Waits for you"), "check", "info")


def _running(enrolment: Enrolment, today: date) -> Due:
    cohort = enrolment.cohort
    url, left = cohort.get_absolute_url(), (cohort.ends_on - today).days
    if left < 0:
        text = _("The cohort is over; you may go on learning at your own pace.")
        badge = _("Ended %(day)s") % {"day": day(cohort.ends_on)}
        return Due(cohort.name, text, url, badge, "cal", "")
    text = ngettext("%(n)s more day for all lessons.", "%(n)s more days for all lessons.", left) % {
        "n": count(left)
    }
    badge = _("Until %(day)s") % {"day": day(cohort.ends_on)}
    tone = "warn" if left <= SOON else "info"
    return Due(cohort.name, text, url, badge, "clock", tone)
