"""What waits for who writes lessons, on the admin's start page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Lower
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.query import PageQuerySet

from accounts.models import User
from courses.models import CoursePage, LessonPage, ModulePage

#: So many drafts are named; the explorer has the rest.
DRAFTS = 8


def own_drafts(user: User) -> PageQuerySet:
    """This person's teaching pages that trainees do not see yet as they stand, newest first."""
    teaching = Page.objects.type(CoursePage, ModulePage, LessonPage).filter(owner=user)
    unseen = teaching.filter(Q(live=False) | Q(has_unpublished_changes=True))
    return unseen.order_by(F("latest_revision_created_at").desc(nulls_last=True), Lower("title"))


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
