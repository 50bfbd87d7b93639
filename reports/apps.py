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
        from reports import privacy

        declare_roles()
        guard_wagtails_files()
        people.register(self.name, privacy.export, privacy.erase)


def guard_wagtails_files() -> None:
    """Wagtail's own files write formulas as formulas, and one control sign ends a workbook."""
    from django.db.models import Model
    from django.utils.functional import Promise
    from wagtail.admin.views.mixins import SpreadsheetExportMixin, list_to_str

    from accounts.spreadsheets import neutral

    SpreadsheetExportMixin.custom_value_preprocess[list] = {
        file_format: lambda values: neutral(list_to_str(values))
        for file_format in SpreadsheetExportMixin.FORMATS
    }
    SpreadsheetExportMixin.custom_value_preprocess[str, Promise, Model] = {
        file_format: lambda value: neutral(str(value))
        for file_format in SpreadsheetExportMixin.FORMATS
    }


def declare_roles() -> None:
    """Managers read the reports; who exported what is for administrators."""
    from accounts.roles import ADMINISTRATORS, MANAGERS, register_role

    register_role(MANAGERS, ["courses.report_enrolment"])
    register_role(ADMINISTRATORS, ["courses.report_enrolment", "reports.view_accesslog"])
