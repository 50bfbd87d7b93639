"""Ticking boxes of a lesson's checklists; each change stands alone, so that two devices undo nothing."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.models import LessonPage
from learning.models import LessonTick, tickable_items


class TickError(Exception):
    """A tick that the lesson has no box for; `str()` is a sentence for who asked."""


@transaction.atomic
def save_ticks(
    *, user: User, lesson: LessonPage, ticked: Collection[str], unticked: Collection[str]
) -> None:
    """Tick and untick these items, and leave all others as they are; twice changes nothing.

    Raises TickError, and keeps none, where the lesson as it is now lacks one of them.
    """
    if not {*ticked, *unticked} <= tickable_items(lesson).keys():
        raise TickError(_("This lesson has changed since you opened it: no tick was kept."))
    ticks = LessonTick.objects
    ticks.bulk_create(
        [LessonTick(user=user, lesson=lesson, item=item) for item in sorted(ticked)],
        ignore_conflicts=True,
    )
    ticks.of(user, lesson).filter(item__in=unticked).delete()
