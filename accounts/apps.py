"""People, roles, regions and consent."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import signal_handlers
        from accounts.forms import cleaning
        from accounts.security import watching

        cleaning.connect()
        signal_handlers.connect()
        watching.connect()
