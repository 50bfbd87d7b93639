"""Every model of what a trainee does, importable from here."""

from learning.models.progress import LearningDay, LessonProgress
from learning.models.ticks import LessonTick, tickable_items

__all__ = ["LearningDay", "LessonProgress", "LessonTick", "tickable_items"]
