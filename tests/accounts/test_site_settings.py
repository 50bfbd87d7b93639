"""A site's settings are there before anybody reads them, and reading never writes."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import Site

from accounts.models import AgeSettings
from accounts.site_settings import SettingsOfSite
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in registry}


def test_every_setting_of_ours_is_read_without_writing() -> None:
    ours = [model for model in registry if issubclass(model, BaseSiteSetting)]
    assert ours
    assert [model for model in ours if not issubclass(model, SettingsOfSite)] == []


def test_a_fresh_database_has_each_settings_row_once_however_often_it_is_migrated() -> None:
    assert set(rows().values()) == {1}
    call_command("migrate", verbosity=0)
    assert set(rows().values()) == {1}


def test_what_was_set_outlives_a_migrate() -> None:
    AgeSettings.objects.update(guardian_age=21)
    call_command("migrate", verbosity=0)
    assert AgeSettings.current().guardian_age == 21


def test_a_site_that_is_added_has_its_settings_at_once() -> None:
    first = Site.objects.get()
    Site.objects.create(hostname="kedua.contoh.example", root_page=first.root_page)
    assert set(rows().values()) == {2}


def test_where_a_row_is_gone_the_defaults_are_read_and_an_administrator_saves_them(
    client: Client,
) -> None:
    AgeSettings.objects.all().delete()
    assert AgeSettings.current().channel_age == 16
    client.force_login(UserFactory(superuser=True))
    path = f"/admin/settings/accounts/agesettings/{Site.objects.get().pk}/"
    assert client.get(path).status_code == 200
    assert not AgeSettings.objects.exists()
    assert client.post(path, {"channel_age": 17, "guardian_age": 19}).status_code == 302
    assert AgeSettings.objects.get().guardian_age == 19
