"""What a row without a fault brings about: the plan's row, and each fact as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.facts import Difference
from accounts.models import User
from cohorts.importing.cells import Cells
from cohorts.importing.known import Known
from cohorts.importing.planning import (
    Fact,
    Kind,
    PersonRow,
    channel_left_aside,
    channel_stays,
    facts_of_differences,
)
from cohorts.models import Enrolment
from design.formats import day
from youtube_integration.addresses import ChannelAddress


@dataclass(frozen=True)
class Effects:
    """`addresses`: those that kept connections do not remember yet, by the connection's key."""

    row: PersonRow
    facts: tuple[Fact, ...]
    addresses: Mapping[int, ChannelAddress] = field(default_factory=dict)


def effects_of(
    cells: Cells, person: User | None, differences: Iterable[Difference], known: Known
) -> Effects:
    row = _person_row(cells)
    channel = _channel(row, person, known)
    facts = [
        *_account(row, person, known),
        *facts_of_differences(row, differences),
        *_seat(row, person, known),
        *channel.facts,
    ]
    return Effects(channel.row, tuple(facts), channel.addresses)


def _person_row(cells: Cells) -> PersonRow:
    return PersonRow(
        line=cells.line,
        email=cells.email,
        given=cells.given,
        cohort=cells.values["cohort"],
        address=cells.values["channel"],
    )


def _account(row: PersonRow, person: User | None, known: Known) -> Iterator[Fact]:
    if person is None:
        text = _("%(who)s: gets a seat in %(cohort)s") if row.cohort else "%(who)s"
        yield Fact(Kind.NEW, row.line, text % {"who": row.who, "cohort": row.cohort})
    elif person.email not in known.shown:
        text = _(
            "%(who)s: signed up and never confirmed the address; password and sessions end, and an "
            "invitation goes to the address"
        )
        yield Fact(Kind.CLAIMED, row.line, text % {"who": row.who})


def _seat(row: PersonRow, person: User | None, known: Known) -> Iterator[Fact]:
    """Of a new person it was said already."""
    if not row.cohort:
        return
    values = {"who": row.who, "cohort": row.cohort}
    seat = known.seats.get((row.cohort, row.email))
    if known.needs_seat(row.cohort, row.email):
        if person is not None:
            text = _("%(who)s: gets a seat in %(cohort)s")
            yield Fact(Kind.SEAT, row.line, text % values)
    elif seat is not None and seat.status == Enrolment.Status.WITHDRAWN:
        text = _("%(who)s: left %(cohort)s on %(day)s and stays away")
        yield Fact(Kind.WITHDRAWN, row.line, text % {**values, "day": day(seat.withdrawn_at)})
    else:
        text = _("%(who)s: is in %(cohort)s already")
        yield Fact(Kind.SEATED, row.line, text % values)


def _channel(row: PersonRow, person: User | None, known: Known) -> Effects:
    """The row keeps its address only where YouTube has to be asked."""
    if row.address is None:
        return Effects(row, ())
    link = known.links.get(row.email)
    if link is not None and link.was_asked_as(row.address):
        stays = Fact(Kind.CHANNEL_UNCHANGED, row.line, channel_stays(row.who, link))
        # So that the same file costs no unit the next time.
        new = {} if link.asked_as else {link.pk: row.address}
        return Effects(row.without_address(), (stays,), new)
    # After the kept channel: whoever chose the very one that the file names is no notice.
    if row.email in known.chosen:
        text = channel_left_aside(link.channel if link else None)
        return Effects(row.without_address(), (Fact(Kind.CHANNEL_CHOSEN, row.line, text),))
    text = _("%(who)s: %(channel)s") % {"who": row.who, "channel": str(row.address)}
    facts = [Fact(Kind.CHANNEL, row.line, text)]
    if not row.given["birth_year"] and (person is None or person.profile.birth_year is None):
        facts.append(Fact(Kind.AGE_UNKNOWN, row.line, row.who))
    return Effects(row, tuple(facts))
