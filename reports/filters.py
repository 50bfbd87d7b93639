"""What a report can be narrowed to. Each filter is named by its query parameter."""

from __future__ import annotations

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from accounts.models import Region
from cohorts.models import Cohort, Enrolment, EnrolmentQuerySet
from courses.models import CoursePage

CONNECTIONS = [
    ("none", _("No channel")),
    ("url", _("By address")),
    ("oauth", _("By Google sign-in")),
    ("reconnect", _("To be reconnected")),
    ("gone", _("Gone from YouTube")),
]


class KecamatanFilter(django_filters.ChoiceFilter):
    """The kecamatan that regions name, read when the form is shown."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(choices=self.names, **kwargs)

    @staticmethod
    def names() -> list[tuple[str, str]]:
        found = Region.objects.order_by("kecamatan").values_list("kecamatan", flat=True).distinct()
        return [(name, name) for name in found]


class ProgressFilterSet(WagtailFilterSet):
    """Narrows `reports.questions.progress.enrolments`."""

    cohort = django_filters.ModelChoiceFilter(
        queryset=Cohort.objects.all(), label=_("Cohort"), empty_label=_("All")
    )
    course = django_filters.ModelChoiceFilter(
        queryset=CoursePage.objects.order_by("title_sort", "pk"),
        label=_("Course"),
        empty_label=_("All"),
        method="teaching",
    )
    kecamatan = KecamatanFilter(
        label=_("Kecamatan"), field_name="user__profile__region__kecamatan", empty_label=_("All")
    )
    kelurahan = django_filters.ModelChoiceFilter(
        queryset=Region.objects.in_order(),
        label=_("Kelurahan"),
        field_name="user__profile__region",
        empty_label=_("All"),
    )
    status = django_filters.ChoiceFilter(
        choices=Enrolment.Status.choices, label=_("Status"), empty_label=_("All")
    )
    connection = django_filters.ChoiceFilter(
        choices=CONNECTIONS, label=_("Channel"), empty_label=_("All"), method="connected"
    )

    class Meta:
        model = Enrolment
        fields: list[str] = []

    def teaching(self, rows: models.QuerySet, name: str, course: CoursePage) -> models.QuerySet:
        return rows.filter(cohort__in=Cohort.objects.filter(cohort_courses__course=course))

    def connected(self, rows: EnrolmentQuerySet, name: str, state: str) -> models.QuerySet:
        return rows.connected_as(state)


class OverviewFilterSet(WagtailFilterSet):
    cohort = django_filters.ModelChoiceFilter(
        queryset=Cohort.objects.all(), label=_("Cohort"), empty_label=_("All cohorts")
    )

    class Meta:
        model = Enrolment
        fields: list[str] = []
