"""Addresses that were sent in a chat keep working when a page moves or gets a new name."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.signal_handlers import BatchRedirectCreator

from cms.models import StandardPage
from tests.factories.cms import home_page, standard_page

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def family() -> tuple[StandardPage, StandardPage, StandardPage]:
    """Two parents and a page under the first: /a/, /b/, /a/anak/."""
    first = standard_page("A", slug="a")
    second = standard_page("B", slug="b")
    child = standard_page("Anak", parent=first, slug="anak")
    return first, second, child


def moved(page: StandardPage, target: StandardPage) -> StandardPage:
    StandardPage.objects.get(pk=page.pk).move(type(target).objects.get(pk=target.pk), "last-child")
    return StandardPage.objects.get(pk=page.pk)


def renamed(page: StandardPage, slug: str) -> StandardPage:
    fresh = StandardPage.objects.get(pk=page.pk)
    fresh.slug = slug
    fresh.save()
    return fresh


def lands_at(client: Client, address: str) -> str:
    """Where a browser ends up; fails on a loop as a browser would."""
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return response.request["PATH_INFO"]


def test_a_renamed_page_and_the_pages_under_it_are_found_at_their_old_addresses(
    client: Client, family: tuple
) -> None:
    first, _second, _child = family
    renamed(first, "baru")

    assert lands_at(client, "/a/") == "/baru/"
    assert lands_at(client, "/a/anak/") == "/baru/anak/"


def test_a_moved_page_is_found_at_its_old_address_with_the_query_of_the_chat(
    client: Client, family: tuple
) -> None:
    _first, second, child = family
    moved(child, second)

    assert lands_at(client, "/a/anak/") == "/b/anak/"
    assert lands_at(client, "/a/anak/?fbclid=xyz") == "/b/anak/"


def test_a_page_that_came_back_is_reached_from_both_addresses(
    client: Client, family: tuple
) -> None:
    first, second, child = family
    moved(child, second)
    moved(child, first)

    assert lands_at(client, "/a/anak/") == "/a/anak/"
    assert lands_at(client, "/b/anak/") == "/a/anak/"
    assert not Redirect.objects.filter(old_path="/a/anak").exists()


def test_a_browser_does_not_keep_the_old_way_for_ever(client: Client, family: tuple) -> None:
    _first, second, child = family
    moved(child, second)

    assert client.get("/a/anak/").status_code == 302


def test_a_page_taken_down_after_it_came_back_is_a_plain_404(client: Client, family: tuple) -> None:
    first, second, child = family
    moved(child, second)
    moved(child, first).unpublish()

    assert client.get("/a/anak/").status_code == 404


def test_a_draft_leaves_no_address_behind(family: tuple) -> None:
    first, second, _child = family
    draft = standard_page("Draf", parent=first, slug="draf", live=False)
    moved(renamed(draft, "draf-baru"), second)

    assert not Redirect.objects.filter(old_path__contains="draf").exists()


def test_a_draft_that_is_renamed_and_moved_takes_nobody_elses_old_address_away(
    client: Client, family: tuple
) -> None:
    first, second, child = family
    renamed(child, "cucu")
    draft = standard_page("Draf", parent=first, slug="draf", live=False)
    moved(renamed(draft, "draf-baru"), second)

    assert lands_at(client, "/a/anak/") == "/a/cucu/"


def test_wagtail_still_needs_the_patch_that_spares_other_redirects(family: tuple) -> None:
    """When this fails, Wagtail has mended it: take `_spare_other_redirects` out."""
    _first, _second, child = family
    renamed(child, "cucu")
    assert Redirect.objects.filter(automatically_created=True).exists()
    BatchRedirectCreator(max_size=1).pre_process()
    assert not Redirect.objects.filter(automatically_created=True).exists()


def test_a_renamed_draft_still_forwards_to_the_live_pages_under_it(
    client: Client, family: tuple
) -> None:
    first, _second, _child = family
    StandardPage.objects.get(pk=first.pk).unpublish()
    renamed(first, "diam")

    assert lands_at(client, "/a/anak/") == "/diam/anak/"
    assert client.get("/a/").status_code == 404


def test_redirects_that_an_editor_made_are_left_alone(family: tuple) -> None:
    first, _second, _child = family
    by_hand = Redirect.objects.create(old_path="/promo", redirect_page=first, is_permanent=True)
    renamed(first, "promo")

    by_hand.refresh_from_db()
    assert by_hand.is_permanent
    assert home_page().get_children().filter(slug="promo").exists()
