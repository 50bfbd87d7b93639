"""The editor: Kanal's face, quiet start pages, clean pasting."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import DismissibleMenuItem, MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel

from accounts.roles import ADMINISTRATORS, INSTRUCTORS, Role
from cms.bulk_publishing import CheckedPublish, CheckedPublishOfApi
from cms.cacheable import mark_pages_cacheable
from cms.closed_pictures import warn_of_closed_pictures
from cms.models import HomePage

# Registered after Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", CheckedPublish, order=200)
hooks.register("on_serve_page", mark_pages_cacheable, order=1000)
hooks.register("after_create_page", warn_of_closed_pictures)
hooks.register("after_edit_page", warn_of_closed_pictures)
PagesAdminAPIViewSet.actions = {**PagesAdminAPIViewSet.actions, "publish": CheckedPublishOfApi}


@hooks.register("register_roles")
def roles() -> list[Role]:
    """Instructors bring pictures and worksheets; administrators run the website."""
    # Wagtail asks for its own models' permissions, also where they are replaced by ours.
    bring = [
        "wagtailimages.add_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.choose_document",
    ]
    redirects = [f"wagtailredirects.{act}_redirect" for act in ("add", "change", "delete", "view")]
    folders = [f"wagtailcore.{act}_collection" for act in ("add", "change", "delete")]
    pages = ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page"]
    return [
        Role(INSTRUCTORS, collections=bring),
        Role(
            ADMINISTRATORS,
            ["cms.change_sitesettings", *redirects, *folders],
            [(HomePage.objects.all, [*pages, "unlock_page"])],
            [*bring, "wagtailimages.change_image", "wagtaildocs.change_document"],
        ),
    ]


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Kanal's colours on Wagtail's own variables."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin/kanal.css"))


@hooks.register("insert_editor_js")
def paste_from_word() -> SafeString:
    """Cleans what Word puts on the clipboard before the editor sees it."""
    return format_html('<script src="{}"></script>', static("cms/admin/paste.js"))


# After the apps of pages, pictures and documents have added theirs.
@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts_for_editors(request: HttpRequest, items: list[SummaryItem]) -> None:
    """How many pages and pictures there are helps nobody but an administrator."""
    if not request.user.is_superuser:
        items.clear()


@hooks.register("construct_homepage_panels")
def quiet_start(request: HttpRequest, panels: list[Component]) -> None:
    """Starts with what waits for this person; locked pages are found in the Reports menu."""
    panels[:] = [panel for panel in panels if not isinstance(panel, LockedPagesPanel)]


@hooks.register("construct_help_menu")
def hide_wagtail_announcements(request: HttpRequest, items: list[MenuItem]) -> None:
    """Release news of the software underneath, with its badge, is nothing for editors."""
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]
