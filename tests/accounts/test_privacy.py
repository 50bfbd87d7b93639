"""Handing out and erasing a person."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail import hooks

from accounts import privacy
from accounts.models import User
from tests.factories.accounts import RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_gets_everything_that_accounts_hold_in_json() -> None:
    user = UserFactory(
        name="Dewi Anggraini",
        profile={
            "birth_year": 2009,
            "region": RegionFactory(),
            "guardian_name": "Bu Endang",
            "guardian_consent_on": date(2026, 11, 2),
        },
    )
    exported = json.loads(json.dumps(privacy.export_person(user)))["accounts"]
    assert (exported["name"], exported["email"]) == ("Dewi Anggraini", user.email)
    assert exported["profile"]["birth_year"] == 2009
    assert exported["profile"]["guardian_consent_on"] == "2026-11-02"
    assert exported["profile"]["phone"] is None
    assert exported["consents"][0]["purpose"] == "participation"


def test_an_erased_person_leaves_no_row_and_the_others_stay() -> None:
    gone, stays = UserFactory(email="siti+kanal@contoh.example"), UserFactory()
    privacy.erase_person(gone, timezone.now())
    assert list(User.objects.all()) == [stays]
    assert stays.consents.exists()


def test_apps_are_asked_in_their_order_and_erase_from_the_last_to_the_account() -> None:
    order = [held.name for held in privacy.person_data()]
    installed = [app for app in settings.INSTALLED_APPS if app in order]
    assert order == installed
    assert order[0] == "accounts"


def test_the_account_goes_last_and_all_stays_when_one_app_fails() -> None:
    order = []

    def erase(user: User, now: object) -> None:
        order.append(User.objects.filter(pk=user.pk).exists())
        raise RuntimeError

    upper = privacy.PersonData("upper", export=lambda user: {}, erase=erase)
    user = UserFactory()
    held = hooks.register_temporarily("register_person_data", lambda: upper)
    with held, pytest.raises(RuntimeError):
        privacy.erase_person(user, timezone.now())
    assert order == [True]
    assert User.objects.filter(pk=user.pk).exists()
