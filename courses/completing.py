"""Beginning, keeping a place in, and completing lessons; two requests at once make one row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.site_time import site_day
from courses.models import CoursePage, Enrolment, LearningDay, LessonPage, LessonProgress
from courses.models.enrolments import EnrolmentQuerySet


@transaction.atomic
def begin_lesson(*, user: User, lesson: LessonPage, now: datetime) -> LessonProgress:
    """The person opened the lesson: the first time is kept, later ones only move `last_at`."""
    LessonProgress.objects.bulk_create(
        [LessonProgress(user=user, lesson=lesson, started_at=now, last_at=now)],
        ignore_conflicts=True,
    )
    progress = LessonProgress.objects.select_for_update().get(user=user, lesson=lesson)
    if progress.last_at < now:
        progress.last_at = now
        progress.save(update_fields=["last_at"])
    LearningDay.note(user, site_day(now))
    return progress


@transaction.atomic
def keep_place(*, user: User, lesson: LessonPage, place: str, now: datetime) -> LessonProgress:
    """Remember the body block last read."""
    progress = begin_lesson(user=user, lesson=lesson, now=now)
    progress.place = place[: LessonProgress._meta.get_field("place").max_length]
    progress.save(update_fields=["place"])
    return progress


@transaction.atomic
def complete_lesson(
    *,
    user: User,
    lesson: LessonPage,
    now: datetime,
    by: LessonProgress.By = LessonProgress.By.SELF,
) -> LessonProgress:
    """Mark a lesson as done; the first time stays. May complete enrolments on the way."""
    progress = begin_lesson(user=user, lesson=lesson, now=now)
    if progress.completed_at is None:
        progress.completed_at = now
        progress.completed_by = by
        progress.save(update_fields=["completed_at", "completed_by"])
    taught = CoursePage.objects.filter(path=lesson.course_path)
    complete_enrolments(enrolments=user.enrolments.taught(taught), now=now)
    return progress


@transaction.atomic
def reopen_lesson(*, user: User, lesson: LessonPage, now: datetime) -> LessonProgress:
    """Take a mark back that was made by mistake; a completed enrolment stays completed."""
    progress = begin_lesson(user=user, lesson=lesson, now=now)
    progress.completed_at = None
    progress.completed_by = ""
    progress.save(update_fields=["completed_at", "completed_by"])
    return progress


@transaction.atomic
def complete_enrolments(*, enrolments: EnrolmentQuerySet, now: datetime) -> int:
    """Complete each active one whose lessons are now all done; returns how many.

    Not only a mark makes the last lesson the last: a lesson may be taken out of the course, and a
    seat may come after the learning.
    """
    active = enrolments.filter(status=Enrolment.Status.ACTIVE)
    done = list(active.finished().order_by().values_list("pk", flat=True))
    # Asked again: somebody may have left in between.
    still = Enrolment.objects.filter(pk__in=done, status=Enrolment.Status.ACTIVE)
    return still.update(status=Enrolment.Status.COMPLETED, completed_at=now) if done else 0
