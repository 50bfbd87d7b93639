"""A hundred and twenty days in one process: each night the sync, each day what people did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from accounts.models import Region, User
from accounts.people import create_imported_person
from cohorts.enrolling import approve, enrol, seat_imported, withdraw
from cohorts.models import Cohort, Enrolment
from courses.models import LessonPage
from demo import sandbox_control
from demo.cohorts import BRANTAS, COHORTS, KAWI, consent
from demo.learning import Event, learn, moment, plan
from demo.person import HISTORY_DAYS, Person
from design.site_time import site_day
from youtube_integration.addresses import parse_channel_address
from youtube_integration.connecting import client, connect_by_url, connect_owned, look_up
from youtube_integration.models import Channel, ChannelConnection
from youtube_integration.retaining import purge
from youtube_integration.syncing import sync_channels

#: Minutes after midnight: 03.30 is when the scheduler syncs.
NIGHT = 3 * 60 + 30
MORNING, FORENOON, NOON, EVENING = 8 * 60, 10 * 60, 12 * 60 + 20, 18 * 60

#: The day on which Brantas has no seat left, and who gets the first that comes free.
FULL = BRANTAS.starts - 2
PROMOTED = "umi"

Act = Callable[[datetime], None]


class SyncLeftOver(Exception):
    """A night's sync did not do all that was due; the text says why."""


class History:
    """What happens on which day, and the clock that walks through it."""

    def __init__(self, people: tuple[Person, ...], today: date, manager: User) -> None:
        self.people = people
        self.today = today
        self.manager = manager
        self.now = moment(today, -HISTORY_DAYS, NIGHT)
        self.users: dict[str, User] = {}
        self._seen: dict[str, datetime] = {}
        self._regions = {region.kelurahan: region for region in Region.objects.all()}
        self._cohorts = {plan.slug: Cohort.objects.get(slug=plan.slug) for plan in COHORTS}
        self._lessons = {
            slug: list(LessonPage.objects.of_courses(cohort.courses))
            for slug, cohort in self._cohorts.items()
        }
        self._acts: dict[int, list[tuple[int, Act]]] = defaultdict(list)
        self._youtube = client(now=lambda: self.now, interactive=True)
        for index, person in enumerate(people):
            self._plan(person, index)

    def run(self, progress: Callable[[int], None] | None = None) -> None:
        """Live every day from the first until yesterday; `progress` gets the number of days done."""
        for number in range(HISTORY_DAYS):
            self.live(number - HISTORY_DAYS)
            if progress:
                progress(number + 1)
        self._note_logins()

    def live(self, day: int) -> None:
        """One day: the night's sync and forgetting, then what people did, in order of time."""
        sandbox_control.set_day(self.today + timedelta(days=day))
        self.now = moment(self.today, day, NIGHT)
        result = sync_channels(client=self._youtube, now=lambda: self.now)
        if not result.is_complete:
            raise SyncLeftOver(f"day {day}: {result.last_line} {result.message}")
        purge(now=self.now + timedelta(hours=1))
        for minute, act in sorted(self._acts.pop(day, []), key=lambda planned: planned[0]):
            self.now = moment(self.today, day, minute)
            act(self.now)

    # --- what is going to happen ---

    def _at(self, day: int, minute: int, act: Act) -> None:
        self._acts[day].append((minute, act))

    def _plan(self, person: Person, index: int) -> None:
        joined = self._joins_on(person, index)
        self._at(joined, MORNING + index, lambda now: self._join(person, now))
        begins = self._plan_seat(person, joined, index)
        if person.channel is not None:
            day = max(person.channel.connected, joined)
            self._at(day, NOON + index, lambda now: self._connect(person, now))
            if person.channel.refused is not None:
                self._at(person.channel.refused, FORENOON, lambda now: self._refuse(person, now))
        if person.withdrew is not None:
            self._at(person.withdrew, EVENING, lambda now: self._withdraw(person, now))
        self._plan_learning(person, begins)

    def _joins_on(self, person: Person, index: int) -> int:
        """Kawi takes people in for six days; Brantas fills up in the order of the list."""
        if not person.came_in:
            return (KAWI if person.cohort == "kawi" else BRANTAS).starts - 3
        if person.cohort == "kawi":
            return KAWI.starts - 7 + index % 5
        if person.state == "waiting" or person.key == PROMOTED:
            return FULL
        connects = person.channel.connected if person.channel else FULL
        return connects if connects < FULL else BRANTAS.starts - 12 + index % 9

    def _plan_seat(self, person: Person, joined: int, index: int) -> int:
        """The day from which the person learns."""
        if not person.came_in:
            self._at(joined, FORENOON + index, lambda now: self._seat_imported(person, now))
            return joined
        self._at(joined, FORENOON + index, lambda now: self._enrol(person, now))
        if person.cohort == "kawi":
            self._at(KAWI.starts - 1, FORENOON + index, lambda now: self._approve(person, now))
        return KAWI.starts if person.cohort == "kawi" else max(BRANTAS.starts, joined)

    def _plan_learning(self, person: Person, begins: int) -> None:
        lessons = self._lessons[person.cohort]
        if person.state == "waiting":
            return
        if person.key == PROMOTED:
            left = [each.withdrew for each in self.people if _leaves_brantas(each)]
            begins = max(day for day in left if day is not None) + 1
        for event in plan(person, first_day=begins, lessons=len(lessons)):
            lesson = lessons[event.lesson]
            self._at(
                event.day,
                event.minute,
                partial(self._learn, person, event, lesson),
            )

    # --- how it happens: by the acts of the product ---

    def _join(self, person: Person, now: datetime) -> None:
        user = create_imported_person(
            email=person.email,
            name=person.name,
            actor=None,
            now=now,
            birth_year=self.today.year - person.age - 1,
            gender=person.gender,
            region=self._regions[person.kelurahan],
        ).user
        self.users[person.key] = user
        if person.came_in:
            consent(user, now=now)
            self._seen[person.key] = now
        if person.guardian:
            user.profile.record_guardian(name=person.guardian, on=site_day(now), by=self.manager)
            user.profile.save()

    def _enrol(self, person: Person, now: datetime) -> None:
        enrol(user=self.users[person.key], cohort=self._cohorts[person.cohort], now=now)

    def _seat_imported(self, person: Person, now: datetime) -> None:
        cohort = self._cohorts[person.cohort]
        seat_imported(user=self.users[person.key], cohort=cohort, now=now)

    def _approve(self, person: Person, now: datetime) -> None:
        approve(enrolment=self._enrolment(person), now=now)

    def _withdraw(self, person: Person, now: datetime) -> None:
        withdraw(enrolment=self._enrolment(person), reason=person.reason, now=now)

    def _enrolment(self, person: Person) -> Enrolment:
        return Enrolment.objects.get(user=self.users[person.key], cohort__slug=person.cohort)

    def _connect(self, person: Person, now: datetime) -> None:
        address = parse_channel_address(f"https://www.youtube.com/@{person.handle}")
        record = look_up(address, client=self._youtube, now=now)
        user, channel = self.users[person.key], Channel.objects.get(pk=record.channel_id)
        if person.channel is not None and person.channel.kind == "oauth":
            connect_owned(user=user, channel=channel, now=now)
        else:
            connect_by_url(user=user, channel=channel, address=address, now=now)
        self._seen[person.key] = now

    def _refuse(self, person: Person, now: datetime) -> None:
        """What Kanal notes when Google refuses an owner's token (`invalid_grant`)."""
        opened = ChannelConnection.objects.open().filter(user=self.users[person.key])
        opened.update(needs_reconnect_since=now)

    def _learn(self, person: Person, event: Event, lesson: LessonPage, now: datetime) -> None:
        learn(self.users[person.key], event, lesson, now=now)
        self._seen[person.key] = now

    def _note_logins(self) -> None:
        """Who came in was last here with the last thing they did."""
        for key, seen in self._seen.items():
            User.objects.filter(pk=self.users[key].pk).update(last_login=seen)


def _leaves_brantas(person: Person) -> bool:
    return person.cohort == BRANTAS.slug and person.withdrew is not None
