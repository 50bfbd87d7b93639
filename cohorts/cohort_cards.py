"""A cohort in words and figures: what its card, the home page and the catalogue say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.calls_to_action import CallToAction
from cms.visibility import Person, is_visible_to
from cohorts.models import Cohort
from courses.models import CoursePage
from design.formats import count, day, moment
from design.site_time import site_day

NEXT = "next"


@dataclass(frozen=True)
class CohortCard:
    """Parameters of `components/cohort_card.html`; `seats` and `free` are None without a limit."""

    heading: str
    text: str
    facts: list[tuple[str, str]]
    url: str
    action: str
    seats: int | None
    free: int | None
    seats_line: str


def venue_of(cohort: Cohort) -> str:
    """Where it meets; "" while nobody said."""
    return cohort.venue or (str(cohort.region) if cohort.region else "")


def facts_of(cohort: Cohort, *, with_venue: bool = True) -> list[tuple[str, str]]:
    """Label and value, dates as people write them, the closing time with its zone."""
    facts = [(_("Begins"), day(cohort.starts_on)), (_("Ends"), day(cohort.ends_on))]
    if with_venue and venue_of(cohort):
        facts.append((_("Place"), venue_of(cohort)))
    if cohort.enrol_until:
        facts.append((_("Enrol until"), moment(cohort.enrol_until)))
    return facts


def seats_line(cohort: Cohort) -> str:
    if cohort.seats is None:
        return _("There is a seat for everybody.")
    if not cohort.seats_free:
        return ngettext("The only seat is taken", "All %(n)s seats are taken", cohort.seats) % {
            "n": count(cohort.seats)
        }
    return ngettext(
        "%(free)s of %(total)s seats is still free",
        "%(free)s of %(total)s seats are still free",
        cohort.seats_free,
    ) % {"free": count(cohort.seats_free), "total": count(cohort.seats)}


def taken_line(cohort: Cohort) -> str:
    """For a cohort that takes nobody in: a seat left empty is none that could be had. "" without limit."""
    if cohort.seats is None:
        return ""
    return ngettext(
        "%(taken)s of %(total)s seats was taken",
        "%(taken)s of %(total)s seats were taken",
        cohort.seats_taken,
    ) % {"taken": count(cohort.seats_taken), "total": count(cohort.seats)}


def courses_line(courses: Iterable[CoursePage], user: Person) -> str:
    """The titles that this person may know as one sentence."""
    titles = [course.title for course in courses if course.live and is_visible_to(user, course)]
    return _("You learn: %(courses)s.") % {"courses": ", ".join(titles)} if titles else ""


def cohort_card_of(cohort: Cohort, user: Person) -> CohortCard:
    return CohortCard(
        heading=cohort.name,
        text=courses_line(cohort.courses, user),
        facts=facts_of(cohort),
        url=cohort.get_absolute_url(),
        action=_("See the cohort"),
        seats=cohort.seats,
        free=cohort.seats_free,
        seats_line=seats_line(cohort),
    )


def open_cohorts(now: datetime) -> list[Cohort]:
    """Those that take people in, those with a free seat first, then the next to begin; courses at hand."""
    found = Cohort.objects.enrolling(now).select_related("region").next_first()
    rows = list(found.prefetch_related("cohort_courses__course"))
    return sorted(rows, key=lambda cohort: not cohort.has_free_seat)


def week_line(cohort: Cohort, today: date) -> str:
    """Where the cohort stands: before its start, in a week, or over."""
    if today < cohort.starts_on:
        return _("%(cohort)s begins %(day)s") % {
            "cohort": cohort.name,
            "day": day(cohort.starts_on),
        }
    if today > cohort.ends_on:
        return _("%(cohort)s ended %(day)s") % {"cohort": cohort.name, "day": day(cohort.ends_on)}
    week, weeks = cohort.week(today)
    return _("%(cohort)s, week %(n)s of %(all)s") % {
        "cohort": cohort.name,
        "n": count(week),
        "all": count(weeks),
    }


def begins_line(cohort: Cohort, today: date) -> str:
    words = {"day": day(cohort.starts_on)}
    return _("Began %(day)s") % words if cohort.starts_on <= today else _("Begins %(day)s") % words


def call_to_action_options() -> list[tuple[str, str]]:
    """What the editor of the home page may invite to."""
    running = Cohort.objects.current(site_day(timezone.now())).next_first()
    named = [(cohort.slug, cohort.name) for cohort in running]
    return [(NEXT, _("The next cohort whose enrolment is open")), *named]


def find_call_to_action(key: str, now: datetime) -> CallToAction | None:
    """The cohort `key` (or the next one) as a call to action while its enrolment is open."""
    found = open_cohorts(now)
    chosen = [each for each in found if key in (NEXT, each.slug)]
    if not chosen and (renamed := Cohort.objects.by_slug(key)) is not None:
        chosen = [each for each in found if each.pk == renamed.pk]
    return call_to_action_to(chosen[0], site_day(now)) if chosen else None


def call_to_action_to(cohort: Cohort, today: date) -> CallToAction:
    begun = cohort.starts_on <= today
    words = {"cohort": cohort.name, "day": day(cohort.starts_on)}
    notes = [("cal", begins_line(cohort, today))]
    if cohort.seats is not None:
        notes.append(("house", seats_line(cohort)))
    return CallToAction(
        heading=_heading(cohort, begun=begun) % words,
        action=_("Join %(cohort)s") % words if cohort.has_free_seat else _("Join the waiting list"),
        url=cohort.get_absolute_url(),
        notes=tuple(notes),
        facts=tuple(facts_of(cohort)),
        seats=cohort.seats,
        free=cohort.seats_free,
        seats_line=seats_line(cohort),
        closing=_closing(cohort),
    )


def _heading(cohort: Cohort, *, begun: bool) -> str:
    if not cohort.has_free_seat:
        return _("%(cohort)s is full, and its waiting list is open")
    if begun:
        return _("%(cohort)s is under way, and you can still join")
    return _("%(cohort)s begins %(day)s")


def _closing(cohort: Cohort) -> str:
    if cohort.enrol_until is None:
        return ""
    return _("Enrolment closes %(moment)s.") % {"moment": moment(cohort.enrol_until)}
