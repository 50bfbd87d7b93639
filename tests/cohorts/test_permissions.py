"""One rule as predicate and as list filter."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from accounts.roles import INSTRUCTORS, MANAGERS
from cohorts import permissions
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("trait", "reads"),
    [("", True), ("completed", True), ("applied", False), ("waiting", False), ("withdrawn", False)],
)
def test_a_seat_opens_the_lessons_of_the_cohorts_courses_and_no_others(
    trait: str, reads: bool
) -> None:
    taught, other = CourseFactory(lessons=(1,)), CourseFactory(lessons=(1,))
    traits = {trait: True} if trait else {}
    person = EnrolmentFactory(cohort=CohortFactory(courses=[taught]), **traits).user
    lessons = [*taught.lessons, *other.lessons]
    assert [permissions.person_may_read_lesson(person, lesson) for lesson in lessons] == [
        reads,
        False,
    ]
    filtered = permissions.readable_lessons(person, lessons)
    assert filtered == {
        each.pk for each in lessons if permissions.person_may_read_lesson(person, each)
    }
    assert [permissions.person_may_mark_lesson(person, lesson) for lesson in lessons] == [
        reads,
        False,
    ]


def test_a_visitor_reads_previews_and_marks_nothing() -> None:
    free, closed = LessonFactory(free=True), LessonFactory()
    visitor = AnonymousUser()
    assert permissions.readable_lessons(visitor, [free, closed]) == {free.pk}
    assert not permissions.person_may_mark_lesson(visitor, free)


def test_who_proof_reads_leaves_no_progress_and_who_learns_does() -> None:
    free, closed = LessonFactory(free=True), LessonFactory()
    boss, teacher = UserFactory(superuser=True), UserFactory(role=INSTRUCTORS)
    for reader in (boss, teacher):
        assert permissions.person_may_read_lesson(reader, closed)
        assert not permissions.person_may_mark_lesson(reader, closed)
        assert not permissions.person_may_mark_lesson(reader, free)
    assert permissions.person_may_mark_lesson(UserFactory(), free)
    EnrolmentFactory(user=teacher, cohort=CohortFactory(courses=[closed.course]))
    assert permissions.person_may_mark_lesson(teacher, closed)


def test_staff_read_all_and_only_managers_manage_people() -> None:
    lesson = LessonFactory()
    teacher, manager = UserFactory(role=INSTRUCTORS), UserFactory(role=MANAGERS)
    assert permissions.readable_lessons(teacher, [lesson]) == {lesson.pk}
    assert permissions.person_may_manage_enrolments(manager)
    assert permissions.person_may_import_trainees(manager)
    assert not permissions.person_may_manage_enrolments(teacher)
    assert not permissions.person_may_import_trainees(UserFactory())


@pytest.mark.parametrize(
    ("codename", "manages", "imports"),
    [
        ("view_enrolment", False, False),
        ("change_enrolment", True, False),
        ("import_enrolment", False, True),
    ],
)
def test_each_right_opens_its_own_page_for_somebody_in_no_role(
    codename: str, manages: bool, imports: bool
) -> None:
    person = UserFactory()
    person.user_permissions.add(Permission.objects.get(codename=codename))
    assert permissions.person_may_manage_enrolments(person) is manages
    assert permissions.person_may_import_trainees(person) is imports


def test_an_instructor_edits_their_own_pages_alone_and_publishes_none() -> None:
    wulan, other = UserFactory(role=INSTRUCTORS), UserFactory(role=INSTRUCTORS)
    own, draft, theirs = (
        LessonFactory(owner=wulan),
        LessonFactory(owner=wulan, draft=True),
        LessonFactory(owner=other, draft=True),
    )
    for page in (own, draft):
        may = page.permissions_for_user(wulan)
        assert may.can_edit()
        assert may.can_submit_for_moderation()
        assert not any((may.can_publish(), may.can_unpublish(), may.can_set_view_restrictions()))
    may = theirs.permissions_for_user(wulan)
    assert not any((may.can_edit(), may.can_delete(), may.can_move(), may.can_publish()))
    assert not own.permissions_for_user(wulan).can_delete(), "what is live is for administrators"
