"""Sitemap, canonical addresses and robots.txt name the site that SITE_URL names."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Site

from cms.site_address import follow_site_url

pytestmark = pytest.mark.django_db
NEW = "https://kanal.malang.example"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (NEW, ("kanal.malang.example", 443)),
        ("http://127.0.0.1:8040", ("127.0.0.1", 8040)),
        ("http://kanal.example", ("kanal.example", 80)),
    ],
)
def test_the_site_follows_the_setting_once_it_changed(
    url: str, expected: tuple[str, int], settings: object
) -> None:
    settings.SITE_URL = url
    assert follow_site_url()
    assert not follow_site_url()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port, site.root_url) == (*expected, url)


def test_after_a_migrate_every_address_is_the_new_one(client: Client, settings: object) -> None:
    settings.SITE_URL = NEW
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    found = client.get("/sitemap.xml").content.decode()
    assert found.count("<loc>") > 0
    assert found.count("<loc>") == found.count(f"<loc>{NEW}/")
    assert NEW in client.get("/robots.txt").content.decode()
    assert f'rel="canonical" href="{NEW}/' in client.get("/").content.decode()
