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
        from accounts.forms import cleaning
        from accounts.security import watching

        cleaning.connect()
        declare_purposes()
        declare_roles()
        privacy.register("accounts", export=privacy.export_account, erase=privacy.erase_account)
        signal_handlers.connect()
        watching.connect()


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
