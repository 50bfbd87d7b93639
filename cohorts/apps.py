"""Who may learn when: cohorts, enrolments, seats, waiting lists, imports."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "cohorts"
    verbose_name = _("Cohorts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cohorts import content_watching, signal_handlers

        signal_handlers.connect()
        content_watching.connect()
