"""What is drawn once for many is right for each of them, and follows whatever changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from wagtail.models import Site

from accounts.models import User
from accounts.roles import MANAGERS
from cms.frame import frame_part
from cms.sites import site_of
from cms.team import may_manage
from tests.factories.accounts import UserFactory
from tests.factories.cms import home_page

NOW = timezone.now()
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def seen() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as queries:
        yield queries


def header(**person: object) -> str:
    own = {"name": "Sari", "initials": "S", "csrf_token": "t0", **person}
    same = {"nav": "", "courses_url": "", "signed_in": True, "may_manage": False}
    return frame_part("components/header.html", same=same, own=own, now=NOW)


def drawn(**values: Any) -> str:
    names = " ".join(f"{name}={name}" for name in values)
    template = Template(f'{{% load frame %}}{{% drawn "components/prevnext.html" {names} %}}')
    return template.render(Context(values))


def page_of(person: User, path: str = "/accounts/profil/") -> str:
    client = Client()
    client.force_login(person)
    return client.get(path, follow=True).content.decode()


class TestAPartOfTheFrame:
    def test_says_to_each_person_their_own_name_and_token(self) -> None:
        assert ">Sari</p>" in header()
        dewi = header(name="Dewi", csrf_token="t1")
        assert ">Dewi</p>" in dewi
        assert 'value="t1"' in dewi
        assert "Sari" not in dewi
        assert "t0" not in dewi

    def test_escapes_what_a_person_wrote(self) -> None:
        assert "&lt;b&gt;Dewi" in header(name="<b>Dewi")

    def test_takes_nothing_that_a_person_writes_for_a_blank(self) -> None:
        written = "[name] [initials] {{ csrf_token }}"
        assert f">{written}</p>" in header(name=written)

    def test_tells_an_escaped_text_from_one_that_is_not(self) -> None:
        assert "<i>" in drawn(next_url="/", next_title=SafeString("<i>"))
        assert "&lt;i&gt;" in drawn(next_url="/", next_title="<i>")

    def test_is_drawn_for_each_language(self) -> None:
        with translation.override("en"):
            assert "My channel" in header()
        with translation.override("id"):
            assert "My channel" not in header()


class TestTheMenu:
    @pytest.fixture
    def sari(self) -> User:
        return UserFactory(name="Sari")

    def test_offers_the_admin_to_whoever_gets_a_role_and_no_longer_to_whoever_loses_it(
        self, sari: User
    ) -> None:
        role = Group.objects.get(name=MANAGERS)
        assert not may_manage(sari, now=NOW)
        sari.groups.add(role)
        assert may_manage(sari, now=NOW)
        role.user_set.remove(sari)
        assert not may_manage(sari, now=NOW)

    def test_follows_what_a_role_may_do(self, sari: User) -> None:
        role = Group.objects.get(name=MANAGERS)
        sari.groups.add(role)
        assert may_manage(sari, now=NOW)
        role.permissions.clear()
        assert not may_manage(sari, now=NOW)

    def test_asks_an_administrator_and_a_closed_account_themselves(self, sari: User) -> None:
        assert may_manage(UserFactory(is_superuser=True), now=NOW)
        sari.groups.add(Group.objects.get(name=MANAGERS))
        sari.is_active = False
        assert not may_manage(sari, now=NOW)

    def test_costs_no_query_once_it_is_known(self, sari: User, seen: Any) -> None:
        may_manage(sari, now=NOW)
        before = len(seen)
        assert not may_manage(User(pk=sari.pk), now=NOW)
        assert len(seen) == before

    def test_shows_each_person_their_own_name(self, sari: User) -> None:
        dewi = UserFactory(name="Dewi <3")
        assert "Sari" in page_of(sari)
        page = page_of(dewi)
        assert "Dewi &lt;3" in page
        assert "Sari" not in page


class TestTheSite:
    def request(self, host: str = "kanal.example") -> Any:
        return RequestFactory(headers={"host": host}).get("/")

    @pytest.fixture(autouse=True)
    def _hosts(self, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["*"]
        Site.clear_site_root_paths_cache()

    def test_is_read_once_where_there_is_one_alone(self, seen: Any) -> None:
        only = site_of(self.request(), now=NOW)
        before = len(seen)
        assert site_of(self.request("elsewhere.example:8443"), now=NOW) == only
        assert len(seen) == before

    def test_is_chosen_by_its_host_as_soon_as_there_are_two(self) -> None:
        first = site_of(self.request(), now=NOW)
        second = Site.objects.create(hostname="kedua.example", root_page=home_page())
        assert site_of(self.request("kedua.example"), now=NOW) == second
        assert site_of(self.request(), now=NOW) == first
        second.delete()
        assert site_of(self.request("kedua.example"), now=NOW) == first

    def test_is_read_anew_where_it_was_changed(self) -> None:
        site_of(self.request(), now=NOW)
        site = Site.objects.get()
        site.site_name = "Kanal Kota"
        site.save()
        assert site_of(self.request(), now=NOW).site_name == "Kanal Kota"
