"""What a browser calls itself, in words that its owner knows it by."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

#: The first that is found: browsers also name those they descend from.
BROWSERS = (
    ("Instagram", "Instagram"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("MiuiBrowser", "Mi Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


class Device(NamedTuple):
    """Names of browser and system; "" for one that is not known. Neither version nor model."""

    browser: str
    system: str

    def __str__(self) -> str:
        if self.browser and self.system:
            return _("%(browser)s on %(system)s") % self._asdict()
        return self.browser or self.system or _("A browser that does not say its name")


def device_of(user_agent: str) -> Device:
    """By the header of that name; whatever else stands there is not kept."""
    return Device(_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in known if sign in text), "")
