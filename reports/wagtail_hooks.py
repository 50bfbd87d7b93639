"""Where the reports are found in the admin, and by whom."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.admin_parts import PermittedMenuItem
from accounts.privacy import PersonData
from accounts.roles import ADMINISTRATORS, MANAGERS, Role
from reports import privacy
from reports.views import AccessLogView, OverviewView, ProgressReportView


@hooks.register("register_roles")
def roles() -> list[Role]:
    """Managers read the reports; who exported what is for administrators."""
    return [
        Role(MANAGERS, ["cohorts.report_enrolment"]),
        Role(ADMINISTRATORS, ["cohorts.report_enrolment", "reports.view_accesslog"]),
    ]


@hooks.register("register_person_data")
def person_data() -> PersonData:
    return PersonData("reports", privacy.export, privacy.erase)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("reports/programme/", OverviewView.as_view(), name="reports_overview"),
        path("reports/progress/", ProgressReportView.as_view(), name="reports_progress"),
        path(
            "reports/progress/results/",
            ProgressReportView.as_view(results_only=True),
            name="reports_progress_results",
        ),
        path("reports/exports/", AccessLogView.as_view(), name="reports_exports"),
        path(
            "reports/exports/results/",
            AccessLogView.as_view(results_only=True),
            name="reports_exports_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def overview_item() -> MenuItem:
    return PermittedMenuItem(
        _("Programme overview"),
        reverse("reports_overview"),
        name="programme-overview",
        icon_name="success",
        order=10,
        permission="cohorts.report_enrolment",
    )


@hooks.register("register_reports_menu_item")
def progress_item() -> MenuItem:
    return PermittedMenuItem(
        _("Trainee progress"),
        reverse("reports_progress"),
        name="trainee-progress",
        icon_name="group",
        order=20,
        permission="cohorts.report_enrolment",
    )


@hooks.register("register_reports_menu_item")
def exports_item() -> MenuItem:
    return PermittedMenuItem(
        _("Exports by staff"),
        reverse("reports_exports"),
        name="staff-exports",
        icon_name="history",
        order=1200,
        permission="reports.view_accesslog",
    )


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Offered under Groups: reading the reports, and reading who exported."""
    return Permission.objects.filter(
        content_type__app_label__in=["cohorts", "reports"],
        codename__in=["report_enrolment", "view_accesslog"],
    )
