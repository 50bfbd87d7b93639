"""What is set per site: rows made by `migrate` and with each new site, never by who reads."""

from __future__ import annotations

from typing import Self

from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import Site


class SettingsOfSite(BaseSiteSetting):
    """The base of every setting of ours; the defaults, unsaved, where a site has no row."""

    class Meta:
        abstract = True

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        if site is None:
            raise cls.DoesNotExist(f"{cls.__name__}: no site")
        return cls.base_queryset().filter(site=site).first() or cls(site=site)

    @classmethod
    def current(cls) -> Self:
        """The default site's settings; the defaults where no site was set up."""
        found = cls.base_queryset().filter(site__is_default_site=True).first()
        if found is not None:
            return found
        return cls(site=Site.objects.filter(is_default_site=True).first())


def make_rows(using: str) -> None:
    """Give every site a row of each registered setting; rows that are there stay as they are."""
    sites = Site.objects.using(using)
    for model in registry:
        if issubclass(model, BaseSiteSetting):
            for site in sites.exclude(pk__in=model.objects.using(using).values("site")):
                model.objects.using(using).get_or_create(site=site)
