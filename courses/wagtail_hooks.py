"""Where staff find the learning domain in Wagtail's admin, and what guards people's work there."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from courses.admin import deleting, held_back, warning
from courses.admin.cohorts import CohortViewSet
from courses.admin.home import CohortsPanel, DraftsPanel
from courses.admin.imports import empty_file, import_trainees, region_codes
from courses.admin.name_order import NameOrder
from courses.models import Track
from courses.permissions import person_may_import_trainees


class TracksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("courses.change_track")


class TrackIndexView(NameOrder, IndexView):
    pass


class TrackViewSet(SnippetViewSet):
    model = Track
    icon = "list-ul"
    menu_label = _("Tracks")
    # Under Settings: as the only snippet it would stand alone in a menu whose name says nothing.
    add_to_settings_menu = True
    menu_item_class = TracksMenuItem
    index_view_class = TrackIndexView
    list_display = ["name", "paint", "order"]
    copy_view_enabled = False


register_snippet(TrackViewSet)


@hooks.register("register_admin_viewset")
def cohorts() -> ViewSet:
    return CohortViewSet(add_to_admin_menu=True, menu_order=250)


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return person_may_import_trainees(request.user)


@hooks.register("register_admin_menu_item")
def import_item() -> MenuItem:
    return ImportMenuItem(
        _("Import trainees"),
        reverse("import_trainees"),
        name="import-trainees",
        icon_name="download",
        order=260,
    )


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("import/", import_trainees, name="import_trainees"),
        path("import/empty.csv", empty_file, name="import_trainees_empty"),
        path("import/kelurahan.csv", region_codes, name="import_trainees_regions"),
    ]


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Component]) -> None:
    panels.extend([CohortsPanel(), DraftsPanel()])
    panels.sort(key=lambda panel: panel.order)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Offered under Groups: approving and withdrawing, and importing."""
    return Permission.objects.filter(
        content_type__app_label="courses",
        codename__in=["change_enrolment", "view_enrolment", "import_enrolment"],
    )


class WithReason(LogFormatter):
    """Says the reason that staff gave."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        reason = log_entry.data.get("reason")
        return f"{self.message}: {reason}" if reason else str(self.message)


@hooks.register("register_log_actions")
def decisions_in_the_log(actions: LogActionRegistry) -> None:
    @actions.register_action("courses.complete")
    class Completed(WithReason):
        label = _("Complete")
        message = _("Completed by staff")

    @actions.register_action("courses.take_back")
    class TakenBack(WithReason):
        label = _("Take back")
        message = _("Completion taken back")


hooks.register("after_create_page", held_back.tell_held_back)
hooks.register("after_edit_page", held_back.tell_held_back)
hooks.register("after_unpublish_page", held_back.tell_who_learns)
hooks.register("after_bulk_action", held_back.tell_of_bulk)
hooks.register("before_delete_page", deleting.guard_page)
hooks.register("before_delete_page", warning.warn_before_delete)
hooks.register("before_move_page", warning.warn_before_move)
hooks.register("before_bulk_action", deleting.guard_bulk)
