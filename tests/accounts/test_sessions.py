"""A phone that is lost or was lent is signed out from the one at hand."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.test_entrance import is_in, sign_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_signs_out_everywhere_but_here_after_the_password(client: Client) -> None:
    person, other = UserFactory(), UserFactory()
    lent, others_phone = Client(), Client()
    sign_in(client, person.email)
    sign_in(lent, person.email)
    sign_in(others_phone, other.email)
    address = reverse("account_sign_out_elsewhere")
    assert address in client.get(reverse("account_profile")).content.decode()
    assert client.post(address).url.startswith(reverse("account_reauthenticate"))
    assert is_in(lent)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": address})
    assert client.get(address).status_code == 200
    for _time in range(2):
        assert client.post(address).url == reverse("account_profile")
        assert (is_in(client), is_in(lent), is_in(others_phone)) == (True, False, True)
