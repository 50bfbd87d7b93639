"""Publishing many pages from the list: the good ones go out, the others are named with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from accounts.models import User
from cms.publishing import NotPublishable, problems_before_publishing


class CheckedPublish(PublishBulkAction):
    """Wagtail's, one page at a time; pages that it may not publish it leaves out as before."""

    def get_execution_context(self) -> dict[str, Any]:
        self.refused: list[NotPublishable] = []
        return {**super().get_execution_context(), "refused": self.refused}

    @classmethod
    def execute_action(
        cls,
        objects: list[Page],
        include_descendants: bool = False,
        user: User | None = None,
        refused: list[NotPublishable] | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """How many of the chosen pages and of the pages below them were published."""
        below = [page for chosen in objects for page in _drafts_below(chosen, user)]
        refused = [] if refused is None else refused
        chosen = sum(_publish(page.specific, user, refused) for page in objects)
        return chosen, sum(_publish(page, user, refused) for page in below if include_descendants)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        for each in self.refused:
            messages.error(self.request, why_not_published(each))
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)


def why_not_published(refused: NotPublishable) -> str:
    """The page by its title and what is to be mended, as HTML."""
    heading = _("“%(page)s” was not published.") % {"page": refused.page.get_admin_display_title()}
    reasons = format_html_join("", "<li>{}</li>", ((problem,) for problem in refused.problems))
    return format_html("{}<ul>{}</ul>", heading, reasons)


def _publish(page: Page, user: User | None, refused: list[NotPublishable]) -> bool:
    revision = page.get_latest_revision() or page.save_revision(user=user, clean=False)
    try:
        revision.publish(user=user)
    except NotPublishable as why:
        refused.append(why)
        return False
    return True


def _drafts_below(page: Page, user: User | None) -> Iterator[Page]:
    for draft in page.get_descendants().not_live().specific():
        if user is None or draft.permissions_for_user(user).can_publish():
            yield draft


class CheckedPublishRevision(PublishPageRevisionAction):
    def check(self, skip_permission_checks: bool = False) -> None:
        super().check(skip_permission_checks)
        problems = problems_before_publishing(self.object)
        if problems:
            raise NotPublishable(self.object, problems)


class CheckedPublishOfApi(PublishPageAPIAction):
    """The admin API goes round `Page.publish`; NotPublishable becomes its 400."""

    def _action_from_data(self, instance: Page, data: dict[str, Any]) -> CheckedPublishRevision:
        action = super()._action_from_data(instance, data)
        return CheckedPublishRevision(action.revision, user=action.user)
