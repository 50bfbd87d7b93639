"""What cohorts hand out and erase when a person asks for it."""

from __future__ import annotations

from datetime import datetime

from accounts import privacy
from accounts.models import User


def export(user: User) -> dict:
    """Enrolments as JSON-ready values, times in ISO 8601."""
    enrolments = user.enrolments.select_related("cohort")
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
    }


def erase(user: User, now: datetime) -> None:
    """Take the name out of the log. Enrolments, with their seats, go with the account."""
    privacy.forget_in_log(user.enrolments.all())
