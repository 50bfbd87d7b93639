"""What waits for managers on the admin's start page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component

from accounts.models import User
from cohorts.models import Cohort, Enrolment
from cohorts.models.enrolments import never_came_in
from cohorts.permissions import person_may_manage_enrolments
from design.site_time import site_day


def cohorts_at_work(user: User) -> QuerySet[Cohort]:
    """Cohorts that have not ended, with what waits in them; empty for who may not decide."""
    if not person_may_manage_enrolments(user):
        return Cohort.objects.none()
    status = Enrolment.Status
    return (
        Cohort.objects.filter(ends_on__gte=site_day(timezone.now()))
        .annotate(
            applied=Count("enrolments", filter=Q(enrolments__status=status.APPLIED)),
            waiting=Count("enrolments", filter=Q(enrolments__status=status.WAITLISTED)),
            absent=Count("enrolments", filter=never_came_in("enrolments__")),
        )
        .next_first()
    )


class CohortsPanel(Component):
    """For managers: the running cohorts and whom they keep waiting."""

    name = "cohorts"
    template_name = "cohorts/admin/home_cohorts.html"
    order = 100

    class Media:
        css = {"all": ["courses/admin.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "may_decide": person_may_manage_enrolments(user),
            "may_add": user.has_perm("cohorts.add_cohort"),
            "cohorts": cohorts_at_work(user),
        }
