"""Trainee progress: the list that managers narrow, order and take away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from accounts.files import CSV_TYPE, download
from accounts.views.paging import PagedByKeys
from cms.content_version import remember
from cohorts.channel_progress import retention_period
from cohorts.models import Enrolment
from reports.exports import (
    COLUMNS,
    COMMA,
    SEMICOLON,
    XLSX_TYPE,
    csv_lines,
    headings_with_zone,
    values_of,
    workbook_parts,
)
from reports.filters import ProgressFilterSet
from reports.models import AccessLog
from reports.questions import progress
from reports.questions.progress import ProgressRow
from reports.views.columns import TwoSortsColumn
from reports.views.downloads import NOT_FILTERS, log_export
from reports.views.rows import ProgressTable
from youtube_integration.counts import COUNTS
from youtube_integration.models import COUNT_LABELS, Channel


class ProgressReportView(PagedByKeys, ReportView):
    FORMAT_SEMICOLON = "csv-semicolon"
    FORMATS = (ReportView.FORMAT_XLSX, ReportView.FORMAT_CSV, FORMAT_SEMICOLON)

    page_title = _("Trainee progress")
    header_icon = "group"
    model = Enrolment
    permission_required = "report"
    filterset_class = ProgressFilterSet
    is_searchable = True
    default_ordering = "name"
    paginate_by = 50
    index_url_name = "reports_progress"
    index_results_url_name = "reports_progress_results"
    results_template_name = "reports/progress_results.html"
    template_name = "reports/progress.html"
    table_class = ProgressTable
    table_classname = "listing kanal-rows"
    list_export = list(COLUMNS)
    export_filename = "progress"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.history = retention_period(now=self.now)

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Enrolment)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.export(request.GET["export"]) if self.is_export else super().get(request)

    # Wagtail's own method filters a second time.
    def get_filtered_queryset(self) -> QuerySet[Enrolment]:
        return self.get_queryset()

    def get_base_queryset(self) -> QuerySet[Enrolment]:
        return progress.enrolments()

    def filter_queryset(self, queryset: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        """A filter that means nothing (a cohort since deleted) shows nobody, never everybody."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def search_queryset(self, queryset: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        return progress.search(queryset, self.search_query) if self.is_searching else queryset

    def order_queryset(self, queryset: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        return progress.order(queryset, self.ordering, now=self.now, history=self.history)

    def get_valid_orderings(self) -> list[str]:
        return [f"{sign}{name}" for name in progress.ORDERINGS for sign in ("", "-")]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("name", label=_("Trainee"), sort_key="name"),
            TwoSortsColumn("cohort", sorts=[(_("Cohort"), "cohort"), (_("status"), "status")]),
            Column("kelurahan", label=_("Kelurahan"), sort_key="kelurahan"),
            Column("completion", label=_("Lessons"), sort_key="completion"),
            Column("last_active_at", label=_("Last active"), sort_key="last_active_at"),
            Column("connection", label=_("Channel"), sort_key="connection"),
            *(
                TwoSortsColumn(
                    name, sorts=[(label, name), (_("change"), f"{name}_gained")], largest_first=True
                )
                for name, label in ((name, COUNT_LABELS[name]) for name in COUNTS)
            ),
        ]

    def get_table_kwargs(self) -> dict[str, Any]:
        return {**super().get_table_kwargs(), "now": self.now}

    def rows_of_keys(self, keys: list[int]) -> list[ProgressRow]:
        return list(progress.in_order_of(keys, now=self.now, history=self.history))

    @cached_property
    def filters(self) -> ProgressFilterSet | None:
        """Made only where something is asked of it: its seven fields cost as much as fifty rows."""
        parameters = {*self.filterset_class.base_filters, "_w_filter_fragment"}
        return super().filters if parameters & self.request.GET.keys() else None

    def header_html(self) -> str:
        """Wagtail's header with search and filters; as long as nothing is asked it is kept."""
        if self.filters or self.is_searching:
            return self._header()
        return remember(("reports.progress", "header"), self._header, now=self.now)

    def _header(self) -> str:
        filters = self.filters or self.filterset_class(**self.get_filterset_kwargs())
        context = {
            "breadcrumbs_items": self.get_breadcrumbs_items(),
            "title": self.get_header_title(),
            "search_url": self.index_results_url,
            "search_form": self.search_form,
            "filters": filters,
            "icon_name": self.header_icon,
        }
        return render_to_string("wagtailadmin/shared/headers/slim_header.html", context)

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        response = super().render_to_response(context, **options)
        # Said once here instead of at each of fifty links to YouTube.
        response.headers["Referrer-Policy"] = "same-origin"
        response.add_post_render_callback(without_indents)
        return response

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        page: Page = context["page_obj"]
        return {
            **context,
            "total": page.paginator.count,
            "synced_at": Channel.objects.connected().newest_answer(),
            "files": self.files,
            "header_html": "" if self.results_only else self.header_html(),
        }

    @cached_property
    def show_export_buttons(self) -> bool:
        """They stand above the list instead, where they follow each change of its filters."""
        return False

    def get_export_url(self, format: str) -> str:  # noqa: A002  (Wagtail's name)
        query = self.request.GET.copy()
        for name in NOT_FILTERS:
            query.pop(name, None)
        query["export"] = format
        return f"{self.index_url}?{query.urlencode()}"

    @property
    def files(self) -> list[dict[str, Any]]:
        formats = [
            (self.FORMAT_XLSX, _("XLSX for Excel")),
            (self.FORMAT_SEMICOLON, _("CSV with semicolons, for Excel in Indonesian")),
            (self.FORMAT_CSV, _("CSV with commas, for programs")),
        ]
        return [{"url": self.get_export_url(name), "label": label} for name, label in formats]

    def export(self, file_format: str) -> StreamingHttpResponse:
        """Exactly what is filtered, in its order. Its keys are taken at once, its rows as they go."""
        keys = list(self.get_queryset().values_list("pk", flat=True))
        log_export(
            self.request,
            report=AccessLog.Report.PROGRESS,
            file_format=file_format,
            rows=len(keys),
            now=self.now,
        )
        rows = progress.in_order_of(keys, now=self.now, history=self.history)
        return file_of(map(values_of, rows), file_format=file_format, now=self.now)


def without_indents(response: HttpResponse) -> None:
    """A third of the page is the blanks that lay its templates out."""
    lines = map(bytes.strip, response.content.splitlines())
    response.content = b"\n".join(line for line in lines if line)


def file_of(rows: Any, *, file_format: str, now: datetime) -> StreamingHttpResponse:
    name = ProgressReportView.export_filename
    if file_format == ProgressReportView.FORMAT_XLSX:
        parts = workbook_parts(str(_("Trainee progress")), headings_with_zone(now), rows, now=now)
        return download(parts, name=name, extension="xlsx", content_type=XLSX_TYPE, now=now)
    separator = SEMICOLON if file_format == ProgressReportView.FORMAT_SEMICOLON else COMMA
    lines = csv_lines(COLUMNS, rows, separator=separator)
    return download(lines, name=name, extension="csv", content_type=CSV_TYPE, now=now)
