"""What accounts adds to Wagtail's admin."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from accounts.bulk_actions import AssignRole, Delete, Invite, SetActiveState

# After Wagtail's own of the same names, which these replace.
for action in (AssignRole, SetActiveState, Delete, Invite):
    hooks.register("register_bulk_action", action, order=10)


@hooks.register("register_permissions")
def people_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="accounts", codename__in=["invite_user", "assign_group"]
    )


@hooks.register("register_account_menu_item")
def own_profile(request: HttpRequest) -> dict[str, object]:
    return {
        "url": reverse("account_profile"),
        "label": _("Profile"),
        "help_text": _("Your name, email and password."),
    }


@hooks.register("register_log_actions")
def invitation_in_the_log(actions: LogActionRegistry) -> None:
    actions.register_action("accounts.invite", _("Invite"), _("Invited by mail"))
