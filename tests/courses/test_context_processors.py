"""Every page leads to the catalogue, wherever an editor puts it."""

from __future__ import annotations

import pytest
from django.test import Client

from courses.models import CourseIndexPage
from tests.factories.cms import home_page
from tests.factories.courses import course_index

pytestmark = pytest.mark.django_db


def links(client: Client) -> str:
    return client.get("/accounts/login/", follow=True).content.decode()


def test_the_courses_are_linked_where_their_page_is_now(client: Client) -> None:
    index = course_index()
    assert 'href="/kursus/"' in links(client)
    index.slug = "belajar"
    index.save()
    page = links(client)
    assert 'href="/belajar/"' in page
    assert "/kursus/" not in page


def test_no_link_leads_to_a_catalogue_that_is_not_shown(client: Client) -> None:
    course_index().unpublish()
    assert CourseIndexPage.objects.get().live is False
    page = links(client)
    assert "/kursus/" not in page
    assert 'href=""' not in page


def test_a_site_has_one_catalogue() -> None:
    index = course_index()
    assert not CourseIndexPage.can_create_at(index.get_parent())
    index.delete()
    assert CourseIndexPage.can_create_at(home_page())
