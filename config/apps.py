"""The last installed app: it sees every other one."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.management import call_command
from django.db import connections
from django.db.models.signals import post_migrate


def finish_migrate(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Roles get permissions, sites their settings, the database cache (where it is one) its table.

    The first two wait until every table is there: `migrate APP` and `migrate APP zero` leave some out.
    """
    from accounts.roles import apply_roles
    from accounts.site_settings import make_rows
    from cms.site_address import follow_site_url

    tables = connections[using].introspection
    if set(tables.django_table_names()) <= set(tables.table_names()):
        apply_roles(using)
        follow_site_url(using)
        make_rows(using)
    call_command("createcachetable", database=using, verbosity=0)


class ConfigConfig(AppConfig):
    name = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Sent per app in the order of INSTALLED_APPS: only after the last one does every
        # permission of a first migrate exist.
        post_migrate.connect(finish_migrate, sender=self)
