"""What a person ticked in a lesson's checklists: it belongs to the person and the lesson."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.models.pages import LessonPage


def tickable_items(lesson: LessonPage) -> dict[str, str]:
    """Id and words of each box in the lesson's checklists, in their order."""
    return {
        box.id: box.text
        # Other blocks are left as they are stored: to unpack one reads its pictures and pages.
        for index, stored in enumerate(lesson.body.raw_data)
        if stored["type"] == "steps"
        for block in [lesson.body[index]]
        for box in block.value.boxes(block.id or "")
    }


class LessonTickQuerySet(models.QuerySet["LessonTick"]):
    def of(self, user: User, lesson: LessonPage) -> LessonTickQuerySet:
        return self.filter(user=user, lesson=lesson)

    def items(self) -> set[str]:
        return set(self.values_list("item", flat=True))


class LessonTick(models.Model):
    """A ticked box: the row is the tick. `item` is the id of the list's item in the body.

    A box that an editor takes away leaves its row, so that it is ticked still when it comes back.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="lesson_ticks")
    # Unlike progress it keeps no lesson from being deleted: without its boxes it says nothing.
    lesson = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="ticks")
    item = models.CharField(_("item"), max_length=80)

    objects = LessonTickQuerySet.as_manager()

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "lesson", "item"], name="one_tick_per_person_and_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.lesson}, {self.item}"
