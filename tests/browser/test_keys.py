"""A passkey under the strict policy, with a key that Chromium plays."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from accounts.roles import MANAGERS
from tests.factories.accounts import PASSWORD, UserFactory

#: What a phone with a finger or a face does.
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_staff_add_a_passkey_and_sign_in_with_it(
    page: Page,
    live_server: object,
    settings: object,
    errors: list[str],
    violations: Callable[[Page], list[str]],
) -> None:
    # Browsers give keys to https and to this name alone.
    site = live_server.url.replace("127.0.0.1", "localhost")
    settings.SITE_URL, settings.STAFF_SECOND_FACTOR = site, True
    settings.CSRF_TRUSTED_ORIGINS = [site]
    person = UserFactory(role=MANAGERS)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})

    page.goto(f"{site}/accounts/login/?next=/admin/users/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verifikasi dua langkah")
    assert violations(page) == []
    page.get_by_role("link", name="Tambah kunci").click()
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Lanjut").click()
    page.get_by_label("Nama kunci ini").fill("Ponsel Siti")
    assert violations(page) == []
    page.get_by_role("button", name="Tambahkan kunci ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kode cadangan")
    assert violations(page) == []
    page.get_by_role("link", name="Sudah kusimpan, lanjut").click()
    page.wait_for_url("**/admin/users/")
    key = Authenticator.objects.get(user=person, type=Authenticator.Type.WEBAUTHN)
    assert key.wrap().name == "Ponsel Siti"

    page.context.clear_cookies()
    page.goto(f"{site}/accounts/login/?next=/admin/users/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk").click()
    assert violations(page) == []
    page.get_by_role("button", name="Pakai passkey atau kunci").click()
    page.wait_for_url("**/admin/users/")
    assert errors == []
