"""What follows each migrate."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

from accounts.roles import MANAGERS
from config.apps import finish_migrate

pytestmark = pytest.mark.django_db


def test_roles_wait_until_every_table_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """`migrate courses zero` takes tables away in which a role's pages would be looked for."""
    Group.objects.all().delete()
    there = connection.introspection.table_names()
    with monkeypatch.context() as patch:
        some = [name for name in there if not name.startswith("courses_")]
        patch.setattr(connection.introspection, "table_names", lambda: some)
        finish_migrate(apps.get_app_config("config"), using="default")
        assert not Group.objects.exists()
    finish_migrate(apps.get_app_config("config"), using="default")
    assert Group.objects.filter(name=MANAGERS).exists()
