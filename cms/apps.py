"""The website's app: pages, blocks, pictures, documents and the look."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Connects what happens when a page gets a new address."""

    name = "cms"
    verbose_name = _("Website")

    def ready(self) -> None:
        from cms.moves import connect

        connect()
