"""How allauth's second factors meet Kanal: secrets encrypted, one name, one host."""

from __future__ import annotations

import logging
from io import BytesIO
from urllib.parse import urlsplit

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

logger = logging.getLogger(__name__)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Turn the second step off first, then change the address."),
        "cannot_generate_recovery_codes": _("Set up an app or a key first."),
        "incorrect_code": _("This does not match. Wait for the next code, then try again."),
        "unverified_email": _("Confirm your new email first, or keep the old one."),
    }

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Where no key reads it any more: a secret that nobody has, so that no code matches."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor is unreadable: FIELD_ENCRYPTION_KEYS lacks its key.")
            return generate_totp_secret()

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def build_totp_svg(self, url: str) -> str:
        """On white: by night a drawing without ground could not be read."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site as its setting names it, whatever Host a request brings."""
        return {
            "id": urlsplit(settings.SITE_URL).hostname or "",
            "name": settings.WAGTAIL_SITE_NAME,
        }


def _keys() -> MultiFernet:
    """The first key writes, all read: so keys can be changed."""
    return MultiFernet([Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS])
