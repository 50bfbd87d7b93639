"""The website's app: pages, blocks, pictures, documents and the look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet


class CmsConfig(AppConfig):
    """Connects what Wagtail leaves to us when pages move, are copied or listed in files, and says who may edit the website."""

    name = "cms"
    verbose_name = _("Website")

    def ready(self) -> None:
        from cms import content_version, copying, exports, redirects

        redirects.connect()
        copying.connect()
        exports.connect()
        content_version.connect()
        watch_content()
        declare_roles()


def _whole_site() -> PageQuerySet:
    from cms.models import HomePage

    return HomePage.objects.all()


def watch_content() -> None:
    """Pages, pictures and files, whom they are for, and what is set for a site."""
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

    from cms.content_version import page_is_shown_anew, watch

    watch(Page, page_is_shown_anew)
    for model in (BaseSiteSetting, Site, Locale, AbstractImage, AbstractDocument):
        watch(model)
    for model in (Collection, CollectionViewRestriction, PageViewRestriction):
        watch(model)
    # One is made when a page first shows it; one that goes takes its address along.
    watch(AbstractRendition, lambda rendition, fields: False)


def declare_roles() -> None:
    """Instructors bring pictures and worksheets; administrators run the website."""
    from accounts.roles import ADMINISTRATORS, INSTRUCTORS, register_role

    # Wagtail asks for its own models' permissions, also where they are replaced by ours.
    bring = [
        "wagtailimages.add_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.choose_document",
    ]
    redirects = [f"wagtailredirects.{act}_redirect" for act in ("add", "change", "delete", "view")]
    collections = [f"wagtailcore.{act}_collection" for act in ("add", "change", "delete")]
    pages = ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page"]
    register_role(INSTRUCTORS, collection_permissions=bring)
    register_role(
        ADMINISTRATORS,
        ["cms.change_sitesettings", *redirects, *collections],
        page_permissions=[(_whole_site, [*pages, "unlock_page"])],
        collection_permissions=[
            *bring,
            "wagtailimages.change_image",
            "wagtaildocs.change_document",
        ],
    )
