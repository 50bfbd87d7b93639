"""Every cell of every row against the rules and what is known; nothing is looked up at YouTube."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import AgeSettings, Profile, Region, User, normalise_region_code
from accounts.names import normalise_email, normalise_name
from accounts.phones import normalise_phone
from accounts.site_time import site_day
from courses.importing.problems import Problem
from courses.importing.reading import Row
from courses.models import Cohort, Enrolment
from youtube_integration.addresses import AddressError, ChannelAddress, parse_channel_address
from youtube_integration.models import Channel, ChannelChoice, ChannelConnection

LONGEST_NAME = 150
LONGEST_EMAIL = MaxLengthValidator(User._meta.get_field("email").max_length)
EARLIEST_BIRTH_YEAR = 1900
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Excel writes a code such as mar-2026 back as one of these.
DATE_LIKE = re.compile(
    r"(\d{1,2}-)?[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}-\d{4}"
    r"|\d{1,4}[/.-]\d{1,2}([/.-]\d{1,4})?|\d{5}"
)
GENDERS = {
    "f": "F",
    "p": "F",
    "w": "F",
    "perempuan": "F",
    "wanita": "F",
    "female": "F",
    "m": "M",
    "l": "M",
    "laki-laki": "M",
    "laki laki": "M",
    "lelaki": "M",
    "pria": "M",
    "male": "M",
}


@dataclass(frozen=True)
class PersonRow:
    """A checked row; what was empty in the file is empty or None here."""

    line: int
    email: str
    name: str
    region: Region | None
    birth_year: int | None
    gender: str
    phone: str
    cohort: str
    address: ChannelAddress | None


@dataclass
class Plan:
    """What an import would do: rows, what would be new, and what staff should know of."""

    rows: list[PersonRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: Cells that are left aside although nothing is wrong with them.
    notices: list[Problem] = field(default_factory=list)
    new_people: int = 0
    new_cohorts: list[str] = field(default_factory=list)
    unknown_ages: int = 0


def check_rows(rows: list[Row], *, create_cohorts: bool, now: datetime) -> Plan:
    """Check all rows together; the plan lists every problem, not only the first."""
    plan = Plan()
    checker = _Checker(rows, create_cohorts=create_cohorts, today=site_day(now))
    for row in rows:
        reasons = checker.check(row)
        plan.problems += [Problem(reason, row.line) for reason in reasons]
    plan.rows = checker.people
    plan.notices = checker.notices
    plan.problems += checker.oversold()
    plan.new_people = sum(person.email not in checker.known for person in plan.rows)
    plan.new_cohorts = sorted(checker.new_cohorts)
    plan.unknown_ages = checker.unknown_ages
    return plan


class _Checker:
    """Holds what all rows are compared with, read in a constant number of queries."""

    def __init__(self, rows: list[Row], *, create_cohorts: bool, today: date) -> None:
        emails = [normalise_email(row.cells["email"]) for row in rows]
        self.today = today
        self.create_cohorts = create_cohorts
        self.regions = Region.objects.in_bulk()
        self.cohorts = {cohort.slug: cohort for cohort in Cohort.objects.all()}
        self.known = {user.email: user for user in _known_people(emails)}
        self.seated = _seated_or_withdrawn(emails)
        self.ages = AgeSettings.current()
        self.chosen = _chosen_channels(emails)
        self.notices: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.people: list[PersonRow] = []
        self.new_cohorts: set[str] = set()
        self.needed: Counter[str] = Counter()
        self.unknown_ages = 0

    def check(self, row: Row) -> list[str]:
        """Reasons against this row, one a cell at most; a good row joins `people`."""
        reasons: list[str] = []
        values = {}
        for name, rule in self.rules().items():
            try:
                values[name] = rule(row.cells.get(name, ""))
            except ValueError as error:
                reasons.append(f"{name}: {error}")
        if "email" in values:
            reasons += self.repeated(values["email"], row.line)
        if not reasons:
            reasons += self.lacks_name(values) or self.channel_hindrance(values)
        if not reasons:
            self.respect_choice(values, row.line)
            self.accept(PersonRow(line=row.line, address=values.pop("channel"), **_renamed(values)))
        return reasons

    def rules(self) -> dict[str, Callable[[str], object]]:
        return {
            "email": _email,
            "name": _name,
            "region_code": self.region,
            "birth_year": self.birth_year,
            "gender": _gender,
            "phone": normalise_phone,
            "cohort": self.cohort,
            "channel": _channel,
        }

    def accept(self, person: PersonRow) -> None:
        self.people.append(person)
        if person.cohort and person.cohort not in self.cohorts:
            self.new_cohorts.add(person.cohort)
        if person.cohort and person.email not in self.seated[person.cohort]:
            self.needed[person.cohort] += 1

    def repeated(self, email: str, line: int) -> list[str]:
        first = self.lines.setdefault(email, line)
        return [] if first == line else [_("email: same address as line %(n)d") % {"n": first}]

    def lacks_name(self, values: dict) -> list[str]:
        known = self.known.get(values["email"])
        if values["name"] or (known and known.name):
            return []
        return [_("name: a new person needs a name")]

    def channel_hindrance(self, values: dict) -> list[str]:
        """Why this person may have no channel; an unknown year of birth is only counted."""
        if values["channel"] is None:
            return []
        known = self.known.get(values["email"])
        profile = known.profile if known else Profile()
        profile.birth_year = values["birth_year"] or profile.birth_year
        hindrance = profile.channel_hindrance(self.today, self.ages)
        if hindrance == "birth_year":
            self.unknown_ages += 1
            return []
        if hindrance == "under_age":
            return [
                _("channel: under %(age)d a trainee learns without a channel; empty this cell")
                % {"age": self.ages.channel_age}
            ]
        if hindrance == "guardian":
            return [
                _(
                    "channel: under %(age)d a guardian's consent must be recorded in the profile "
                    "first; import without the channel, record it, then add the channel"
                )
                % {"age": self.ages.guardian_age}
            ]
        return []

    def respect_choice(self, values: dict, line: int) -> None:
        """Leave a channel aside that the person has not chosen, where they have made a choice."""
        if values["channel"] is None or values["email"] not in self.chosen:
            return
        current = self.chosen[values["email"]]
        if current is None or not _leads_to(values["channel"], current):
            values["channel"] = None
            self.notices.append(Problem(channel_kept(current), line))

    def region(self, text: str) -> Region | None:
        if not text:
            return None
        region = self.regions.get(normalise_region_code(text))
        if region is None:
            raise ValueError(
                _("“%(text)s” is no known region code, such as 35.73.05.1006") % {"text": text}
            )
        return region

    def birth_year(self, text: str) -> int | None:
        if not text:
            return None
        if not re.fullmatch(r"\d{4}", text) or not (
            EARLIEST_BIRTH_YEAR <= int(text) <= self.today.year
        ):
            raise ValueError(_("“%(text)s” is no year of birth, such as 1998") % {"text": text})
        return int(text)

    def cohort(self, text: str) -> str:
        if not text or text in self.cohorts:
            return text
        if DATE_LIKE.fullmatch(text):
            raise ValueError(
                _(
                    "“%(text)s” looks like a date that Excel made of the cohort's code: format "
                    "the column as text and write the code anew"
                )
                % {"text": text}
            )
        if not SLUG.fullmatch(text) or len(text) > 60:
            raise ValueError(
                _("“%(text)s” is no cohort code: small letters, digits and hyphens only")
                % {"text": text}
            )
        if not self.create_cohorts:
            raise ValueError(_("there is no cohort “%(text)s”") % {"text": text})
        return text

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


def _known_people(emails: list[str]) -> Iterable[User]:
    for start in range(0, len(emails), 500):
        part = emails[start : start + 500]
        yield from User.objects.filter(email__in=part).select_related("profile")


def _seated_or_withdrawn(emails: list[str]) -> dict[str, set[str]]:
    """Per cohort slug, the addresses for which an import takes no new seat."""
    found: dict[str, set[str]] = defaultdict(set)
    settled: QuerySet = Enrolment.objects.exclude(
        status__in=[Enrolment.Status.APPLIED, Enrolment.Status.WAITLISTED]
    )
    for start in range(0, len(emails), 500):
        part = settled.filter(user__email__in=emails[start : start + 500])
        for slug, email in part.values_list("cohort__slug", "user__email"):
            found[slug].add(email)
    return found


def _chosen_channels(emails: list[str]) -> dict[str, Channel | None]:
    """By address of who has chosen in Kanal: the channel, None where they took it off."""
    found: dict[str, Channel | None] = {}
    for start in range(0, len(emails), 500):
        part = emails[start : start + 500]
        choices = ChannelChoice.objects.filter(user__email__in=part)
        found |= dict.fromkeys(choices.values_list("user__email", flat=True))
        links = ChannelConnection.objects.open().filter(user__channel_choice__in=choices)
        found |= {link.user.email: link.channel for link in links.select_related("user", "channel")}
    return found


def _leads_to(address: ChannelAddress, channel: Channel) -> bool:
    """Whether an address names this channel, as far as can be told without asking YouTube."""
    if address.kind == "id":
        return address.value == channel.pk
    return address.kind == "handle" and channel.is_called(address.value)


def channel_kept(current: Channel | None) -> str:
    """Why a row's channel is left aside; `current` is the one that the person has."""
    if current is None:
        return _("channel: this person took theirs off in Kanal; only they can connect one again")
    return _("channel: this person chose another one in Kanal, which stays connected")


def _renamed(values: dict) -> dict:
    return {"region": values.pop("region_code"), **values}


def _email(text: str) -> str:
    address = normalise_email(text)
    if not address:
        raise ValueError(_("the address is missing"))
    try:
        validate_email(address)
        LONGEST_EMAIL(address)
    except ValidationError as error:
        raise ValueError(_("“%(text)s” is no e-mail address") % {"text": text}) from error
    if not address.partition("@")[0].isascii():
        # Django's check lets ı pass for i: two people whose addresses look the same.
        raise ValueError(
            _("“%(text)s” holds a letter before the @ that no mailbox has") % {"text": text}
        )
    return address


def _name(text: str) -> str:
    name = normalise_name(text)
    if len(name) > LONGEST_NAME:
        raise ValueError(_("longer than %(most)d letters") % {"most": LONGEST_NAME})
    return name


def _gender(text: str) -> str:
    if not text:
        return ""
    if text.casefold() not in GENDERS:
        raise ValueError(_("“%(text)s” is not one of F, M, P, L") % {"text": text})
    return GENDERS[text.casefold()]


def _channel(text: str) -> ChannelAddress | None:
    if not text:
        return None
    try:
        return parse_channel_address(text)
    except AddressError as error:
        raise ValueError(str(error)) from error
