"""Cohorts in the admin: who has a seat, who waits, who applied; and what a new one begins with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cohorts.admin import decisions, enrolments
from cohorts.enrolling import promote_waiting
from cohorts.models import Cohort, CohortSettings, Enrolment
from cohorts.models.cohorts import CohortQuerySet
from courses.admin.name_order import NameOrder
from design.formats import day
from design.site_time import site_day


class SeatsColumn(Column):
    cell_template_name = "cohorts/admin/seats_cell.html"


class LabelledColumn(Column):
    """Says its name beside the value where the heads of the columns are out of sight."""

    cell_template_name = "components/labelled_cell.html"


class CohortIndexView(NameOrder, generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Cohort]:
        status = Enrolment.Status
        return Cohort.objects.annotate(
            applied=Count("enrolments", filter=Q(enrolments__status=status.APPLIED)),
            waiting=Count("enrolments", filter=Q(enrolments__status=status.WAITLISTED)),
        )

    def search_queryset(self, queryset: CohortQuerySet) -> QuerySet[Cohort]:
        return queryset.matching(self.search_query) if self.is_searching else queryset


class CohortCreateView(generic.CreateView):
    def form_valid(self, form: ModelForm) -> HttpResponse:
        """A name that another cohort had before is this one's now: links that were sent change."""
        had = Cohort.objects.filter(former_slugs__slug=form.cleaned_data["slug"]).first()
        response = super().form_valid(form)
        if had is not None:
            warn_of_taken_slug(self.request, slug=self.object.slug, had=had)
        return response

    def get_initial(self) -> dict[str, Any]:
        """The site's defaults: seats, enrolment mode and length."""
        defaults, today = CohortSettings.current(), site_day(timezone.now())
        return {
            **super().get_initial(),
            "seats": defaults.seats,
            "enrolment": defaults.enrolment,
            "starts_on": today,
            "ends_on": today + timedelta(weeks=defaults.weeks),
        }


class CohortEditView(generic.EditView):
    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Seats that were added go to those who wait; a renamed cohort's old address leads on."""
        old = self.object.slug_before
        had = Cohort.objects.filter(former_slugs__slug=form.cleaned_data["slug"])
        taken_from = had.exclude(pk=self.object.pk).first()
        response, now = super().form_valid(form), timezone.now()
        if old != self.object.slug:
            text = _(
                "Links and import files that say “%(old)s” lead to “%(new)s” from now on, until "
                "another cohort takes that name."
            )
            messages.warning(self.request, text % {"old": old, "new": self.object.slug})
        if taken_from is not None:
            warn_of_taken_slug(self.request, slug=self.object.slug, had=taken_from)
        promoted = promote_waiting(cohort=self.object, now=now)
        if promoted:
            text = ngettext(
                "%(n)d person moved up from the waiting list.",
                "%(n)d people moved up from the waiting list.",
                len(promoted),
            )
            messages.success(self.request, text % {"n": len(promoted)})
        return response


def warn_of_taken_slug(request: HttpRequest, *, slug: str, had: Cohort) -> None:
    text = _("“%(slug)s” led to %(cohort)s until now: old links and files lead here instead.")
    messages.warning(request, text % {"slug": slug, "cohort": had.name})


class CohortDeleteView(generic.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        people = self.object.enrolments.count()
        if not people or not self.user_has_permission("delete"):
            return super().dispatch(request, *args, **kwargs)
        text = ngettext(
            "%(cohort)s stays: %(n)d person is or was enrolled. Close its enrolment instead.",
            "%(cohort)s stays: %(n)d people are or were enrolled. Close its enrolment instead.",
            people,
        )
        messages.error(request, text % {"cohort": self.object.name, "n": people})
        return redirect("cohorts:edit", self.object.pk)


class CohortViewSet(ModelViewSet):
    model = Cohort
    name = "cohorts"
    icon = "group"
    menu_label = gettext_lazy("Cohorts")
    menu_name = "cohorts"
    menu_order = 10
    copy_view_enabled = False
    index_view_class = CohortIndexView
    add_view_class = CohortCreateView
    edit_view_class = CohortEditView
    delete_view_class = CohortDeleteView
    search_fields = ["name", "slug"]
    search_backend_name = None
    export_filename = "cohorts"
    list_export = [
        "name",
        "slug",
        "starts_on",
        "ends_on",
        "enrol_until",
        "enrolment",
        "seats",
        "seats_taken",
        "applied",
        "waiting",
    ]
    export_headings = {"applied": gettext_lazy("Applied"), "waiting": gettext_lazy("Waiting")}
    list_display = [
        TitleColumn(
            "name",
            label=gettext_lazy("Cohort"),
            sort_key="name",
            get_url=lambda cohort: reverse("cohorts:people", args=[cohort.pk]),
        ),
        LabelledColumn(
            "dates",
            label=gettext_lazy("Dates"),
            accessor=lambda cohort: f"{day(cohort.starts_on)} – {day(cohort.ends_on)}",
            sort_key="starts_on",
        ),
        SeatsColumn("seats", label=gettext_lazy("Seats"), sort_key="seats_taken"),
        LabelledColumn("applied", label=gettext_lazy("Applied"), sort_key="applied"),
        LabelledColumn("waiting", label=gettext_lazy("Waiting"), sort_key="waiting"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        people = enrolments.CohortPeopleView
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/people/", people.as_view(), name="people"),
            path(
                "<int:pk>/people/results/", people.as_view(results_only=True), name="people_results"
            ),
            path("<int:pk>/approve/", enrolments.approve_all, name="approve_all"),
            path("<int:pk>/promote/", enrolments.promote, name="promote"),
            path("<int:pk>/invite/", enrolments.invite_absent, name="invite"),
            path("enrolments/<int:pk>/approve/", enrolments.approve_one, name="approve"),
            path("enrolments/<int:pk>/withdraw/", decisions.withdraw_one, name="withdraw"),
            path("<int:pk>/close-list/", decisions.close_list, name="close_list"),
            path("enrolments/<int:pk>/bring-back/", enrolments.bring_back, name="bring_back"),
        ]
