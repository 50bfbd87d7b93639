"""Who may read and do what: each rule is a predicate and the list filter made from it."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from cohorts.models import CohortCourse, Enrolment
from courses.models import LessonPage

Person = User | AnonymousUser


def courses_open_to(user: Person) -> set[str]:
    """Tree paths of the courses that this person's seats open (one query)."""
    if not user.is_authenticated:
        return set()
    seated = Enrolment.objects.seated().filter(user=user)
    rows = CohortCourse.objects.filter(cohort__in=seated.values("cohort"))
    return set(rows.values_list("course__path", flat=True))


def person_may_read_every_lesson(user: Person) -> bool:
    """Staff of the programme read all of it: whoever may enter the admin."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def person_may_read_lesson(user: Person, lesson: LessonPage) -> bool:
    """Previews are for everybody; the rest for seats in a cohort that teaches the course."""
    if lesson.preview or person_may_read_every_lesson(user):
        return True
    return lesson.course_path in courses_open_to(user)


def person_may_mark_lesson(user: Person, lesson: LessonPage) -> bool:
    """Progress is kept for trainees: whoever has a seat, and readers of a preview.

    Staff who proof-read leave none, or nobody could delete a lesson that was looked at.
    """
    if not user.is_authenticated:
        return False
    if lesson.course_path in courses_open_to(user):
        return True
    return lesson.preview and not person_may_read_every_lesson(user)


def readable_lessons(user: Person, lessons: list[LessonPage]) -> set[int]:
    """Ids of those lessons that `person_may_read_lesson` allows (a constant number of queries)."""
    if person_may_read_every_lesson(user):
        return {lesson.pk for lesson in lessons}
    open_paths = courses_open_to(user)
    return {lesson.pk for lesson in lessons if lesson.preview or lesson.course_path in open_paths}


def person_may_manage_enrolments(user: Person) -> bool:
    return user.is_authenticated and user.has_perm("cohorts.change_enrolment")


def person_may_import_trainees(user: Person) -> bool:
    return user.is_authenticated and user.has_perm("cohorts.import_enrolment")
