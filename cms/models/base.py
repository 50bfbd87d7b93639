"""What every page of Kanal has."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction, Revision

from accounts.models import User
from cms.publishing import BY_SCHEDULE, NotPublishable, hold_back, problems_before_publishing
from cms.visibility import is_any_page_closed


class BasePage(Page):
    """A page with a picture for sharing, a wall colour and a card for when others point to it.

    `card_template` draws the page as a link's card (what stands in one `<li>` of the list), with the page as
    `page`, wherever another page chooses this one; `nav` names the entry of the main navigation that is marked as current.
    """

    card_template = "cms/cards/page.html"
    nav = ""

    share_image = models.ForeignKey(
        "cms.KanalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture for sharing"),
        help_text=_(
            "Shown when the address is sent in WhatsApp or Facebook. Wide, at least 1200 × 630 "
            "pixels. Without one the site's own card is used."
        ),
    )

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("share_image"),
            ],
            heading=_("For search engines and sharing"),
        ),
    ]

    class Meta:
        abstract = True

    @property
    def colour(self) -> str:
        """The page's wall: teal, coral, blue or lime."""
        return "teal"

    @property
    def summary(self) -> str:
        """One or two sentences for cards and search results."""
        return self.search_description

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `nav` and `colour` for the frame around the page."""
        return {
            **super().get_context(request, *args, **kwargs),
            "nav": self.nav,
            "colour": self.colour,
        }

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Wagtail asks for the page and everything above it; where nothing is closed, nothing is."""
        if not is_any_page_closed(now=timezone.now()):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_route_paths(self) -> list[str]:
        """The paths whose old addresses keep working: none for a draft, nobody was sent there."""
        return super().get_route_paths() if self.live else []

    def publish(
        self,
        revision: Revision,
        user: User | None = None,
        changed: bool = True,
        log_action: bool | str = True,
        previous_revision: Revision | None = None,
        skip_permission_checks: bool = False,
    ) -> None:
        """Asks first what the editor's form asks: the list, the workflow and the schedule come here.

        Raises NotPublishable; a page whose hour has come and that is not fit is held back instead,
        so that the others of that hour go out.
        """
        page = revision.as_object()
        problems = problems_before_publishing(page)
        if problems and log_action == BY_SCHEDULE:
            hold_back(page=page, revision=revision, problems=problems)
            return
        if problems:
            raise NotPublishable(page, problems)
        super().publish(
            revision,
            user=user,
            changed=changed,
            log_action=log_action,
            previous_revision=previous_revision,
            skip_permission_checks=skip_permission_checks,
        )
