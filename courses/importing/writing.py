"""Looking channels up, then writing every person of a checked file in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AgeSettings, User
from accounts.people import create_imported_person
from accounts.site_time import site_day
from courses.enrolling import EnrolmentError, seat_imported
from courses.importing.checking import PersonRow, Plan, channel_kept, check_rows
from courses.importing.problems import ImportRefused, Problem
from courses.importing.reading import read_rows
from courses.models import Cohort, CohortSettings
from youtube_integration.addresses import ChannelAddress
from youtube_integration.connecting import (
    ChoiceMade,
    ConnectError,
    LedgeredClient,
    YouTubeError,
    connect_by_file,
    look_up_many,
)
from youtube_integration.models import Channel
from youtube_integration.trouble import trouble_in_words


@dataclass
class ImportResult:
    """What an import changed, and what it left alone because a person had decided otherwise."""

    people: int = 0
    new_people: int = 0
    new_enrolments: int = 0
    new_cohorts: int = 0
    channels: int = 0
    withdrawn: int = 0
    unknown_ages: int = 0
    notices: list[Problem] = field(default_factory=list)


def plan_import(data: bytes, *, create_cohorts: bool, now: datetime) -> Plan:
    """Read and check a file without looking anything up; raises ImportRefused if unreadable."""
    return check_rows(read_rows(data), create_cohorts=create_cohorts, now=now)


def import_people(
    data: bytes,
    *,
    client: LedgeredClient,
    create_cohorts: bool,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> ImportResult:
    """Import a file: people, active enrolments and channels by address, all or nothing.

    Every cell is checked before anything is looked up, and every channel looked up before the
    first person is written, so no transaction waits for YouTube. Sending a file twice changes
    nothing the second time. Raises ImportRefused with each problem and its line.
    """
    plan = plan_import(data, create_cohorts=create_cohorts, now=now)
    if plan.problems:
        raise ImportRefused(plan.problems)
    channels = _look_up(plan.rows, client=client, now=now, progress=progress)
    return _write(plan, channels, now=now)


def _look_up(
    rows: list[PersonRow],
    *,
    client: LedgeredClient,
    now: datetime,
    progress: Callable[[int], None] | None,
) -> dict[ChannelAddress, str]:
    """Channel ids by address. An outage is said to be one, never an unknown channel."""
    wanted = [row.address for row in rows if row.address is not None]
    try:
        found = look_up_many(wanted, client=client, now=now, progress=progress)
    except YouTubeError as error:
        raise ImportRefused([not_asked(error)]) from error
    problems = [
        Problem(f"channel: {found[row.address].message}", row.line)
        for row in rows
        if row.address is not None and isinstance(found[row.address], ConnectError)
    ]
    if problems:
        raise ImportRefused(problems)
    return {address: record.channel_id for address, record in found.items()}


def not_asked(error: Exception) -> Problem:
    """Why YouTube gave no answer, as a problem of the whole file."""
    trouble = trouble_in_words(error)
    return Problem(_("%(trouble)s Nothing was imported.") % {"trouble": trouble})


@transaction.atomic
def _write(plan: Plan, channels: dict[ChannelAddress, str], *, now: datetime) -> ImportResult:
    result = ImportResult(
        new_people=plan.new_people, unknown_ages=plan.unknown_ages, notices=[*plan.notices]
    )
    cohorts = {cohort.slug: cohort for cohort in Cohort.objects.all()}
    for slug in plan.new_cohorts:
        cohorts[slug] = _create_cohort(slug, now=now)
        result.new_cohorts += 1
    named = Channel.objects.in_bulk(set(channels.values()))
    found = {address: named.get(key) for address, key in channels.items()}
    ages = AgeSettings.current()
    problems = []
    for row in plan.rows:
        try:
            user, is_new = _write_person(row, cohorts.get(row.cohort), result, now=now)
            if row.address is not None:
                channel = found[row.address]
                _connect(user, channel, row.line, result, ages=ages, newcomer=is_new, now=now)
        except (EnrolmentError, ConnectError) as error:
            problems.append(Problem(str(error), row.line))
    if problems:
        raise ImportRefused(problems)
    return result


def _write_person(
    row: PersonRow, cohort: Cohort | None, result: ImportResult, *, now: datetime
) -> tuple[User, bool]:
    user, is_new = create_imported_person(
        email=row.email,
        name=row.name,
        now=now,
        phone=row.phone,
        birth_year=row.birth_year,
        gender=row.gender,
        region=row.region,
    )
    result.people += 1
    if cohort is not None:
        enrolment, is_seat_new = seat_imported(user=user, cohort=cohort, now=now, newcomer=is_new)
        result.new_enrolments += is_seat_new
        result.withdrawn += not enrolment.is_seated
    return user, is_new


def _connect(
    user: User,
    channel: Channel | None,
    line: int,
    result: ImportResult,
    *,
    ages: AgeSettings,
    newcomer: bool,
    now: datetime,
) -> None:
    """Name the channel as this person's, unless they have chosen for themselves."""
    if channel is None:  # taken off by the only person who had it, since it was looked up
        raise ConnectError(_("Please look the channel up once more."), "gone")
    try:
        result.channels += connect_by_file(
            user=user, channel=channel, ages=ages, newcomer=newcomer, now=now
        )
    except ChoiceMade as choice:
        # The look-up takes a while, and the person may have chosen meanwhile.
        result.notices.append(Problem(channel_kept(choice.current), line))


def _create_cohort(slug: str, *, now: datetime) -> Cohort:
    """A cohort without limit of seats that begins today; staff fill in the rest."""
    today = site_day(now)
    weeks = CohortSettings.current().weeks
    return Cohort.objects.create(
        name=slug.replace("-", " ").title(),
        slug=slug,
        starts_on=today,
        ends_on=today + timedelta(weeks=weeks),
        enrolment=Cohort.Door.APPROVAL,
    )
