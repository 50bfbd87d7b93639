"""Who took people's data out of the admin: for administrators."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from reports.models import AccessLog


class MomentColumn(Column):
    """Day and clock in the site's zone."""

    cell_template_name = "reports/cells/moment.html"


class AccessLogView(ReportView):
    page_title = _("Exports by staff")
    header_icon = "history"
    model = AccessLog
    permission_required = "view"
    default_ordering = "-at"
    index_url_name = "reports_exports"
    index_results_url_name = "reports_exports_results"
    list_export: list[str] = []
    no_results_message = _("Nobody on the team has downloaded anything yet.")
    columns = [
        MomentColumn("at", label=_("When"), sort_key="at"),
        Column("person", label=_("Who"), sort_key="person__name_sort"),
        Column("get_report_display", label=_("Report"), sort_key="report"),
        Column("file_format", label=_("Format")),
        Column("filters", label=_("Narrowed to"), accessor=lambda row: narrowed(row.filters)),
        NumberColumn("rows", label=_("Rows"), sort_key="rows"),
    ]

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(AccessLog)

    def get_filtered_queryset(self) -> QuerySet[AccessLog]:
        return self.get_queryset()

    def get_base_queryset(self) -> QuerySet[AccessLog]:
        return AccessLog.objects.select_related("person")


def narrowed(filters: dict[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in filters.items()) or "–"
