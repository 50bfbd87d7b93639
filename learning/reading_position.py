"""Reading places as parts of addresses: every block of a lesson's body has its anchor."""

from __future__ import annotations

from courses.models import LessonPage
from courses.outline import LessonEntry
from learning.models import LessonProgress


def anchor_of(block_id: str) -> str:
    """Id of a block on the page; letters first, since some block ids begin with a digit."""
    return f"b-{block_id}"


def address_of_place(url: str, place: str) -> str:
    """The lesson's address, at the reading place where one is kept."""
    return f"{url}#{anchor_of(place)}" if place else url


def anchor_to_return_to(lesson: LessonPage, progress: LessonProgress | None) -> str:
    """Where the page says to go on; "" where it begins at its beginning."""
    place = place_to_return_to(lesson, progress)
    return anchor_of(place) if place else ""


def place_to_return_to(lesson: LessonPage | LessonEntry, progress: LessonProgress | None) -> str:
    """The kept place while it makes sense: in the body still, and beyond its beginning."""
    if progress is None or progress.completed_at is not None:
        return ""
    return progress.place if progress.place in lesson.block_ids[1:] else ""
