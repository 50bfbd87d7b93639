"""What is taught: tracks, courses, modules, lessons."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.content_version import watch
        from courses.models import Track

        watch(Track)
        declare_roles()


def declare_roles() -> None:
    """Who writes lessons, and who keeps the tracks."""
    from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS, register_role

    tracks = [f"courses.{act}_track" for act in ("add", "change", "delete", "view")]
    # "add" alone: their own pages are those they created; publishing goes through the workflow.
    register_role(
        INSTRUCTORS,
        ["courses.view_track"],
        page_permissions=[(course_indexes, ["add_page"])],
    )
    register_role(MANAGERS, ["courses.view_track"])
    register_role(ADMINISTRATORS, tracks)


def course_indexes() -> QuerySet:
    from courses.models import CourseIndexPage

    return CourseIndexPage.objects.all()
