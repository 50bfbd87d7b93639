"""Claims to an address outlive its owner's coming: their makers cannot tell, and prove nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.claims import forget_claims
from accounts.people import give_new_address
from tests.accounts.test_claims import (  # noqa: F401  (a fixture)
    BUDI,
    OTHERS,
    _no_limits,
    owner_of,
    strip,
)
from tests.accounts.test_login import CONFIRM, code_in, confirm, is_in, sign_in, sign_up

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("step", ["sign in", "send again", "correct", "code"])
def test_who_made_a_claim_cannot_tell_whether_its_owner_has_come(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    responses, hashes, encode = [], [], MD5PasswordHasher.encode
    counted = lambda self, *args: hashes.append(1) or encode(self, *args)  # noqa: E731
    for email, comes in (("satu@contoh.example", False), ("duaa@contoh.example", True)):
        client, owner, code = Client(), Client(), "XXXXXX"
        sign_up(client, email=email, password1=OTHERS)
        if comes:
            # Right before, and as wrong as any other from now on.
            code = code_in(mail.outbox[-1])
            sign_up(owner, email=email, name="Budi")
            confirm(owner)
        mail.outbox.clear()
        hashes.clear()
        with monkeypatch.context() as patched:
            patched.setattr(MD5PasswordHasher, "encode", counted)
            if step == "sign in":
                client = Client()
                response = sign_in(client, email, OTHERS)
            else:
                typed = {"send again": {"action": "resend"}, "code": {"code": code}}
                change = {"action": "change", "email": email}
                response = client.post(CONFIRM, typed.get(step, change))
        cost, page = len(hashes), client.get(CONFIRM)
        responses.append(
            (
                cost,
                response.status_code,
                response.headers.get("Location"),
                sorted(response.headers),
                sorted(client.cookies),
                strip(response.content, email).replace(code, "…"),
                strip(page.content, email),
                [message.to == [email] for message in mail.outbox],
            )
        )
        assert not is_in(client)
    assert responses[0] == responses[1]
    assert owner_of("duaa@contoh.example").name == "Budi"


def test_a_code_of_before_proves_nothing_once_the_owner_has_come_and_gone(client: Client) -> None:
    stranger = Client()
    sign_up(stranger, email=BUDI, password1=OTHERS)
    code = code_in(mail.outbox[-1])
    sign_up(client, email=BUDI, name="Budi")
    confirm(client)
    budi = owner_of(BUDI)
    give_new_address(person=budi, email="lain@contoh.example", now=timezone.now())

    stranger.post(CONFIRM, {"code": code})

    assert owner_of(BUDI) is None
    assert not is_in(stranger)


def test_a_forgotten_claim_takes_no_mail_of_the_owner_along(
    client: Client, settings: object
) -> None:
    sign_up(Client(), email=BUDI, password1=OTHERS)
    sign_up(client, email=BUDI, name="Budi")
    confirm(client)
    settings.EMAIL_BACKEND = "config.mail.queueing.QueueingBackend"
    Client().post(reverse("account_reset_password"), {"email": BUDI})
    assert Email.objects.count() == 1

    assert forget_claims(now=timezone.now() + timedelta(days=8)) == 1

    assert Email.objects.count() == 1
    assert owner_of(BUDI).name == "Budi"
