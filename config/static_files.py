"""Addresses of static files: a page has twenty, and they change with a new start alone."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class RememberedAddresses(CompressedManifestStaticFilesStorage):
    """The manifest is read when a process starts; so long each file has one address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        known = self._addresses.get(name)
        if known is None or force:
            known = self._addresses[name] = super().url(name, force)
        return known
