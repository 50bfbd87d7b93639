"""What staff may do to whom, person by person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import (
    PeoplePolicy,
    may_change_address,
    may_edit_person,
    may_invite,
    may_reset_factor,
)
from accounts.roles import ADMINISTRATORS, MANAGERS
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return UserFactory(role=MANAGERS)


def came_in() -> User:
    return UserFactory(last_login=timezone.now() - timedelta(days=1))


def test_only_open_accounts_that_nobody_has_come_into_are_invited(manager: User) -> None:
    assert may_invite(manager, UserFactory())
    assert not may_invite(manager, came_in())
    assert not may_invite(manager, UserFactory(is_active=False))
    assert not may_invite(UserFactory(), UserFactory())


def test_a_manager_corrects_an_address_until_its_owner_has_come_in(manager: User) -> None:
    assert may_change_address(manager, UserFactory())
    assert not may_change_address(manager, came_in())
    assert may_change_address(UserFactory(role=ADMINISTRATORS), came_in())


def test_nobody_does_to_themself_what_shuts_an_owner_out() -> None:
    boss = UserFactory(role=ADMINISTRATORS)
    assert may_edit_person(boss, boss)
    assert not may_change_address(boss, boss)
    assert not may_reset_factor(boss, boss)
    assert may_reset_factor(boss, UserFactory())


def test_wagtail_asks_about_each_single_person(manager: User) -> None:
    policy, boss = PeoplePolicy(User), UserFactory(role=ADMINISTRATORS)
    assert policy.user_has_permission_for_instance(manager, "change", UserFactory())
    assert not policy.user_has_permission_for_instance(manager, "change", boss)
    assert policy.user_has_permission_for_instance(boss, "change", manager)
