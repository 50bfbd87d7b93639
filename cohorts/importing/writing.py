"""Looking channels up, then writing every person of a checked file in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from accounts.facts import Outcome
from accounts.models import AgeSettings, User
from accounts.people import (
    ImportedPerson,
    PersonRefused,
    create_imported_person,
    invite,
    lock_people,
)
from cohorts.enrolling import EnrolmentError, seat_imported
from cohorts.importing.cells import cohorts_by_slug
from cohorts.importing.checking import check_rows
from cohorts.importing.planning import Fact, Kind, PersonRow, Plan, channel_left_aside
from cohorts.importing.problems import ImportRefused, Problem
from cohorts.importing.reading import read_rows
from cohorts.models import Cohort, CohortSettings
from design.formats import count
from design.site_time import site_day
from youtube_integration.addresses import ChannelAddress
from youtube_integration.connecting import (
    ChoiceMade,
    ConnectError,
    LedgeredClient,
    YouTubeError,
    connect_by_file,
    look_up_many,
    remember_addresses,
)
from youtube_integration.error_hints import error_in_words
from youtube_integration.models import Channel

#: Of each address the channel's id, or why there is none.
LookUps = dict[ChannelAddress, str | ConnectError]


@dataclass
class ImportResult:
    """What an import changed, counted as it was written, and what it left alone.

    `filled`, `taken_over` and `kept` count fields; the others people, seats, cohorts, channels.
    """

    people: int = 0
    new_people: int = 0
    new_enrolments: int = 0
    new_cohorts: int = 0
    channels: int = 0
    withdrawn: int = 0
    unknown_ages: int = 0
    filled: int = 0
    taken_over: int = 0
    unchanged: int = 0
    #: Accounts whose password ended, since nobody had shown that the address is theirs.
    claimed: int = 0
    notices: list[Fact] = field(default_factory=list)

    def in_words(self) -> list[str]:
        """Sentences on what staff should know beyond the numbers that are always told."""
        sentences = []
        if self.filled or self.taken_over or self.unchanged:
            text = _(
                "Fields of known people: %(filled)s filled, %(taken)s taken over, %(kept)s kept."
            )
            counts = {"filled": self.filled, "taken": self.taken_over, "kept": self.unchanged}
            sentences.append(text % {name: count(number) for name, number in counts.items()})
        numbers = {
            _("%(n)s had never confirmed the address and were invited anew."): self.claimed,
            _("%(n)s had withdrawn and stay so."): self.withdrawn,
            _("%(n)s keep the channel choice they made in Kanal."): len(self.notices),
            _("%(n)s have a channel but no year of birth: ask them."): self.unknown_ages,
        }
        return sentences + [text % {"n": count(n)} for text, n in numbers.items() if n]


def plan_import(
    data: bytes, *, actor: User | None, create_cohorts: bool, now: datetime, update: bool = False
) -> Plan:
    """Read and check a file without looking anything up; raises ImportRefused if unreadable.

    `actor` is who imports; None is the operator, who may edit everybody.
    """
    read = read_rows(data)
    plan = check_rows(read.rows, actor=actor, create_cohorts=create_cohorts, update=update, now=now)
    plan.problems = sorted([*read.problems, *plan.problems], key=lambda one: one.line or 0)
    return plan


def import_people(
    data: bytes,
    *,
    actor: User | None,
    client: LedgeredClient,
    create_cohorts: bool,
    now: datetime,
    update: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportResult:
    """Import a file: people, active enrolments and channels by address, all or nothing.

    Every cell is checked before anything is looked up, and every channel looked up before the
    first person is written, so no transaction waits for YouTube. Sending a file twice changes
    nothing the second time. What differs from what is known stays, or is taken over with
    `update`. Raises ImportRefused with each problem and its line.
    """
    plan = plan_import(data, actor=actor, create_cohorts=create_cohorts, update=update, now=now)
    if plan.problems:
        raise ImportRefused(plan.problems)
    channels = _look_up(plan.rows, client=client, now=now, progress=progress)
    try:
        with transaction.atomic():
            return _Writer(plan, channels, actor=actor, update=update, now=now).write()
    except IntegrityError as error:
        raise ImportRefused([Problem(_met_somebody())]) from error
    except OperationalError as error:
        raise ImportRefused([Problem(_met_a_lock())]) from error


def _met_somebody() -> str:
    return _(
        "Somebody signed up or was changed with an address of this file at the same moment. "
        "Nothing was imported: import it once more."
    )


def _met_a_lock() -> str:
    return _(
        "The database was busy with other work at this moment. Nothing was imported: import the "
        "file once more."
    )


def _look_up(
    rows: list[PersonRow],
    *,
    client: LedgeredClient,
    now: datetime,
    progress: Callable[[int], None] | None,
) -> LookUps:
    """What YouTube said of each address. An outage is said to be one, never an unknown channel."""
    wanted = [row.address for row in rows if row.address is not None]
    try:
        found = look_up_many(wanted, client=client, now=now, progress=progress)
    except YouTubeError as error:
        raise ImportRefused([lookup_failed(error)]) from error
    return {
        address: looked_up if isinstance(looked_up, ConnectError) else looked_up.channel_id
        for address, looked_up in found.items()
    }


def lookup_failed(error: Exception) -> Problem:
    """Why YouTube gave no answer, as a problem of the whole file."""
    sentence = error_in_words(error)
    return Problem(_("%(error)s Nothing was imported.") % {"error": sentence})


class _Writer:
    """One import under its lock; use once, inside a transaction."""

    def __init__(
        self,
        plan: Plan,
        channels: LookUps,
        *,
        actor: User | None,
        update: bool,
        now: datetime,
    ) -> None:
        self.plan, self.actor, self.update, self.now = plan, actor, update, now
        self.channels = channels
        self.claimed: list[User] = []
        self.ages = AgeSettings.current()
        self.result = ImportResult(unknown_ages=plan.unknown_ages, notices=[*plan.notices])

    def write(self) -> ImportResult:
        """Every row by the same acts as by hand; raises ImportRefused with all that were refused."""
        weeks = self.weeks_once_alone()
        lock_people(row.email for row in self.plan.rows)
        cohorts = self.locked_cohorts(weeks)
        # Read under the lock: who was looked up may have been taken off since.
        keys = {looked_up for looked_up in self.channels.values() if isinstance(looked_up, str)}
        named = Channel.objects.in_bulk(keys)
        problems = []
        for row in self.plan.rows:
            try:
                person = self.write_person(row)
                self.seat(person, cohorts.get(row.cohort))
                if row.address is not None:
                    self.connect(person, named, row)
            # Each row tells its own: a clerk mends the whole file at once, not a row a try.
            except PersonRefused as error:
                problems.append(Problem(f"email: {error}", row.line))
            except EnrolmentError as error:
                problems.append(Problem(f"cohort: {error}", row.line))
            except ConnectError as error:
                problems.append(Problem(f"channel: {error}", row.line))
        if problems:
            # Raised, not returned: it takes every row before it back, too.
            raise ImportRefused(problems)
        # Only now: the mail names the cohorts of all rows.
        invite(users=self.claimed, now=self.now)
        remember_addresses(self.plan.addresses)
        return self.result

    def weeks_once_alone(self) -> int:
        """How long a new cohort lasts; imports wait here for one another."""
        # One row that always is there; two imports at once would make one cohort twice.
        lock = CohortSettings.objects.select_for_update(no_key=True)
        return lock.get_or_create(site=CohortSettings.current().site)[0].weeks

    def locked_cohorts(self, weeks: int) -> dict[str, Cohort]:
        """The file's cohorts, after its people: every act that locks both takes this order.

        Who lock cohorts as their rows come, in two files that cross, wait for each other for ever.
        """
        cohorts = cohorts_by_slug()
        for slug in self.plan.new_cohorts:
            if slug not in cohorts:
                cohorts[slug] = _create_cohort(slug, weeks=weeks, now=self.now)
                self.result.new_cohorts += 1
        wanted = {cohorts[row.cohort].pk for row in self.plan.rows if row.cohort in cohorts}
        locked = Cohort.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
        by_key = {cohort.pk: cohort for cohort in locked}
        return {slug: by_key[one.pk] for slug, one in cohorts.items() if one.pk in by_key}

    def write_person(self, row: PersonRow) -> ImportedPerson:
        person = create_imported_person(
            email=row.email,
            actor=self.actor,
            now=self.now,
            update=self.update,
            invites=False,
            **row.given,
        )
        if person.is_claimed:
            self.claimed.append(person.user)
        result = self.result
        result.people += 1
        result.new_people += person.is_new
        result.claimed += person.is_claimed
        for one in person.differences:
            result.filled += one.outcome == Outcome.FILLED
            result.taken_over += one.outcome == Outcome.TAKEN_OVER
            result.unchanged += not one.is_taken
        return person

    def seat(self, person: ImportedPerson, cohort: Cohort | None) -> None:
        if cohort is not None:
            enrolment, is_new = seat_imported(
                user=person.user, cohort=cohort, now=self.now, newcomer=person.is_new
            )
            self.result.new_enrolments += is_new
            self.result.withdrawn += not enrolment.is_seated

    def connect(self, person: ImportedPerson, named: Mapping[str, Channel], row: PersonRow) -> None:
        """Name the channel as this person's, unless they have chosen for themselves."""
        if row.address is None:
            return
        looked_up = self.channels[row.address]
        if isinstance(looked_up, ConnectError):
            raise looked_up
        channel = named.get(looked_up)
        if channel is None:  # taken off by the only person who had it, since it was looked up
            raise ConnectError(_("Please look the channel up once more."), "gone")
        try:
            self.result.channels += connect_by_file(
                user=person.user,
                channel=channel,
                address=row.address,
                ages=self.ages,
                newcomer=person.is_new,
                now=self.now,
            )
        except ChoiceMade as choice:
            # The look-up takes a while, and the person may have chosen meanwhile.
            notice = Fact(Kind.CHANNEL_CHOSEN, row.line, channel_left_aside(choice.current))
            self.result.notices.append(notice)


def _create_cohort(slug: str, *, weeks: int, now: datetime) -> Cohort:
    """A cohort without limit of seats that begins today; staff fill in the rest."""
    today = site_day(now)
    return Cohort.objects.create(
        name=slug.replace("-", " ").title(),
        slug=slug,
        starts_on=today,
        ends_on=today + timedelta(weeks=weeks),
        enrolment=Cohort.EnrolmentMode.APPROVAL,
    )
