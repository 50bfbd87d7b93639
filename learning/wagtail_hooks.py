"""What learning adds: views for the pages of `courses`, and in Wagtail's admin completing somebody and care for pages people work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page

from accounts.privacy import PersonData
from cohorts.models import Enrolment
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.models.serving import PageView
from learning import privacy
from learning.admin import decisions, deleting, held_back, warning
from learning.views import catalogue, lesson

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Status = Enrolment.Status


@hooks.register("register_page_views")
def page_views() -> dict[type[Page], PageView]:
    """The pages of `courses` are served from here."""
    return {
        CourseIndexPage: catalogue.course_index,
        CoursePage: catalogue.course,
        ModulePage: catalogue.module,
        LessonPage: lesson.lesson,
    }


@hooks.register("register_person_data")
def person_data() -> PersonData:
    return PersonData("learning", privacy.export, privacy.erase)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path(
            "cohorts/enrolments/<int:pk>/complete/",
            decisions.complete_one,
            name="complete_enrolment",
        ),
        path(
            "cohorts/enrolments/<int:pk>/take-back/",
            decisions.take_completion_back_of_one,
            name="take_completion_back",
        ),
    ]


@hooks.register("register_enrolment_acts")
def acts_on(enrolment: Enrolment) -> list[tuple[StrOrPromise, str]]:
    """What may be done with a row of a cohort's people: a label and an address each."""
    if enrolment.status == Status.ACTIVE:
        return [(_("Complete"), reverse("complete_enrolment", args=[enrolment.pk]))]
    if enrolment.status == Status.COMPLETED:
        address = reverse("take_completion_back", args=[enrolment.pk])
        return [(_("Take the completion back"), address)]
    return []


class WithReason(LogFormatter):
    """Says the reason that staff gave."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        reason = log_entry.data.get("reason")
        return f"{self.message}: {reason}" if reason else str(self.message)


@hooks.register("register_log_actions")
def decisions_in_the_log(actions: LogActionRegistry) -> None:
    @actions.register_action("learning.complete")
    class Completed(WithReason):
        label = _("Complete")
        message = _("Completed by staff")

    @actions.register_action("learning.take_back")
    class TakenBack(WithReason):
        label = _("Take back")
        message = _("Completion taken back")


hooks.register("after_create_page", held_back.warn_of_held_back)
hooks.register("after_edit_page", held_back.warn_of_held_back)
hooks.register("after_unpublish_page", held_back.warn_of_learners)
hooks.register("after_bulk_action", held_back.warn_of_learners_in_bulk)
hooks.register("before_delete_page", deleting.guard_page)
hooks.register("before_delete_page", warning.warn_before_delete)
hooks.register("before_move_page", warning.warn_before_move)
hooks.register("before_bulk_action", deleting.guard_bulk)
