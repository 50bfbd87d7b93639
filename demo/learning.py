"""When each person of the demo learned what: a plan made by chance that is always the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from accounts.models import User
from courses.models import LessonPage
from demo.person import Person
from design.site_time import site_moment
from learning.completing import begin_lesson, complete_lesson, save_reading_position

#: Evenings are when people learn: hour of the site's day and its weight.
HOURS = ((6, 1), (10, 1), (13, 2), (16, 2), (19, 4), (20, 4), (21, 2))
LESSON_MINUTES = (9, 16)


@dataclass(frozen=True, slots=True)
class Event:
    """On `day` (counted from today) a lesson, by its place in the outline, is completed or read."""

    day: int
    minute: int
    lesson: int
    completes: bool


def plan(person: Person, *, first_day: int, lessons: int) -> list[Event]:
    """All that a person learns, in order of time; `lessons` is how many there are to be read."""
    draw = Random(f"learning {person.key}")
    events = _completions(person, first_day, draw)
    if person.came_in and person.state in {"active", "withdrawn"} and person.lessons < lessons:
        # The next one is begun: that is where "continue" leads.
        events.append(Event(person.last_day, 23 * 60, person.lessons, completes=False))
    for day in person.visits:
        events.append(Event(day, _minute(draw), draw.randrange(lessons), completes=False))
    return sorted(events, key=lambda event: (event.day, event.minute))


def _completions(person: Person, first_day: int, draw: Random) -> list[Event]:
    events: list[Event] = []
    days = _days(person, first_day, draw)
    per_day = {day: [n for n, at in enumerate(days) if at == day] for day in set(days)}
    for day, numbers in per_day.items():
        minute = _minute(draw)
        for number in numbers:
            events.append(Event(day, minute, number, completes=True))
            minute += draw.randint(*LESSON_MINUTES)
    return events


def _days(person: Person, first_day: int, draw: Random) -> list[int]:
    """The day of each lesson: about evenly over the time, the last one on the last day."""
    if not person.lessons:
        return []
    length = person.last_day - first_day
    planned = [
        first_day + round(length * (number + draw.uniform(0, 0.8)) / person.lessons)
        for number in range(person.lessons - 1)
    ]
    return [*sorted(min(day, person.last_day) for day in planned), person.last_day]


def _minute(draw: Random) -> int:
    hour = draw.choices([hour for hour, _ in HOURS], [weight for _, weight in HOURS])[0]
    return hour * 60 + draw.randrange(45)


def moment(today: date, day: int, minute: int) -> datetime:
    """A minute of the site's day that lies `day` days from today."""
    return site_moment(today + timedelta(days=day), time(*divmod(minute, 60)))


def learn(user: User, event: Event, lesson: LessonPage, *, now: datetime) -> None:
    """Let the event happen."""
    if event.completes:
        minutes = timedelta(minutes=lesson.minutes)
        begin_lesson(user=user, lesson=lesson, now=now - minutes)
        complete_lesson(user=user, lesson=lesson, now=now)
    elif lesson.body:
        position = lesson.body[len(lesson.body) // 2].id
        save_reading_position(user=user, lesson=lesson, position=position, now=now)
    else:
        begin_lesson(user=user, lesson=lesson, now=now)
