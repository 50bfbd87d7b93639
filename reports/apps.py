"""Reports for those who run the programme: they read every app below and write their own log."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import privacy as people
        from reports import privacy, signal_handlers

        declare_roles()
        signal_handlers.connect()
        people.register(self.name, privacy.export, privacy.erase)


def declare_roles() -> None:
    """Managers read the reports; who exported what is for administrators."""
    from accounts.roles import ADMINISTRATORS, MANAGERS, register_role

    register_role(MANAGERS, ["cohorts.report_enrolment"])
    register_role(ADMINISTRATORS, ["cohorts.report_enrolment", "reports.view_accesslog"])
