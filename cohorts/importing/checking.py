"""Every row against the rules and what is known; nothing is written, nothing looked up at YouTube.

A row goes through three steps: its cells are read (`read_cells`), reasons against it are found
(`check`), and a row without any brings something about (`effects.effects_of`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.facts import Difference, differences
from accounts.models import AgeSettings, User
from accounts.models.ages import Hindrance, full_years
from accounts.names import normalise_email
from accounts.people import refusal
from cohorts.importing.cells import CellRules, Cells, read_cells
from cohorts.importing.effects import Effects, effects_of
from cohorts.importing.known import Known
from cohorts.importing.planning import Plan
from cohorts.importing.problems import Problem
from cohorts.importing.reading import Row
from cohorts.models import Cohort
from design.formats import day
from design.site_time import site_day
from youtube_integration.connecting import ReplacesChannel


@dataclass(frozen=True)
class Rules:
    """What every row is checked against; with `update` the file wins over what differs."""

    cells: CellRules
    known: Known
    ages: AgeSettings
    update: bool
    now: datetime

    def seat_wanted(self, cells: Cells) -> str:
        """Slug of the cohort in which a row needs a seat; "" where it needs none."""
        slug = cells.get("cohort") or ""
        return slug if slug and self.known.needs_seat(slug, cells.email) else ""

    def running(self, slug: str) -> Cohort | None:
        """The cohort while it takes people in."""
        cohort = self.cells.cohorts.get(slug)
        return cohort if cohort is not None and cohort.is_running(self.now) else None


@dataclass(frozen=True)
class Checked:
    """A row that was checked. `barred`: reasons for which nothing else about it is looked at."""

    cells: Cells
    person: User | None
    differences: tuple[Difference, ...]
    reasons: tuple[str, ...]
    barred: tuple[str, ...]

    @property
    def problems(self) -> list[Problem]:
        return [Problem(reason, self.cells.line) for reason in (*self.reasons, *self.barred)]


def check_rows(
    rows: list[Row], *, actor: User | None, create_cohorts: bool, update: bool, now: datetime
) -> Plan:
    """Check all rows together; the plan lists every problem, not only the first.

    `actor` None is the operator. With `update`, what differs is taken over from the file.
    """
    rules = Rules(
        cells=CellRules(create_cohorts=create_cohorts, today=site_day(now)),
        known=Known([normalise_email(row.cells["email"]) for row in rows], actor=actor),
        ages=AgeSettings.current(),
        update=update,
        now=now,
    )
    read = [read_cells(row, rules.cells) for row in rows]
    first = _first_lines(read)
    checked = [check(cells, rules, first_line=first.get(cells.email)) for cells in read]
    problems = [problem for each in checked for problem in each.problems]
    good = [
        effects_of(each.cells, each.person, each.differences, rules.known)
        for each in checked
        if not each.problems
    ]
    return _plan(good, [*problems, *_oversold(checked, rules)], rules)


def _plan(good: list[Effects], problems: list[Problem], rules: Rules) -> Plan:
    named = {each.row.cohort for each in good if each.row.cohort}
    return Plan(
        rows=[each.row for each in good],
        problems=problems,
        facts=[fact for each in good for fact in each.facts],
        new_cohorts=sorted(named - rules.cells.cohorts.keys()),
        addresses={key: address for each in good for key, address in each.addresses.items()},
    )


def _first_lines(read: Iterable[Cells]) -> dict[str, int]:
    """In which line each address stands first."""
    lines: dict[str, int] = {}
    for cells in read:
        lines.setdefault(cells.email, cells.line)
    return lines


def check(cells: Cells, rules: Rules, *, first_line: int | None) -> Checked:
    """Reasons against one row; `first_line` is where its address stands first."""
    person = rules.known.people.get(cells.email)
    barred = (*_repeated(cells, first_line), *_refused(person, rules.known))
    if barred:
        return Checked(cells, person, (), cells.reasons, barred)
    # A wrong cell hides nothing: who mends what was named finds nothing new.
    found = _differences(cells, person, rules)
    reasons = [
        *cells.reasons,
        *_lacks_name(cells, person),
        *_cohort_is_over(cells, rules),
        *_channel_reasons(cells, person, found, rules),
    ]
    return Checked(cells, person, tuple(found), tuple(reasons), ())


def _repeated(cells: Cells, first_line: int | None) -> Iterator[str]:
    if cells.email and first_line != cells.line:
        yield _("email: same address as line %(n)d") % {"n": first_line}


def _refused(person: User | None, known: Known) -> Iterator[str]:
    if person is not None:
        reason = refusal(person, may_edit=person.email in known.editable)
        if reason:
            yield f"email: {reason}"


def _differences(cells: Cells, person: User | None, rules: Rules) -> list[Difference]:
    if person is None:
        return []
    claimed = person.email in rules.known.shown
    return differences(person, cells.given, update=rules.update, claimed=claimed)


def _lacks_name(cells: Cells, person: User | None) -> Iterator[str]:
    is_read = {"email", "name"} <= cells.values.keys()
    if is_read and not cells.get("name") and not (person and person.name):
        yield _("name: a new person needs a name")


def _cohort_is_over(cells: Cells, rules: Rules) -> Iterator[str]:
    """Nobody comes into a cohort that is over; who is in it, or left it, stays so."""
    slug = rules.seat_wanted(cells)
    cohort = rules.cells.cohorts.get(slug)
    if cohort is not None and rules.running(slug) is None:
        yield (
            _("cohort: %(cohort)s is over since %(day)s and takes nobody in")
            % {"cohort": slug, "day": day(cohort.ends_on)}
        )


def _channel_reasons(
    cells: Cells, person: User | None, found: list[Difference], rules: Rules
) -> Iterator[str]:
    """Why this person may not have this channel; an unknown year of birth is only told."""
    address = cells.get("channel")
    if address is None:
        return
    link = rules.known.links.get(cells.email)
    # Where a handle leads is known once it was looked up: then `connect_by_file` says the same.
    is_another = link is not None and address.kind == "id" and not link.was_asked_as(address)
    if link is not None and is_another and cells.email not in rules.known.chosen:
        yield f"channel: {ReplacesChannel(link.channel, str(address))}"
        return
    age = full_years(_birth_year_to_come(cells, person, found), rules.cells.today)
    agreed = person is not None and person.profile.has_guardian_consent
    yield from _age_reasons(rules.ages.hindrance(age, guardian_agreed=agreed), rules.ages)


def _birth_year_to_come(cells: Cells, person: User | None, found: list[Difference]) -> int | None:
    """As the row would leave it."""
    if person is None:
        return cells.get("birth_year")
    taken = [one.given for one in found if one.field == "birth_year" and one.is_taken]
    return taken[0] if taken else person.profile.birth_year


def _age_reasons(hindrance: Hindrance | None, ages: AgeSettings) -> Iterator[str]:
    if hindrance == "under_age":
        yield (
            _("channel: under %(age)d a trainee learns without a channel; empty this cell")
            % {"age": ages.channel_age}
        )
    if hindrance == "guardian":
        yield (
            _(
                "channel: under %(age)d a guardian's consent must be recorded in the profile "
                "first; import without the channel, record it, then add the channel"
            )
            % {"age": ages.guardian_age}
        )


def _oversold(checked: Iterable[Checked], rules: Rules) -> Iterator[Problem]:
    """One problem a cohort whose free seats are fewer than the file needs.

    Who may come in needs a seat, also where something else is wrong with the row; but a row whose
    address cannot be read takes none: its own reason is enough.
    """
    rows = [each.cells for each in checked if not each.barred and each.cells.email]
    for slug, seats in Counter(rules.seat_wanted(cells) for cells in rows).items():
        cohort = rules.running(slug)
        free = cohort.seats_free if cohort is not None else None
        if free is not None and seats > free:
            text = ngettext(
                "Cohort %(slug)s has %(free)d seat left, but this file needs %(needed)d.",
                "Cohort %(slug)s has %(free)d seats left, but this file needs %(needed)d.",
                free,
            )
            yield Problem(text % {"slug": slug, "free": free, "needed": seats})
