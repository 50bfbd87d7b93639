"""Self-declared accounts on other networks, stored as the bare name."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

from accounts.text import cleaned

LABELS = {"instagram": "Instagram", "tiktok": "TikTok", "facebook": "Facebook"}
HOSTS = {
    "instagram": {"instagram.com", "instagr.am"},
    "tiktok": {"tiktok.com"},
    "facebook": {"facebook.com", "fb.com", "fb.me"},
}
SHAPES = {
    "instagram": re.compile(r"[A-Za-z0-9._]{1,30}"),
    "tiktok": re.compile(r"[A-Za-z0-9._]{2,24}"),
    "facebook": re.compile(r"[A-Za-z0-9.]{1,50}"),
}
PREFIXES = ("www.", "m.", "web.", "id-id.")


def normalise_handle(network: str, text: str | None) -> str:
    """The bare account name from a name, an @name or a profile's address; "" for blank text.

    `network` is a key of LABELS. Raises ValueError with a reason in the reader's language.
    """
    typed = cleaned(text or "").lstrip("@").strip()
    if not typed:
        return ""
    name = _from_address(network, typed) if "/" in typed else typed
    if not SHAPES[network].fullmatch(name):
        raise ValueError(
            _("Write the name of your %(network)s account, for example dapurbuwati.")
            % {"network": LABELS[network]}
        )
    return name


def _from_address(network: str, typed: str) -> str:
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    host = (parts.hostname or "").lower()
    for prefix in PREFIXES:
        host = host.removeprefix(prefix)
    if host not in HOSTS[network]:
        return ""
    if parts.path.rstrip("/") == "/profile.php":
        return parse_qs(parts.query).get("id", [""])[0]
    return parts.path.strip("/").partition("/")[0].lstrip("@")
