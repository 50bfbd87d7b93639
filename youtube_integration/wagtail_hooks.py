"""The operator's page in Wagtail's Reports menu, and whose permissions can be given."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.admin_parts import PermittedMenuItem
from accounts.privacy import PersonData
from accounts.purposes import Purpose
from accounts.roles import ADMINISTRATORS, MANAGERS, Role
from youtube_integration import privacy
from youtube_integration.connecting import HISTORY
from youtube_integration.views import operator_page

VIEW = "youtube_integration.view_syncrun"


@hooks.register("register_roles")
def roles() -> list[Role]:
    """Managers see the operator's page; administrators change the switches, too."""
    return [
        Role(MANAGERS, [VIEW]),
        Role(ADMINISTRATORS, [VIEW, "youtube_integration.change_youtubesettings"]),
    ]


@hooks.register("register_purposes")
def purposes() -> list[Purpose]:
    return [
        Purpose(
            HISTORY,
            _("Keep my channel's history"),
            _(
                "Kanal may keep the daily figures of my YouTube channel for as long as I take part, "
                "so that I can see what moved since my start. I can take this back at any time; "
                "then the figures are deleted."
            ),
        )
    ]


@hooks.register("register_person_data")
def person_data() -> PersonData:
    return PersonData("youtube_integration", privacy.export, privacy.erase)


@hooks.register("register_admin_urls")
def operator_urls() -> list[URLPattern]:
    return [path("reports/youtube/", operator_page, name="youtube_operator")]


@hooks.register("register_reports_menu_item")
def operator_menu_item() -> MenuItem:
    return PermittedMenuItem(
        _("YouTube sync"),
        reverse("youtube_operator"),
        name="youtube",
        icon_name="media",
        order=900,
        permission=VIEW,
    )


@hooks.register("register_permissions")
def operator_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="youtube_integration", codename="view_syncrun"
    )
