"""Every row against the rules and what is known; nothing is looked up at YouTube."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from copy import copy
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.facts import FIELDS, Difference, differences
from accounts.models import AgeSettings, Profile, User
from accounts.names import normalise_email
from accounts.people import refusal
from cohorts.importing.cells import CellRules
from cohorts.importing.known import Known
from cohorts.importing.planning import (
    Fact,
    Kind,
    PersonRow,
    Plan,
    channel_kept,
    channel_stays,
    facts_of_differences,
)
from cohorts.importing.problems import Problem
from cohorts.importing.reading import Row
from cohorts.models import Enrolment
from design.formats import day
from design.site_time import site_day
from youtube_integration.connecting import MovesSomebody


def check_rows(
    rows: list[Row], *, actor: User | None, create_cohorts: bool, update: bool, now: datetime
) -> Plan:
    """Check all rows together; the plan lists every problem, not only the first.

    `actor` None is the operator. With `update`, what differs is taken over from the file.
    """
    checker = _Checker(rows, actor=actor, create_cohorts=create_cohorts, update=update, now=now)
    for row in rows:
        checker.check(row)
    plan = checker.plan
    plan.problems += checker.oversold()
    plan.new_cohorts = sorted(checker.new_cohorts)
    return plan


class _Checker:
    def __init__(
        self,
        rows: list[Row],
        *,
        actor: User | None,
        create_cohorts: bool,
        update: bool,
        now: datetime,
    ) -> None:
        self.now = now
        self.update = update
        self.cells = CellRules(create_cohorts=create_cohorts, today=site_day(now))
        self.cohorts = self.cells.cohorts
        self.known = Known([normalise_email(row.cells["email"]) for row in rows], actor=actor)
        self.ages = AgeSettings.current()
        self.plan = Plan()
        self.lines: dict[str, int] = {}
        self.new_cohorts: set[str] = set()
        self.needed: Counter[str] = Counter()

    def check(self, row: Row) -> None:
        """Reasons against this row join the plan's problems, a good row its rows and facts."""
        values, reasons = self.read(row)
        email = values.get("email", "")
        person = self.known.people.get(email)
        barred = self.repeated(email, row.line) + self.refused(person)
        found: list[Difference] = []
        if not barred:
            # A wrong cell hides nothing: who mends what was told, finds nothing new.
            found = self.differences(person, values)
            reasons += self.lacks_name(values, person)
            reasons += self.seat_hindrance(values)
            reasons += self.channel_hindrance(values, person, found)
        if reasons or barred:
            self.plan.problems += [Problem(reason, row.line) for reason in [*reasons, *barred]]
            return
        self.accept(_as_person(values, row.line), person, found)

    def read(self, row: Row) -> tuple[dict, list[str]]:
        """The cells in their stored form, and what is wrong, one reason a cell at most."""
        values, reasons = {}, []
        for name, rule in self.cells.by_column().items():
            try:
                values[name] = rule(row.cells.get(name, ""))
            except ValueError as error:
                reasons.append(f"{name}: {error}")
        return values, reasons

    def repeated(self, email: str, line: int) -> list[str]:
        if not email:
            return []
        first = self.lines.setdefault(email, line)
        return [] if first == line else [_("email: same address as line %(n)d") % {"n": first}]

    def refused(self, person: User | None) -> list[str]:
        if person is None:
            return []
        reason = refusal(person, may_edit=person.email in self.known.editable)
        return [f"email: {reason}"] if reason else []

    def differences(self, person: User | None, values: Mapping) -> list[Difference]:
        if person is None:
            return []
        told = {field: values.get(_column(field)) for field in FIELDS}
        claimed = person.email in self.known.shown
        return differences(person, told, update=self.update, claimed=claimed)

    def lacks_name(self, values: Mapping, person: User | None) -> list[str]:
        unread = {"email", "name"} - values.keys()
        if unread or values["name"] or (person and person.name):
            return []
        return [_("name: a new person needs a name")]

    def seat_hindrance(self, values: Mapping) -> list[str]:
        """Nobody comes into a cohort that is over; who is in it, or left it, stays so.

        Who may come in needs a seat, also where something else is wrong with the row.
        """
        slug, email = values.get("cohort", ""), values.get("email", "")
        if not slug or not self.needs_seat(slug, email):
            return []
        cohort = self.cohorts.get(slug)
        if cohort is None or cohort.is_running(self.now):
            self.needed[slug] += bool(email)
            return []
        return [
            _("cohort: %(cohort)s is over since %(day)s and takes nobody in")
            % {"cohort": slug, "day": day(cohort.ends_on)}
        ]

    def needs_seat(self, slug: str, email: str) -> bool:
        seat = self.known.seats.get((slug, email))
        return seat is None or seat.is_open

    def channel_hindrance(
        self, values: Mapping, person: User | None, found: list[Difference]
    ) -> list[str]:
        """Why this person may not have this channel; an unknown year of birth is only told."""
        address, email = values.get("channel"), values.get("email", "")
        if address is None:
            return []
        link = self.known.links.get(email)
        moves = link and not link.was_asked_as(address) and address.kind == "id"
        if moves and email not in self.known.chosen:
            return [f"channel: {MovesSomebody(link.channel, str(address))}"]
        profile = copy(person.profile) if person else Profile(birth_year=values.get("birth_year"))
        for one in found:
            if one.field == "birth_year" and one.is_taken:
                profile.birth_year = one.told
        hindrance = profile.channel_hindrance(self.cells.today, self.ages)
        return _age_reasons(hindrance, self.ages)

    def accept(self, row: PersonRow, person: User | None, found: list[Difference]) -> None:
        if person is None:
            self.tell(Kind.NEW, row, _newcomer(row))
        elif person.email not in self.known.shown:
            self.tell(Kind.CLAIMED, row, _claimed(row))
        self.plan.facts += facts_of_differences(row, found)
        self.seat(row, person)
        self.plan.rows.append(self.with_channel(row, person, found))

    def tell(self, kind: Kind, row: PersonRow, text: str) -> None:
        self.plan.facts.append(Fact(kind, row.line, text))

    def seat(self, row: PersonRow, person: User | None) -> None:
        if not row.cohort:
            return
        if row.cohort not in self.cohorts:
            self.new_cohorts.add(row.cohort)
        seat = self.known.seats.get((row.cohort, row.email))
        values = {"who": row.who, "cohort": row.cohort}
        if self.needs_seat(row.cohort, row.email):
            if person is not None:
                self.tell(Kind.SEAT, row, _("%(who)s: gets a seat in %(cohort)s") % values)
        elif seat.status == Enrolment.Status.WITHDRAWN:
            text = _("%(who)s: left %(cohort)s on %(day)s and stays away")
            self.tell(Kind.WITHDRAWN, row, text % {**values, "day": day(seat.withdrawn_at)})
        else:
            self.tell(Kind.SEATED, row, _("%(who)s: is in %(cohort)s already") % values)

    def with_channel(
        self, row: PersonRow, person: User | None, found: list[Difference]
    ) -> PersonRow:
        """The row with its address only where YouTube has to be asked."""
        if row.address is None:
            return row
        link = self.known.links.get(row.email)
        if link is not None and link.was_asked_as(row.address):
            self.tell(Kind.CHANNEL_KEPT, row, channel_stays(row.who, link))
            if not link.asked_as:
                self.plan.addresses[link.pk] = row.address
            return row.without_address()
        if row.email in self.known.chosen:
            self.tell(Kind.CHANNEL_CHOSEN, row, channel_kept(link and link.channel))
            return row.without_address()
        values = {"who": row.who, "channel": str(row.address)}
        self.tell(Kind.CHANNEL, row, _("%(who)s: %(channel)s") % values)
        if not row.birth_year and (person is None or person.profile.birth_year is None):
            self.tell(Kind.AGE_UNKNOWN, row, row.who)
        return row

    def oversold(self) -> list[Problem]:
        """One problem a cohort whose free seats are fewer than the file needs."""
        problems = []
        for slug, needed in self.needed.items():
            free = self.cohorts[slug].seats_free if slug in self.cohorts else None
            if free is not None and needed > free:
                text = ngettext(
                    "Cohort %(slug)s has %(free)d seat left, but this file needs %(needed)d.",
                    "Cohort %(slug)s has %(free)d seats left, but this file needs %(needed)d.",
                    free,
                )
                problems.append(Problem(text % {"slug": slug, "free": free, "needed": needed}))
        return problems


def _column(field: str) -> str:
    return "region_code" if field == "region" else field


def _as_person(values: dict, line: int) -> PersonRow:
    renamed = {"region": values.pop("region_code"), "address": values.pop("channel")}
    return PersonRow(line=line, **renamed, **values)


def _age_reasons(hindrance: str | None, ages: AgeSettings) -> list[str]:
    if hindrance == "under_age":
        return [
            _("channel: under %(age)d a trainee learns without a channel; empty this cell")
            % {"age": ages.channel_age}
        ]
    if hindrance == "guardian":
        return [
            _(
                "channel: under %(age)d a guardian's consent must be recorded in the profile "
                "first; import without the channel, record it, then add the channel"
            )
            % {"age": ages.guardian_age}
        ]
    return []


def _newcomer(row: PersonRow) -> str:
    if not row.cohort:
        return row.who
    return _("%(who)s: gets a seat in %(cohort)s") % {"who": row.who, "cohort": row.cohort}


def _claimed(row: PersonRow) -> str:
    return _(
        "%(who)s: signed up and never confirmed the address; password and sessions end, and an "
        "invitation goes to the address"
    ) % {"who": row.who}
