"""What is taught, in Wagtail's admin: tracks under Settings, and drafts on the start page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS, Role
from courses.admin.home import DraftsPanel
from courses.admin.name_order import NameOrder
from courses.models import CourseIndexPage, Track


@hooks.register("register_roles")
def roles() -> list[Role]:
    """Who writes lessons, and who keeps the tracks."""
    tracks = [f"courses.{act}_track" for act in ("add", "change", "delete", "view")]
    return [
        # "add" alone: their own pages are those they created; publishing goes through the workflow.
        Role(INSTRUCTORS, ["courses.view_track"], [(CourseIndexPage.objects.all, ["add_page"])]),
        Role(MANAGERS, ["courses.view_track"]),
        Role(ADMINISTRATORS, tracks),
    ]


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
    list_display = ["name", "colour", "order"]
    copy_view_enabled = False


register_snippet(TrackViewSet)


@hooks.register("construct_homepage_panels")
def drafts_of_mine(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(DraftsPanel())
    panels.sort(key=lambda panel: panel.order)
