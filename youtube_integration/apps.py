"""Channels on YouTube: connecting them, reading them every night, forgetting them in time."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class YouTubeIntegrationConfig(AppConfig):
    name = "youtube_integration"
    verbose_name = _("YouTube channels")

    def ready(self) -> None:
        from accounts import privacy as people
        from accounts.purposes import register_purpose
        from accounts.roles import ADMINISTRATORS, MANAGERS, register_role
        from youtube_integration import privacy
        from youtube_integration.checks import sandbox_and_real_apart
        from youtube_integration.connecting import HISTORY

        checks.register(sandbox_and_real_apart)
        people.register(self.name, privacy.export, privacy.erase)
        register_purpose(
            HISTORY,
            _("Keep my channel's history"),
            _(
                "Kanal may keep the daily figures of my YouTube channel for as long as I take part, "
                "so that I can see what moved since my start. I can take this back at any time; "
                "then the figures are deleted."
            ),
        )
        register_role(MANAGERS, ["youtube_integration.view_syncrun"])
        register_role(
            ADMINISTRATORS,
            ["youtube_integration.view_syncrun", "youtube_integration.change_youtubesettings"],
        )
