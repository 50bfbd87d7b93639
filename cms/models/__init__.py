"""Pages, site settings, pictures and documents of the website."""

from cms.content_changes import ContentChange
from cms.models.base import BasePage
from cms.models.media import KanalDocument, KanalImage, KanalRendition
from cms.models.pages import HomePage, StandardPage
from cms.models.settings import SiteSettings

__all__ = [
    "BasePage",
    "ContentChange",
    "HomePage",
    "KanalDocument",
    "KanalImage",
    "KanalRendition",
    "SiteSettings",
    "StandardPage",
]
