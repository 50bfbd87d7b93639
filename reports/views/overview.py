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
from reports.questions.overview import Overview, overview
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
        query = self.request.GET.copy()
        query["export"] = "csv"
        return f"?{query.urlencode()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, found = self.filters.form, self.overview
        cohort = form.cleaned_data.get("cohort") if form.is_valid() else None
        return {
            **super().get_context_data(**kwargs),
            "overview": found,
            "stages": stages_shown(found),
            "tiles": tiles(found),
            "rows": table(found),
            "finding": finding(found),
            "chain_finding": chain_finding(found),
            "no_data": found.count("uploaded").no_data,
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


def finding(found: Overview) -> list[str]:
    """What the page says, as sentences with their figures."""
    completed = ngettext(
        "%(n)s of %(all)s accepted people has completed.",
        "%(n)s of %(all)s accepted people have completed.",
        found.n("completed"),
    ) % {"n": count(found.n("completed")), "all": count(found.accepted)}
    regular = ngettext(
        "%(n)s person uploads regularly.",
        "%(n)s people upload regularly.",
        found.n("regular"),
    ) % {"n": count(found.n("regular"))}
    return [completed, regular]


def chain_finding(found: Overview) -> str:
    """How many of those who uploaded went on: the one step in which each stage holds the next."""
    uploaded, regular = found.n("uploaded"), found.n("regular")
    if not uploaded:
        return gettext("No upload since enrolling yet")
    return ngettext(
        "After the first upload, %(regular)s of %(uploaded)s person became regular",
        "After the first upload, %(regular)s of %(uploaded)s people became regular",
        uploaded,
    ) % {"regular": count(regular), "uploaded": count(uploaded)}


def stages_shown(found: Overview) -> list[dict]:
    """The stages for `components/stages.html`; the connected say how they are split."""
    notes = {"connected": f" {split(found)}"}
    return [
        {
            "label": stage.measure.label,
            "n": stage.n,
            "percent": stage.percent,
            "note": f"{stage.measure.meaning}{notes.get(stage.measure.slug, '')}",
        }
        for stage in found.stages
    ]


def split(found: Overview) -> str:
    parts = [
        gettext("%(n)s by Google sign-in") % {"n": count(found.n("connected_by_google"))},
        gettext("%(n)s by address") % {"n": count(found.n("connected_by_address"))},
    ]
    if found.n("to_reconnect"):
        parts.append(
            gettext("%(n)s of them to be reconnected") % {"n": count(found.n("to_reconnect"))}
        )
    if found.n("gone"):
        parts.append(gettext("%(n)s of them gone from YouTube") % {"n": count(found.n("gone"))})
    return f"{', '.join(parts)}."


#: What stands beside the chain and is no part of it.
TILES = {
    "active_now": (_("Active now"), _("an event in a lesson in the last 14 days")),
    "applied": (_("Applied"), _("not yet decided")),
    "waiting": (_("Waiting"), _("on a waiting list")),
    "withdrawn": (_("Withdrawn"), _("accepted, then left")),
}


def tiles(found: Overview) -> list[dict]:
    return [
        {"label": label, "n": found.n(slug), "note": note} for slug, (label, note) in TILES.items()
    ]


def table(found: Overview) -> list[Row]:
    headings = [gettext("People"), gettext("Share of accepted, %"), gettext("No data")]
    values = [
        (stage.measure.label, stage.n, stage.percent, stage.no_data) for stage in found.stages
    ]
    return tabulate(headings, values)


def csv_rows(found: Overview) -> list[tuple]:
    """A row a stage, then the split of the connected and who learns now."""
    return [
        (each.measure.slug, each.n, each.percent, each.no_data, str(each.measure.meaning))
        for each in (*found.stages, *found.beside)
    ]
