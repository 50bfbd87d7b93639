"""Who may read and do what: each rule is a predicate and the list filter made from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from cohorts.models import CohortCourse, Enrolment
from courses.models import LessonPage
from courses.models.pages import course_path_of

Person = User | AnonymousUser


def courses_open_to(user: Person) -> set[str]:
    """Tree paths of the courses that this person's seats open (one query)."""
    if not user.is_authenticated:
        return set()
    rows = CohortCourse.objects.filter(
        cohort__enrolments__user=user, cohort__enrolments__status__in=Enrolment.SEATED
    )
    return set(rows.order_by().values_list("course__path", flat=True))


def person_may_read_every_lesson(user: Person) -> bool:
    """Staff of the programme read all of it: whoever may enter the admin."""
    return user.is_authenticated and user.is_staff


class Lesson(Protocol):
    """A lesson page, or its line in an outline."""

    @property
    def pk(self) -> int: ...
    @property
    def path(self) -> str: ...
    @property
    def preview(self) -> bool: ...


@dataclass(frozen=True)
class Reader:
    """What one person may read and mark, decided once for a request and passed on.

    `open_paths` are the tree paths of the courses that the person's seats open.
    """

    user: Person
    open_paths: frozenset[str]

    @cached_property
    def reads_everything(self) -> bool:
        return person_may_read_every_lesson(self.user)

    def has_seat_for(self, lesson: Lesson) -> bool:
        return course_path_of(lesson) in self.open_paths

    def may_read(self, lesson: Lesson) -> bool:
        """Previews are for everybody; the rest for seats in a cohort that teaches the course."""
        return lesson.preview or self.has_seat_for(lesson) or self.reads_everything

    def may_mark(self, lesson: Lesson) -> bool:
        """Progress is kept for trainees: whoever has a seat, and readers of a preview.

        Staff who proof-read leave none, or nobody could delete a lesson that was looked at.
        """
        if not self.user.is_authenticated:
            return False
        return self.has_seat_for(lesson) or (lesson.preview and not self.reads_everything)


def reader_of(user: Person) -> Reader:
    """One query for somebody who is signed in; one or two more where only staff may read."""
    return Reader(user, frozenset(courses_open_to(user)))


def person_may_read_lesson(user: Person, lesson: LessonPage) -> bool:
    return reader_of(user).may_read(lesson)


def person_may_mark_lesson(user: Person, lesson: LessonPage) -> bool:
    return reader_of(user).may_mark(lesson)


def readable_lessons(user: Person, lessons: list[LessonPage]) -> set[int]:
    """Ids of those lessons that `person_may_read_lesson` allows (a constant number of queries)."""
    reader = reader_of(user)
    return {lesson.pk for lesson in lessons if reader.may_read(lesson)}


def person_may_manage_enrolments(user: Person) -> bool:
    return user.is_authenticated and user.has_perm("cohorts.change_enrolment")


def person_may_import_trainees(user: Person) -> bool:
    return user.is_authenticated and user.has_perm("cohorts.import_enrolment")
