"""Every model of what is taught, importable from here."""

from courses.models.pages import CourseIndexPage, CoursePage, LessonPage, Level, ModulePage
from courses.models.tracks import Track

__all__ = ["CourseIndexPage", "CoursePage", "LessonPage", "Level", "ModulePage", "Track"]
