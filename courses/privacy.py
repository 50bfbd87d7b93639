"""What the learning domain hands out and erases when a person asks for it."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from operator import attrgetter

from accounts import privacy
from accounts.models import User
from courses.models import tickable_items


def register_handlers() -> None:
    privacy.register("courses", export=export, erase=erase)


def export(user: User) -> dict:
    """Enrolments, lesson progress, ticks and learning days as JSON-ready values, times in ISO 8601."""
    enrolments = user.enrolments.select_related("cohort")
    progress = user.lesson_progress.select_related("lesson")
    return {
        "enrolments": [
            {
                "cohort": row.cohort.slug,
                "status": row.status,
                "applied_at": row.applied_at.isoformat(),
                "enrolled_at": row.enrolled_at and row.enrolled_at.isoformat(),
                "completed_at": row.completed_at and row.completed_at.isoformat(),
                "withdrawn_at": row.withdrawn_at and row.withdrawn_at.isoformat(),
                "withdrawal_reason": row.withdrawal_reason,
            }
            for row in enrolments
        ],
        "lessons": [
            {
                "lesson": row.lesson.title,
                "started_at": row.started_at.isoformat(),
                "completed_at": row.completed_at and row.completed_at.isoformat(),
            }
            for row in progress
        ],
        "ticks": _ticks(user),
        "learning_days": [day.date.isoformat() for day in user.learning_days.order_by("date")],
    }


def _ticks(user: User) -> list[dict]:
    """Words of each ticked box, null where the lesson has it no more."""
    told = []
    ticks = user.lesson_ticks.select_related("lesson").order_by("lesson_id", "pk")
    for lesson, rows in groupby(ticks, attrgetter("lesson")):
        words = tickable_items(lesson)
        told += [{"lesson": lesson.title, "item": words.get(row.item)} for row in rows]
    return told


def erase(user: User, now: datetime) -> None:
    """Take the name out of the log. Enrolments, with their seats, and what was learned and
    ticked go with the account.
    """
    privacy.forget_in_log(user.enrolments.all())
