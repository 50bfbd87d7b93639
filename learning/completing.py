"""Beginning, keeping the reading position in, and completing lessons; two requests at once make one row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from cohorts.enrolling import EnrolmentError
from cohorts.models import Enrolment
from cohorts.models.enrolments import EnrolmentQuerySet
from courses.models import CoursePage, LessonPage
from design.site_time import site_day
from learning.counting import note_event, note_mark, recount_enrolments
from learning.models import LearningDay, LessonProgress
from learning.models.lesson_counts import finished


def note_opened(
    *, user: User, lesson: LessonPage, known: LessonProgress | None, now: datetime
) -> LessonProgress:
    """As `begin_lesson`, but it writes only what is news: a reload within minutes is none.

    `known` is the person's row as it stood at the beginning of the request, if there was one.
    """
    if known is not None and not known.says_something_new(now):
        return known
    return begin_lesson(user=user, lesson=lesson, now=now)


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
    if progress.last_at == now:
        note_event(user=user, lesson=lesson, started_at=progress.started_at, last_at=now)
    LearningDay.note(user, site_day(now))
    return progress


@transaction.atomic
def save_reading_position(
    *, user: User, lesson: LessonPage, position: str, now: datetime
) -> LessonProgress:
    """Remember the body block last read."""
    progress = begin_lesson(user=user, lesson=lesson, now=now)
    progress.reading_position = position[
        : LessonProgress._meta.get_field("reading_position").max_length
    ]
    progress.save(update_fields=["reading_position"])
    return progress


@transaction.atomic
def complete_lesson(*, user: User, lesson: LessonPage, now: datetime) -> LessonProgress:
    """Mark a lesson as done; the first time stays. May complete enrolments on the way."""
    progress = begin_lesson(user=user, lesson=lesson, now=now)
    if progress.completed_at is None:
        # Two machines' clocks differ: nothing is done before it was begun.
        progress.completed_at = max(now, progress.started_at)
        progress.completed_by = LessonProgress.By.SELF
        progress.save(update_fields=["completed_at", "completed_by"])
    note_mark(user=user, lesson=lesson)
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
    note_mark(user=user, lesson=lesson)
    return progress


@transaction.atomic
def complete_enrolments(*, enrolments: EnrolmentQuerySet, now: datetime) -> int:
    """Complete each active one whose lessons are all done; returns how many.

    Called by acts of the person alone: what an editor hides or deletes completes nobody, since it
    may come back and a completion does not go; nor does a seat given to somebody who is through.
    """
    active = enrolments.filter(status=Enrolment.Status.ACTIVE)
    done = list(finished(active, now).order_by().values_list("pk", flat=True))
    # Asked again: somebody may have left in between.
    still = Enrolment.objects.filter(pk__in=done, status=Enrolment.Status.ACTIVE)
    # Two machines' clocks differ: nobody is through before they had a seat.
    not_before = Greatest("enrolled_at", Value(now, output_field=DateTimeField()))
    return still.update(status=Enrolment.Status.COMPLETED, completed_at=not_before) if done else 0


class CompletionError(EnrolmentError):
    """A completion that the rules refuse; `str()` is a sentence for who asked."""


@transaction.atomic
def finish_cohort(*, enrolment: Enrolment, now: datetime) -> Enrolment:
    """The person says that they are through, where the last lesson left was taken away.

    Finishing twice changes nothing. Raises CompletionError while something is still to do.
    """
    own = Enrolment.objects.filter(pk=enrolment.pk)
    recount_enrolments(own)
    if not complete_enrolments(enrolments=own, now=now):
        enrolment.refresh_from_db()
        if enrolment.status != Enrolment.Status.COMPLETED:
            raise CompletionError(_("There are lessons left to do, or still to come."))
    enrolment.refresh_from_db()
    return enrolment


@transaction.atomic
def complete_by_staff(
    *, enrolment: Enrolment, reason: str, actor: User, now: datetime
) -> Enrolment:
    """Complete somebody whatever their lessons say; who did it and why is in the log.

    Completing twice changes nothing. Raises CompletionError for anybody who is not active.
    """
    user = User.objects.locked(enrolment.user_id)
    row = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if row.status == Enrolment.Status.COMPLETED:
        return row
    if row.status != Enrolment.Status.ACTIVE or not user.is_active:
        raise CompletionError(_("Only somebody who learns in the cohort can be completed."))
    row.status = Enrolment.Status.COMPLETED
    row.completed_at = max(now, row.enrolled_at)
    row.save(update_fields=["status", "completed_at"])
    log(instance=row, action="learning.complete", user=actor, data={"reason": reason})
    return row


@transaction.atomic
def take_completion_back(
    *, enrolment: Enrolment, reason: str, actor: User, now: datetime
) -> Enrolment:
    """Somebody learns on: the seat stays theirs; who did it and why is in the log.

    Taking back twice changes nothing. Raises CompletionError for anybody who has left.
    """
    user = User.objects.locked(enrolment.user_id)
    row = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if row.status == Enrolment.Status.ACTIVE:
        return row
    if row.status != Enrolment.Status.COMPLETED or not user.is_active:
        raise CompletionError(_("Only the completion of an open account can be taken back."))
    row.status, row.completed_at = Enrolment.Status.ACTIVE, None
    row.save(update_fields=["status", "completed_at"])
    log(instance=row, action="learning.take_back", user=actor, data={"reason": reason})
    return row
