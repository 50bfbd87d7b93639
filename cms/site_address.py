"""Wagtail's own idea of where the site is, which sitemap, canonical addresses and "view live" use."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

PORTS = {"http": 80, "https": 443}


def follow_site_url(using: str = "default") -> bool:
    """Let the default site be where SITE_URL says; whether anything changed.

    The row was copied from the setting once; since then the setting may have changed.
    """
    address = urlsplit(settings.SITE_URL)
    wanted = {"hostname": address.hostname, "port": address.port or PORTS[address.scheme]}
    site = Site.objects.using(using).filter(is_default_site=True).first()
    if site is None or all(getattr(site, name) == value for name, value in wanted.items()):
        return False
    site.hostname, site.port = wanted["hostname"], wanted["port"]
    # `save` and not `update`: it empties Wagtail's cache of sites.
    site.save(using=using, update_fields=["hostname", "port"])
    return True
