"""The learning domain: courses, cohorts, enrolments, progress."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.invitations import register_invitation_part
        from cms.offers import register_offers
        from courses import notifying, privacy, signal_handlers
        from courses.views import catalogue, learning, slates  # noqa: F401  (they serve the pages)

        register_offers("cohort", options=slates.offer_options, find=slates.find_offer)
        register_invitation_part(notifying.cohorts_of_the_invited)
        declare_roles()
        privacy.register_handlers()
        signal_handlers.connect()


def declare_roles() -> None:
    """What each role may do with courses, cohorts and enrolments."""
    from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS, register_role

    cohorts = [f"courses.{act}_cohort" for act in ("add", "change", "delete", "view")]
    enrolments = [f"courses.{act}_enrolment" for act in ("change", "view", "report", "import")]
    tracks = [f"courses.{act}_track" for act in ("add", "change", "delete", "view")]
    settings = ["courses.change_cohortsettings"]
    # "add" alone: their own pages are those they created; publishing goes through the workflow.
    register_role(
        INSTRUCTORS,
        ["courses.view_track"],
        page_permissions=[(course_indexes, ["add_page"])],
    )
    register_role(MANAGERS, [*cohorts, *enrolments, "courses.view_track"])
    register_role(ADMINISTRATORS, [*cohorts, *enrolments, *tracks, *settings])


def course_indexes() -> QuerySet:
    from courses.models import CourseIndexPage

    return CourseIndexPage.objects.all()
