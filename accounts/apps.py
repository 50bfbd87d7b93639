"""People, roles, regions, consent and the privacy registry."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import privacy, signal_handlers
        from accounts.security import watching

        clean_what_editors_type()
        declare_purposes()
        declare_roles()
        privacy.register("accounts", export=privacy.export_account, erase=privacy.erase_account)
        signal_handlers.connect()
        watching.connect()


def clean_what_editors_type() -> None:
    """Names, titles and words in Wagtail's forms go through the door of people's own forms."""
    from django.db.models import CharField, TextField
    from wagtail.admin.forms.models import register_form_field_override
    from wagtail.admin.widgets import AdminAutoHeightTextInput

    from accounts.forms.fields import LineField, LinesField

    register_form_field_override(CharField, override={"form_class": LineField}, exact_class=True)
    lines = {"form_class": LinesField, "widget": AdminAutoHeightTextInput}
    register_form_field_override(TextField, override=lines, exact_class=True)


def declare_purposes() -> None:
    """The consent without which nobody takes part."""
    from accounts.purposes import PARTICIPATION, register_purpose

    register_purpose(
        PARTICIPATION,
        label=_("Run my participation"),
        wording=_(
            "My name, email, year of birth and kelurahan are used for enrolment, attendance and "
            "certificates."
        ),
        required=True,
    )


def declare_roles() -> None:
    """Who enters the admin, and who may do what with people."""
    from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS, register_role

    enter = "wagtailadmin.access_admin"
    people = ["accounts.view_user", "accounts.change_user", "accounts.invite_user"]
    people += ["accounts.view_personmail", "accounts.change_personmail"]
    register_role(INSTRUCTORS, [enter])
    register_role(MANAGERS, [enter, *people])
    register_role(
        ADMINISTRATORS,
        [
            enter,
            *people,
            "accounts.add_user",
            "accounts.assign_group",
            "accounts.change_agesettings",
            "accounts.view_erasurerequest",
            "accounts.add_erasurerequest",
            "accounts.change_erasurerequest",
        ],
    )
