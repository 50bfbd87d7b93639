"""Cohorts in Wagtail's admin: their people, importing, and what waits on the start page."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from accounts.privacy import PersonData
from accounts.roles import ADMINISTRATORS, MANAGERS, Role
from cms.calls_to_action import CallToActionSource
from cohorts import cohort_cards, notifying, privacy
from cohorts.admin.cohorts import CohortViewSet
from cohorts.admin.home import CohortsPanel
from cohorts.admin.imports import empty_file, import_trainees, region_codes
from cohorts.models import Cohort
from cohorts.permissions import person_may_import_trainees

hooks.register("register_invitation_parts", notifying.cohorts_of_the_invited)


@hooks.register("register_roles")
def roles() -> list[Role]:
    """What each role may do with cohorts and enrolments."""
    cohorts = [f"cohorts.{act}_cohort" for act in ("add", "change", "delete", "view")]
    enrolments = [f"cohorts.{act}_enrolment" for act in ("change", "view", "report", "import")]
    return [
        Role(MANAGERS, [*cohorts, *enrolments]),
        Role(ADMINISTRATORS, [*cohorts, *enrolments, "cohorts.change_cohortsettings"]),
    ]


@hooks.register("register_person_data")
def person_data() -> PersonData:
    return PersonData("cohorts", privacy.export, privacy.erase)


@hooks.register("register_calls_to_action")
def calls_to_action() -> CallToActionSource:
    """The home page may invite to a cohort."""
    return CallToActionSource(
        "cohort", cohort_cards.call_to_action_options, cohort_cards.find_call_to_action
    )


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


@hooks.register("next_content_moment")
def enrolment_closes(now: datetime) -> datetime | None:
    return Cohort.objects.next_closing(now)


@hooks.register("construct_homepage_panels")
def cohorts_at_work(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(CohortsPanel())
    panels.sort(key=lambda panel: panel.order)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Offered under Groups: approving and withdrawing, and importing."""
    return Permission.objects.filter(
        content_type__app_label="cohorts",
        codename__in=["change_enrolment", "view_enrolment", "import_enrolment"],
    )
