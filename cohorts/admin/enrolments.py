"""The people of a cohort: who applied, who waits and in which order, who learns, who left."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import BaseListingView, PermissionCheckedMixin
from wagtail.hooks import get_hooks
from wagtail.permissions import policy_registry

from accounts.admin_parts import RowColumn
from accounts.models import User, matching_people
from accounts.people import invite
from cohorts.enrolling import EnrolmentError, approve, approve_applicants, enrol, promote_waiting
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import person_may_manage_enrolments

Status = Enrolment.Status
#: First what waits for a decision, last what is over.
ORDER = (Status.APPLIED, Status.WAITLISTED, Status.ACTIVE, Status.COMPLETED, Status.WITHDRAWN)
View = Callable[..., HttpResponse]


class PeopleFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        choices=Status.choices, label=gettext_lazy("Status"), empty_label=gettext_lazy("All")
    )
    came_in = django_filters.ChoiceFilter(
        choices=[("no", gettext_lazy("Never came in")), ("yes", gettext_lazy("Came in"))],
        label=gettext_lazy("Came in"),
        empty_label=gettext_lazy("All"),
        method="by_coming_in",
    )

    class Meta:
        model = Enrolment
        fields: list[str] = []

    def by_coming_in(self, rows: QuerySet[Enrolment], name: str, value: str) -> QuerySet[Enrolment]:
        return rows.filter(user__last_login__isnull=value == "no")


class ActsColumn(RowColumn):
    """Buttons, for whoever may use them; apps above add theirs by the hook `register_enrolment_acts`."""

    def get_cell_context_data(self, instance: Enrolment, parent_context: dict) -> dict:
        request = parent_context["request"]
        return {
            **super().get_cell_context_data(instance, parent_context),
            "csrf_token": get_token(request),
            "may_manage": person_may_manage_enrolments(request.user),
            "acts": [
                act for acts in get_hooks("register_enrolment_acts") for act in acts(instance)
            ],
            "is_over": not instance.cohort.is_running(timezone.now()),
        }


class CohortPeopleView(PermissionCheckedMixin, BaseListingView):
    model = Enrolment
    template_name = "cohorts/admin/people.html"
    results_template_name = "cohorts/admin/people_results.html"
    any_permission_required = ["change", "view"]
    header_icon = "group"
    filterset_class = PeopleFilterSet
    is_searchable = True
    search_backend_name = None
    default_ordering = "rank"
    paginate_by = 100
    table_classname = "listing kanal-people"
    columns = [
        RowColumn("person", "cohorts/admin/person_cell.html", label=gettext_lazy("Person")),
        RowColumn("status", "cohorts/admin/status_cell.html", label=gettext_lazy("Status")),
        RowColumn("dates", "cohorts/admin/dates_cell.html", label=gettext_lazy("Since")),
        ActsColumn("acts", "cohorts/admin/acts_cell.html", label=gettext_lazy("What next")),
    ]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.cohort = get_object_or_404(Cohort, pk=kwargs["pk"])

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Enrolment)

    def get_page_title(self) -> str:
        return self.cohort.name

    def get_breadcrumbs_items(self) -> list[dict]:
        cohorts = {"url": reverse("cohorts:index"), "label": _("Cohorts")}
        return [*self.breadcrumbs_items, cohorts, {"url": "", "label": self.cohort.name}]

    def get_index_url(self) -> str:
        return reverse("cohorts:people", args=[self.cohort.pk])

    def get_index_results_url(self) -> str:
        return reverse("cohorts:people_results", args=[self.cohort.pk])

    def get_base_queryset(self) -> QuerySet[Enrolment]:
        rank = Case(
            *(When(status=status, then=Value(index)) for index, status in enumerate(ORDER)),
            output_field=IntegerField(),
        )
        people = self.cohort.enrolments.select_related("user", "cohort")
        return people.with_positions().annotate(rank=rank)

    def search_queryset(self, queryset: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        if not self.is_searching:
            return queryset
        return queryset.filter(matching_people(self.search_query, prefix="user__"))

    def order_queryset(self, queryset: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        waiting = F("queue_number").asc(nulls_last=True)
        applied = Case(When(status=Status.APPLIED, then=F("applied_at")), default=None)
        return queryset.order_by("rank", waiting, applied, "user__name_sort", "pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        counts = self.cohort.enrolments.standing()
        user, now = self.request.user, timezone.now()
        free = self.cohort.seats_free
        return {
            **super().get_context_data(*args, **kwargs),
            "cohort": self.cohort,
            **counts,
            "has_course": self.cohort.cohort_courses.exists(),
            "may_manage": person_may_manage_enrolments(user),
            "may_invite": user.has_perm("accounts.invite_user"),
            "may_close": person_may_manage_enrolments(user)
            and bool(counts["applied"] or counts["waiting"]),
            "is_over": not self.cohort.is_running(now),
            "may_promote": bool(counts["waiting"]) and free != 0 and self.cohort.is_running(now),
        }


def manager_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not person_may_manage_enrolments(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_POST
@manager_only
def approve_one(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment = get_object_or_404(Enrolment.objects.select_related("cohort", "user"), pk=pk)
    try:
        enrolment = approve(enrolment=enrolment, now=timezone.now())
    except EnrolmentError as error:
        messages.error(request, str(error))
    else:
        text = _("%(name)s has a seat.") if enrolment.is_seated else _("%(name)s waits for a seat.")
        messages.success(request, text % {"name": enrolment.user})
    return redirect("cohorts:people", enrolment.cohort_id)


@require_POST
@manager_only
def approve_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who applied, in order of application: seats first, then the waiting list."""
    cohort = get_object_or_404(Cohort, pk=pk)
    try:
        approved = approve_applicants(cohort=cohort, now=timezone.now())
    except EnrolmentError as error:
        messages.error(request, str(error))
        return redirect("cohorts:people", pk)
    seated = sum(row.is_seated for row in approved)
    messages.success(
        request,
        _("%(seated)d have a seat, %(waiting)d wait for one.")
        % {"seated": seated, "waiting": len(approved) - seated},
    )
    return redirect("cohorts:people", pk)


@require_POST
@manager_only
def promote(request: HttpRequest, pk: int) -> HttpResponse:
    promoted = promote_waiting(cohort=get_object_or_404(Cohort, pk=pk), now=timezone.now())
    text = ngettext(
        "%(n)d person moved up from the waiting list.",
        "%(n)d people moved up from the waiting list.",
        len(promoted),
    )
    messages.success(request, text % {"n": len(promoted)})
    return redirect("cohorts:people", pk)


@require_POST
@manager_only
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """As the cohort takes people in: a seat, an application or the waiting list."""
    gone = get_object_or_404(Enrolment.objects.select_related("cohort", "user"), pk=pk)
    try:
        enrolment = enrol(user=gone.user, cohort=gone.cohort, now=timezone.now())
    except EnrolmentError as error:
        messages.error(request, str(error))
    else:
        words = {"name": enrolment.user, "status": enrolment.get_status_display()}
        messages.success(request, _("%(name)s is back: %(status)s.") % words)
    return redirect("cohorts:people", gone.cohort_id)


@require_POST
def invite_absent(request: HttpRequest, pk: int) -> HttpResponse:
    """A mail with a link to set a password, to everybody with a seat who never came in."""
    if not request.user.has_perm("accounts.invite_user"):
        raise PermissionDenied
    seated = Enrolment.objects.seated().filter(cohort=get_object_or_404(Cohort, pk=pk))
    absent = User.objects.never_came_in().filter(pk__in=seated.values("user"), is_active=True)
    people = list(absent.select_related("profile").order_by("pk"))
    sent = invite(users=people, now=timezone.now())
    text = ngettext(
        "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", sent
    )
    messages.success(request, text % {"count": sent})
    return redirect("cohorts:people", pk)
