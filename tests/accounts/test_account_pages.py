"""What holds for every page around an account: bounded forms, and nothing stored."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.test_login import CONFIRM, sign_up
from tests.config.test_who_may_open import addresses, get_resolver
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_long_region_that_is_none_is_a_sentence_and_not_sent_back() -> None:
    page = sign_up(Client(), region="x" * 50_000)
    assert page.status_code == 200
    assert "region" in page.context["form"].errors
    assert len(page.content) < 20_000


@pytest.mark.parametrize("field", ["name", "email", "password1", "region", "code"])
def test_an_endless_text_is_neither_read_nor_sent_back(client: Client, field: str) -> None:
    endless = {field: "x" * 3_000_000}
    sign_up(client)
    page = client.post(CONFIRM, endless) if field == "code" else sign_up(Client(), **endless)
    assert page.status_code == 400
    assert "Permintaanmu tidak terbaca" in page.content.decode()
    assert len(page.content) < 20_000
    assert User.objects.count() == 1


def test_no_page_around_the_account_is_stored(client: Client) -> None:
    client.force_login(UserFactory())
    plain = [
        f"/{address}"
        for address, _view in addresses(get_resolver().url_patterns)
        if address.startswith("accounts/") and not re.search(r"[<(^]", address)
    ]
    assert len(plain) > 15
    for address in plain:
        for visitor in (Client(), client):
            assert "no-store" in visitor.get(address).headers["Cache-Control"], address
