"""What learning hands out and erases when a person asks for it."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from operator import attrgetter

from accounts.models import User
from learning.models import tickable_items


def export(user: User) -> dict:
    """Lesson progress, ticks and learning days as JSON-ready values, times in ISO 8601."""
    progress = user.lesson_progress.select_related("lesson")
    return {
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
    exported = []
    ticks = user.lesson_ticks.select_related("lesson").order_by("lesson_id", "pk")
    for lesson, rows in groupby(ticks, attrgetter("lesson")):
        words = tickable_items(lesson)
        exported += [{"lesson": lesson.title, "item": words.get(row.item)} for row in rows]
    return exported


def erase(user: User, now: datetime) -> None:
    """Nothing beside the rows, which go with the account."""
