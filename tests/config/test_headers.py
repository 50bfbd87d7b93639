"""The strict policy of the public site, and the looser one of the admin alone."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def policy(client: Client, path: str) -> dict[str, str]:
    """The sources by directive, whose order is another one in each process."""
    header = client.get(path).headers["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.parametrize("path", ["/", "/kursus/", "/accounts/signup/", "/nowhere/", "/admin"])
def test_the_public_site_allows_nothing_inline_and_no_other_host(client: Client, path: str) -> None:
    found = policy(client, path)
    assert found["script-src"] == found["style-src"] == "'self'"
    assert found["default-src"] == "'none'"
    assert "unsafe" not in str(found)


def test_the_admin_alone_is_looser(admin_client: Client) -> None:
    found = policy(admin_client, "/admin/")
    assert found["script-src"] == "'self' 'unsafe-inline'"
    assert "unsafe-eval" not in str(found)


def test_youtubes_player_gets_the_referrer_it_insists_on(client: Client) -> None:
    headers = client.get("/").headers
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/dashboard/", "/channel/", "/accounts/profil/"])
def test_no_phone_that_people_share_keeps_a_personal_page(client: Client, path: str) -> None:
    """Somebody signs out and hands the phone on: going back must not show their pages."""
    client.force_login(UserFactory())
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_robots_are_kept_out_of_what_is_personal(client: Client) -> None:
    body = client.get("/robots.txt").content.decode()
    for path in ("/admin/", "/accounts/", "/dashboard/", "/channel/"):
        assert f"Disallow: {path}" in body


def test_the_sitemap_and_the_favicon_answer(client: Client) -> None:
    assert client.get("/sitemap.xml").status_code == 200
    assert client.get("/favicon.ico").status_code in (200, 301, 302)


def test_pages_go_out_compressed_and_their_caches_know(client: Client) -> None:
    plain = client.get("/accounts/signup/")
    packed = client.get("/accounts/signup/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]
