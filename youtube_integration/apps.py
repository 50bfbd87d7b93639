"""Channels on YouTube: connecting them, reading them every night, forgetting them in time."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class YouTubeIntegrationConfig(AppConfig):
    name = "youtube_integration"
    verbose_name = _("YouTube channels")

    def ready(self) -> None:
        from youtube_integration.checks import sandbox_and_real_apart

        checks.register(sandbox_and_real_apart)
