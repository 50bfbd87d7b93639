"""Old addresses keep working when a page moves or is renamed.

Wagtail's redirects app writes the redirects (`BasePage.get_route_paths` leaves drafts out);
this module tidies up after it.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move


def connect() -> None:
    """Lets our receiver run after Wagtail's: a receiver connected twice keeps its first place."""
    from wagtail.contrib.redirects import signal_handlers

    _spare_other_redirects(signal_handlers.BatchRedirectCreator)
    page_slug_changed.connect(signal_handlers.autocreate_redirects_on_slug_change)
    post_page_move.connect(signal_handlers.autocreate_redirects_on_page_move)
    page_slug_changed.connect(tidy_redirects, dispatch_uid="cms.tidy_redirects")
    post_page_move.connect(tidy_redirects, dispatch_uid="cms.tidy_redirects")


def _spare_other_redirects(creator: Any) -> None:
    """Keeps Wagtail's batch from deleting every automatic redirect when it has none to make.

    It deletes what clashes with its items, and with no item (a draft was moved) the empty
    condition matches all rows.
    """
    process = creator.process

    def process_items(batch: Any) -> None:
        if batch.items:
            process(batch)

    creator.process = process_items


def tidy_redirects(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Drops redirects away from where a page now stands, and makes the automatic ones temporary.

    A page that came back would otherwise lead to itself once it is unpublished; and a browser
    remembers a permanent redirect for ever, so that a page moved there and back would loop.
    """
    from wagtail.contrib.redirects.models import Redirect

    pages = Page.objects.descendant_of(instance, inclusive=True)
    automatic = Redirect.objects.filter(automatically_created=True)
    automatic.filter(redirect_page__in=pages, is_permanent=True).update(is_permanent=False)
    addresses = [Redirect.normalise_path(page.url) for page in pages.live() if page.url]
    automatic.filter(old_path__in=addresses).delete()
