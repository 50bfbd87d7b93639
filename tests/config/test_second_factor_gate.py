"""Whoever may do what staff may shows the second step first, whatever address it stands at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from accounts.factors.proving import SESSION_SET_UP
from accounts.models import User
from accounts.roles import INSTRUCTORS, MANAGERS
from tests.config.test_who_may_open import (  # noqa: F401  (fixtures)
    RULES,
    Who,
    addresses,
    found,
    people,
)
from tests.factories.accounts import UserFactory
from tests.factories.cms import DocumentFactory, ImageFactory
from tests.factories.courses import LessonFactory

pytestmark = pytest.mark.django_db

INDEX = "/accounts/2fa/"
STAFF = [who for who in Who if Who.INSTRUCTOR <= who < Who.NOBODY]
#: Own pages, where it is set up, and what monitors ask: open before it, and to trainees as well.
BEFORE_IT = ("accounts/", "healthz", "readyz")


@pytest.fixture(autouse=True)
def _wanted(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_serves_staff_who_have_not_shown_it(
    method: str,
    people: dict[Who, Client],  # noqa: F811
    found: Callable[[str], str],  # noqa: F811
) -> None:
    open_to_staff = []
    for address in RULES:
        for who in STAFF if not address.startswith(BEFORE_IT) else ():
            response = getattr(people[who], method)(found(address))
            if response.headers.get("Location") != INDEX:
                open_to_staff.append(f"{method} {address}: {who.name} got {response.status_code}")
    assert open_to_staff == []


def test_what_needs_a_role_stands_behind_it() -> None:
    """Nothing that only staff may open is among the addresses that are open before it."""
    for address, rule in RULES.items():
        if address.startswith(BEFORE_IT):
            assert not {Who.INSTRUCTOR, Who.MANAGER, Who.ADMINISTRATOR, Who.SUPERUSER} & set(rule)


def test_none_of_wagtail_s_own_pages_is_open_before_it(client: Client) -> None:
    client.force_login(UserFactory(superuser=True))
    plain = {
        f"/{address.replace('^', '').replace('$', '')}"
        for address, _view in addresses(get_resolver().url_patterns)
        if not re.search(r"[<(]", address) and not address.startswith((*BEFORE_IT, "static/"))
    }
    assert len(plain) > 60
    free = {"/robots.txt", "/favicon.ico", "/sitemap.xml"}
    leads_to = {address: client.get(address).headers.get("Location") for address in plain - free}
    assert {address for address, led in leads_to.items() if led != INDEX} == set()


@pytest.fixture
def closed() -> dict[str, str]:
    """What only some may see outside of the admin."""
    collection = Collection.get_first_root_node().add_child(name="Panitia")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = DocumentFactory(collection=collection)
    picture = ImageFactory(collection=collection)
    lesson = LessonFactory()
    PageViewRestriction.objects.create(page=LessonFactory(), restriction_type="login")
    return {
        "a document": document.url,
        "a picture": picture.file.url,
        "a lesson": lesson.get_url(),
        "a closed page": PageViewRestriction.objects.get().page.get_url(),
        "the dashboard": "/dashboard/",
        "a page with the editor's bar": "/",
    }


@pytest.mark.parametrize("role", [INSTRUCTORS, MANAGERS])
def test_documents_pictures_and_lessons_wait_for_it_and_open_after_it(
    client: Client, closed: dict[str, str], role: str
) -> None:
    person = UserFactory(role=role)
    client.force_login(person)
    for what, address in closed.items():
        assert client.get(address).headers.get("Location") == INDEX, what
    prove(client, person)
    for what, address in closed.items():
        response = client.get(address)
        assert response.status_code == 200, what
        b"".join(getattr(response, "streaming_content", ()))


def prove(client: Client, person: User) -> None:
    """As after the app was set up in this session."""
    factor = person.authenticator_set.create(type="totp", data={})
    session = client.session
    session[SESSION_SET_UP] = [factor.pk]
    session.save()


def test_a_right_given_to_one_person_asks_for_it_as_a_role_does(client: Client) -> None:
    person = UserFactory()
    client.force_login(person)
    assert client.get("/dashboard/").status_code == 200
    person.user_permissions.set(UserFactory(role=MANAGERS).groups.get().permissions.all())
    assert client.get("/dashboard/").url == INDEX
    assert client.post("/admin/reports/mail/again/").url == INDEX


def test_what_explains_the_consent_is_read_before_it(client: Client) -> None:
    client.force_login(UserFactory(role=MANAGERS, consented=False))
    assert client.get("/privasi/").status_code in (200, 404)
    assert client.get(reverse("account_consent")).status_code == 200
    assert client.get("/privasi/lain/").status_code == 302


def test_trainees_and_visitors_meet_no_gate(closed: dict[str, str]) -> None:
    trainee, visitor = Client(), Client()
    trainee.force_login(UserFactory())
    for address in closed.values():
        for client in (trainee, visitor):
            response = client.get(address)
            b"".join(getattr(response, "streaming_content", ()))
            assert response.headers.get("Location") != INDEX
