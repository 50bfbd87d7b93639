"""The website's app: pages, blocks, pictures, documents and the look."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Connects what Wagtail leaves to us when pages move, are copied or listed in files."""

    name = "cms"
    verbose_name = _("Website")

    def ready(self) -> None:
        from cms import content_version, copying, exports, redirects

        redirects.connect()
        copying.connect()
        exports.connect()
        content_version.connect()
        watch_content()


def watch_content() -> None:
    """Pages, pictures and files, whom they are for, what is set for a site, and its team."""
    from django.contrib.auth.models import Group
    from wagtail.contrib.settings.models import BaseSiteSetting
    from wagtail.documents.models import AbstractDocument
    from wagtail.images.models import AbstractImage, AbstractRendition
    from wagtail.models import (
        Collection,
        CollectionViewRestriction,
        Locale,
        Page,
        PageViewRestriction,
        Site,
    )

    from accounts.models import User
    from cms.content_version import page_is_shown_anew, watch

    watch(Page, page_is_shown_anew)
    for model in (BaseSiteSetting, Site, Locale, AbstractImage, AbstractDocument):
        watch(model)
    for model in (Collection, CollectionViewRestriction, PageViewRestriction):
        watch(model)
    for relation in (User.groups, User.user_permissions, Group.permissions):
        watch(relation.through)
    # One is made when a page first shows it; one that goes takes its address along.
    watch(AbstractRendition, lambda rendition, fields: False)
