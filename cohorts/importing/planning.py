"""What an import would do, row by row, in the sentences that every outlet shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.facts import Difference, Outcome, in_words, label
from cohorts.importing.problems import Problem
from youtube_integration.addresses import ChannelAddress
from youtube_integration.models import Channel, ChannelConnection


class Kind(StrEnum):
    """Under which heading a fact stands, in the order of the page."""

    NEW = "new"
    CLAIMED = "claimed"
    FILLED = "filled"
    TAKEN_OVER = "taken over"
    UNCHANGED = "unchanged"
    SAVED_BY_PERSON = "saved by the person"
    SEAT = "seat"
    SEATED = "seated"
    WITHDRAWN = "withdrawn"
    CHANNEL = "channel"
    CHANNEL_UNCHANGED = "channel unchanged"
    CHANNEL_CHOSEN = "channel chosen"
    AGE_UNKNOWN = "age unknown"

    @property
    def heading(self) -> str:
        return {
            Kind.NEW: _("New people"),
            Kind.CLAIMED: _("Accounts whose address nobody had confirmed"),
            Kind.FILLED: _("Empty fields that are filled"),
            Kind.TAKEN_OVER: _("Taken over from the file"),
            Kind.UNCHANGED: _("Differs and stays as it is in Kanal"),
            Kind.SAVED_BY_PERSON: _("Differs and stays as the person saved it"),
            Kind.SEAT: _("Known people who get a seat"),
            Kind.SEATED: _("In the cohort already"),
            Kind.WITHDRAWN: _("Had withdrawn and stay so"),
            Kind.CHANNEL: _("Channels that are looked up on YouTube first"),
            Kind.CHANNEL_UNCHANGED: _("Channels that stay"),
            Kind.CHANNEL_CHOSEN: _("Channels left as the person chose"),
            Kind.AGE_UNKNOWN: _("A channel, but no year of birth"),
        }[self]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A checked row; what was empty in the file is empty or None here."""

    line: int
    email: str
    #: By the names of `accounts.facts.FIELDS`.
    given: Mapping[str, Any]
    cohort: str
    #: None also where the channel stays: nothing is to be asked.
    address: ChannelAddress | None

    @property
    def who(self) -> str:
        return f"{self.given['name']} <{self.email}>" if self.given["name"] else self.email

    def without_address(self) -> PersonRow:
        return replace(self, address=None)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happens, or that stays, because of a row."""

    kind: Kind
    line: int
    text: str | Promise

    def __str__(self) -> str:
        return str(Problem(self.text, self.line))


@dataclass(frozen=True)
class Section:
    """All facts of one kind."""

    kind: Kind
    facts: list[Fact]

    @property
    def title(self) -> str:
        return self.kind.heading


@dataclass
class Plan:
    """What an import would do: rows, what each brings about, and what is wrong."""

    rows: list[PersonRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    new_cohorts: list[str] = field(default_factory=list)
    #: Addresses that kept connections do not remember yet, by the connection's key.
    addresses: dict[int, ChannelAddress] = field(default_factory=dict)

    def of(self, *kinds: Kind) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind in kinds]

    @property
    def new_people(self) -> int:
        return len(self.of(Kind.NEW))

    @property
    def unknown_ages(self) -> int:
        return len(self.of(Kind.AGE_UNKNOWN))

    @property
    def notices(self) -> list[Fact]:
        """Cells that are left aside although nothing is wrong with them."""
        return self.of(Kind.CHANNEL_CHOSEN)

    def sections(self) -> Iterator[Section]:
        """What there is to tell, heading by heading."""
        for kind in Kind:
            if facts := self.of(kind):
                yield Section(kind, facts)


def facts_of_differences(row: PersonRow, found: Iterable[Difference]) -> Iterator[Fact]:
    kinds = {
        Outcome.FILLED: (Kind.FILLED, _("%(who)s: %(field)s becomes %(given)s")),
        Outcome.TAKEN_OVER: (Kind.TAKEN_OVER, _("%(who)s: %(field)s %(known)s becomes %(given)s")),
        Outcome.UNCHANGED: (
            Kind.UNCHANGED,
            _("%(who)s: %(field)s stays %(known)s; the file says %(given)s"),
        ),
        Outcome.SAVED_BY_PERSON: (
            Kind.SAVED_BY_PERSON,
            _("%(who)s: %(field)s stays %(known)s; the file says %(given)s"),
        ),
    }
    for one in found:
        kind, text = kinds[one.outcome]
        values = {
            "who": row.who,
            "field": label(one.field),
            "known": in_words(one.field, one.known),
            "given": in_words(one.field, one.given),
        }
        yield Fact(kind, row.line, text % values)


def channel_stays(who: str, link: ChannelConnection) -> str:
    return _("%(who)s: %(channel)s stays connected") % {"who": who, "channel": link.channel}


def channel_left_aside(current: Channel | None) -> str:
    """Why a row's channel is left aside; `current` is the one that the person has."""
    if current is None:
        return _("channel: this person took theirs off in Kanal; only they can connect one again")
    return _("channel: this person chose another one in Kanal, which stays connected")
