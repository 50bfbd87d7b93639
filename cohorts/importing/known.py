"""What Kanal knows of the people whom a file names, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import User
from accounts.permissions import people_to_edit
from cohorts.models import Enrolment
from youtube_integration.models import ChannelChoice, ChannelConnection

# SQLite takes some thousand parameters in a statement, and a file may have more people.
AT_ONCE = 500


@dataclass(frozen=True)
class Seat:
    """A person's enrolment, as far as an import asks."""

    status: str
    withdrawn_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Applied or waiting: an import makes a seat of it."""
        return self.status in (Enrolment.Status.APPLIED, Enrolment.Status.WAITLISTED)


class Known:
    """By address: accounts, whom the actor may edit, seats, channels and choices of channels."""

    def __init__(self, emails: list[str], *, actor: User | None) -> None:
        self.people: dict[str, User] = {}
        self.editable: set[str] = set()
        self.shown: set[str] = set()
        self.seats: dict[tuple[str, str], Seat] = {}
        self.links: dict[str, ChannelConnection] = {}
        self.chosen: set[str] = set()
        for part in _slices(emails):
            self._read(part, actor)

    def needs_seat(self, slug: str, email: str) -> bool:
        """Who has none in the cohort, and never left one, or still waits for one."""
        seat = self.seats.get((slug, email))
        return seat is None or seat.is_open

    def _read(self, part: list[str], actor: User | None) -> None:
        theirs: dict[str, Any] = {"user__email__in": part}
        people = User.objects.filter(email__in=part)
        for person in people.select_related("profile__region"):
            self.people[person.email] = person
        editable = people if actor is None else people_to_edit(actor).filter(email__in=part)
        self.editable.update(editable.values_list("email", flat=True))
        verified = EmailAddress.objects.filter(email__in=part, verified=True, **theirs)
        for address in verified.select_related("user"):
            # Another verified address of theirs proves nothing about the one in the file.
            if address.email == address.user.email:
                self.shown.add(address.email)
        rows = Enrolment.objects.filter(**theirs)
        for slug, email, *seat in rows.values_list(
            "cohort__slug", "user__email", "status", "withdrawn_at"
        ):
            self.seats[slug, email] = Seat(*seat)
        links = ChannelConnection.objects.open().filter(**theirs)
        for link in links.select_related("user", "channel"):
            self.links[link.user.email] = link
        choices = ChannelChoice.objects.filter(**theirs)
        self.chosen.update(choices.values_list("user__email", flat=True))


def _slices(emails: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(emails), AT_ONCE):
        yield emails[start : start + AT_ONCE]
