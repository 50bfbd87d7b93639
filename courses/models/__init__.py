"""Every model of the learning domain, importable from here."""

from courses.models.catalogue import (
    CourseIndexPage,
    CoursePage,
    LessonPage,
    Level,
    ModulePage,
    Track,
)
from courses.models.channel_progress import BaselineState, ChannelProgress, kept_history
from courses.models.cohorts import Cohort, CohortCourse, CohortSettings, FormerSlug
from courses.models.enrolments import Enrolment, EnrolmentWish
from courses.models.progress import LearningDay, LessonProgress
from courses.models.ticks import LessonTick, tickable_items

__all__ = [
    "BaselineState",
    "ChannelProgress",
    "Cohort",
    "CohortCourse",
    "CohortSettings",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "EnrolmentWish",
    "FormerSlug",
    "LearningDay",
    "LessonPage",
    "LessonProgress",
    "LessonTick",
    "Level",
    "ModulePage",
    "Track",
    "kept_history",
    "tickable_items",
]
