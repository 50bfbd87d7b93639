"""Reading positions as parts of addresses: every block of a lesson's body has its anchor."""

from __future__ import annotations

from courses.models import LessonPage
from courses.outline import LessonEntry
from learning.models import LessonProgress


def anchor_of(block_id: str) -> str:
    """Id of a block on the page; letters first, since some block ids begin with a digit."""
    return f"b-{block_id}"


def url_at_position(url: str, position: str) -> str:
    """The lesson's address, at the reading position where one is stored."""
    return f"{url}#{anchor_of(position)}" if position else url


def resume_anchor(lesson: LessonPage, progress: LessonProgress | None) -> str:
    """Where the page says to go on; "" where it begins at its beginning."""
    position = resume_position(lesson, progress)
    return anchor_of(position) if position else ""


def resume_position(lesson: LessonPage | LessonEntry, progress: LessonProgress | None) -> str:
    """The stored position while it makes sense: in the body still, and beyond its beginning."""
    if progress is None or progress.completed_at is not None:
        return ""
    return progress.reading_position if progress.reading_position in lesson.block_ids[1:] else ""
