"""Programme overview: how far people come, in one look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from accounts.files import CSV_TYPE, download
from accounts.requests import PersonRequest
from cohorts.models import Enrolment
from design.formats import count
from design.tables import Row, tabulate
from reports.exports import csv_lines
from reports.filters import OverviewFilterSet
from reports.models import AccessLog
from reports.questions.funnel import Overview, overview
from reports.views.downloads import log_export

CSV_COLUMNS = ("stage", "people", "percent_of_accepted", "no_data", "meaning")


class OverviewView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Programme overview")
    header_icon = "success"
    template_name = "reports/overview.html"
    permission_required = "report"
    request: PersonRequest

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Enrolment)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.filters = OverviewFilterSet(
            request.GET, queryset=Enrolment.objects.all(), request=request
        )
        # A filter that means nothing (a cohort since deleted) counts nobody, never everybody.
        narrowed = self.filters.qs if self.filters.is_valid() else Enrolment.objects.none()
        self.overview = overview(narrowed, now=self.now)
        if request.GET.get("export") == "csv":
            return self.export()
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @property
    def export_url(self) -> str:
        asked = self.request.GET.copy()
        asked["export"] = "csv"
        return f"?{asked.urlencode()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, told = self.filters.form, self.overview
        cohort = form.cleaned_data.get("cohort") if form.is_valid() else None
        return {
            **super().get_context_data(**kwargs),
            "overview": told,
            "stages": stages_shown(told),
            "tiles": tiles(told),
            "rows": table(told),
            "finding": finding(told),
            "chain_finding": chain_finding(told),
            "no_data": told.stage("uploaded").no_data,
            "cohort": cohort,
            "form": form,
            "now": self.now,
            "export_url": self.export_url,
        }

    def export(self) -> StreamingHttpResponse:
        """The same figures as on the page; unknown is empty."""
        rows = csv_rows(self.overview)
        log_export(
            self.request,
            report=AccessLog.Report.OVERVIEW,
            file_format="csv",
            rows=len(rows),
            now=self.now,
        )
        return download(
            csv_lines(CSV_COLUMNS, rows),
            name="programme",
            extension="csv",
            content_type=CSV_TYPE,
            now=self.now,
        )


def finding(told: Overview) -> list[str]:
    """What the page says, as sentences with their figures."""
    completed = ngettext(
        "%(n)s of %(all)s accepted people has completed.",
        "%(n)s of %(all)s accepted people have completed.",
        told.stage("completed").n,
    ) % {"n": count(told.stage("completed").n), "all": count(told.accepted)}
    regular = ngettext(
        "%(n)s person uploads regularly.",
        "%(n)s people upload regularly.",
        told.stage("regular").n,
    ) % {"n": count(told.stage("regular").n)}
    return [completed, regular]


def chain_finding(told: Overview) -> str:
    """How many of those who uploaded went on: the one step in which each stage holds the next."""
    uploaded, regular = told.stage("uploaded").n, told.stage("regular").n
    if not uploaded:
        return gettext("No upload since enrolling yet")
    return ngettext(
        "After the first upload, %(regular)s of %(uploaded)s person became regular",
        "After the first upload, %(regular)s of %(uploaded)s people became regular",
        uploaded,
    ) % {"regular": count(regular), "uploaded": count(uploaded)}


def stages_shown(told: Overview) -> list[dict]:
    """The stages for `components/stages.html`; the connected say how they are split."""
    return [
        {
            "label": stage.label,
            "n": stage.n,
            "percent": stage.percent,
            "note": f"{stage.meaning} {split(told)}"
            if stage.slug == "connected"
            else stage.meaning,
        }
        for stage in told.stages
    ]


def split(told: Overview) -> str:
    parts = [
        gettext("%(n)s by Google sign-in") % {"n": count(told.by_google)},
        gettext("%(n)s by address") % {"n": count(told.by_address)},
    ]
    if told.reconnect:
        parts.append(gettext("%(n)s of them to be reconnected") % {"n": count(told.reconnect)})
    if told.gone:
        parts.append(gettext("%(n)s of them gone from YouTube") % {"n": count(told.gone)})
    return f"{', '.join(parts)}."


def tiles(told: Overview) -> list[dict]:
    """What stands beside the chain and is no part of it."""
    return [
        {
            "label": _("Active now"),
            "n": told.active_now,
            "note": _("an event in a lesson in the last 14 days"),
        },
        {"label": _("Applied"), "n": told.applied, "note": _("not yet decided")},
        {"label": _("Waiting"), "n": told.waiting, "note": _("on a waiting list")},
        {"label": _("Withdrawn"), "n": told.withdrawn, "note": _("accepted, then left")},
    ]


def table(told: Overview) -> list[Row]:
    headings = [gettext("People"), gettext("Share of accepted, %"), gettext("No data")]
    return tabulate(
        headings, [(stage.label, stage.n, stage.percent, stage.no_data) for stage in told.stages]
    )


def csv_rows(told: Overview) -> list[tuple]:
    """A row a stage, then the split of the connected and who learns now."""
    stages = [
        (stage.slug, stage.n, stage.percent, stage.no_data, str(stage.meaning))
        for stage in told.stages
    ]
    parts = [
        ("connected_by_address", told.by_address, _("Connected by address")),
        ("connected_by_google", told.by_google, _("Connected by Google sign-in")),
        ("to_reconnect", told.reconnect, _("Of these, to be reconnected")),
        ("gone", told.gone, _("Of these, gone from YouTube")),
        ("active_now", told.active_now, _("An event in a lesson in the last 14 days")),
        ("withdrawn", told.withdrawn, _("Accepted, withdrawn since")),
        ("applied", told.applied, _("Applied, not yet decided")),
        ("waiting", told.waiting, _("On the waiting list")),
    ]
    return [*stages, *((slug, n, None, None, str(meaning)) for slug, n, meaning in parts)]
