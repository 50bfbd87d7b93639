"""What waits for whom on the admin's start page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from accounts.models import User
from accounts.site_time import site_day
from courses.models import Cohort, CoursePage, Enrolment, LessonPage, ModulePage
from courses.models.enrolments import never_came_in
from courses.permissions import person_may_manage_enrolments

#: So many drafts are named; the explorer has the rest.
DRAFTS = 8


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


def own_drafts(user: User) -> QuerySet[Page]:
    """This person's teaching pages that trainees do not see yet as they stand, newest first."""
    teaching = Page.objects.type(CoursePage, ModulePage, LessonPage).filter(owner=user)
    unseen = teaching.filter(Q(live=False) | Q(has_unpublished_changes=True))
    return unseen.order_by(F("latest_revision_created_at").desc(nulls_last=True), Lower("title"))


class CohortsPanel(Component):
    """For managers: the running cohorts and whom they keep waiting."""

    name = "cohorts"
    template_name = "courses/admin/home_cohorts.html"
    order = 100

    class Media:
        css = {"all": ["courses/admin.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "may_decide": person_may_manage_enrolments(user),
            "may_add": user.has_perm("courses.add_cohort"),
            "cohorts": cohorts_at_work(user),
        }


class DraftsPanel(Component):
    """For who writes lessons: their own pages that are not published as they stand."""

    name = "drafts"
    template_name = "courses/admin/home_drafts.html"
    order = 150

    class Media:
        css = {"all": ["courses/admin.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        own = Page.objects.type(CoursePage).filter(owner=user)
        return {
            "drafts": own_drafts(user).specific()[:DRAFTS],
            "courses": own.order_by("path"),
            "may_explore": own.exists(),
        }
