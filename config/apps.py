"""The last installed app: it sees every other one."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def apply_roles_after_migrate(sender: AppConfig, using: str, **kwargs: object) -> None:
    from accounts.roles import apply_roles

    apply_roles(using)


class ConfigConfig(AppConfig):
    name = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Sent per app in the order of INSTALLED_APPS: only after the last one does every
        # permission of a first migrate exist.
        post_migrate.connect(apply_roles_after_migrate, sender=self)
