"""What accounts adds to Wagtail's admin."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from accounts.admin_parts import PermittedMenuItem
from accounts.bulk_actions import AssignRole, Delete, Invite, SetActiveState
from accounts.factors.resetting import RESET
from accounts.models import User
from accounts.permissions import may_reset_factor
from accounts.privacy import PersonData, erase_account, export_account
from accounts.purposes import PARTICIPATION, Purpose
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS, Role
from accounts.transferring_pages import PAGES_TRANSFERRED
from accounts.views.erasures import (
    ErasureRequestsView,
    erase_now,
    record_erasure,
    take_back_request,
)
from accounts.views.factors import reset_factor
from accounts.views.transferring_pages import transfer

ERASURES = ("view_erasurerequest", "add_erasurerequest", "change_erasurerequest")

# After Wagtail's own of the same names, which these replace.
for action in (AssignRole, SetActiveState, Delete, Invite):
    hooks.register("register_bulk_action", action, order=10)


@hooks.register("register_roles")
def roles() -> list[Role]:
    """Who enters the admin, and who may do what with people."""
    enter = "wagtailadmin.access_admin"
    people = ["accounts.view_user", "accounts.change_user", "accounts.invite_user"]
    people += ["accounts.view_personmail", "accounts.change_personmail"]
    more = ["accounts.add_user", "accounts.assign_group", "accounts.change_agesettings"]
    more += [f"accounts.{codename}" for codename in ERASURES]
    return [
        Role(INSTRUCTORS, [enter]),
        Role(MANAGERS, [enter, *people]),
        Role(ADMINISTRATORS, [enter, *people, *more]),
    ]


@hooks.register("register_purposes")
def purposes() -> list[Purpose]:
    """The consent without which nobody takes part."""
    return [
        Purpose(
            PARTICIPATION,
            label=_("Run my participation"),
            wording=_(
                "My name, email, year of birth and kelurahan are used for enrolment, attendance "
                "and certificates."
            ),
            required=True,
        )
    ]


# First of all: erasing goes from the last app to the first, and the account itself goes last.
@hooks.register("register_person_data", order=-1)
def person_data() -> PersonData:
    return PersonData("accounts", export_account, erase_account)


@hooks.register("register_permissions")
def people_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="accounts", codename__in=["invite_user", "assign_group", *ERASURES]
    )


@hooks.register("register_admin_urls")
def erasure_urls() -> list[URLPattern]:
    listing, at = ErasureRequestsView, "reports/erasures/"
    return [
        path(at, listing.as_view(), name="erasure_requests"),
        path(f"{at}results/", listing.as_view(results_only=True), name="erasure_requests_results"),
        path(f"{at}record/", record_erasure, name="erasure_requests_record"),
        path(f"{at}<int:pk>/erase/", erase_now, name="erasure_now"),
        path(f"{at}<int:pk>/keep/", take_back_request, name="erasure_keep"),
    ]


@hooks.register("register_reports_menu_item")
def erasures_item() -> MenuItem:
    return PermittedMenuItem(
        _("Erasure requests"),
        reverse("erasure_requests"),
        name="erasure-requests",
        icon_name="bin",
        order=1300,
        permission="accounts.view_erasurerequest",
    )


@hooks.register("register_admin_urls")
def acts_on_people() -> list[URLPattern]:
    return [
        path("users/second-factor/<int:pk>/", reset_factor, name="person_reset_factor"),
        path("users/hand-over/<int:pk>/", transfer, name="transfer_pages"),
    ]


@hooks.register("register_user_listing_buttons")
def reset_factor_button(user: User, request_user: User) -> list[Button]:
    """The list has read who has one; see `PersonIndex`."""
    if not user.authenticator_set.all() or not may_reset_factor(request_user, user):
        return []
    address = reverse("person_reset_factor", args=[user.pk])
    return [Button(_("Take the second step off"), address, icon_name="lock-open", priority=40)]


@hooks.register("register_account_menu_item")
def own_profile(request: HttpRequest) -> dict[str, object]:
    return {
        "url": reverse("account_profile"),
        "label": _("Profile"),
        "help_text": _("Your name, email and password."),
    }


@hooks.register("register_log_actions")
def acts_in_the_log(actions: LogActionRegistry) -> None:
    actions.register_action("accounts.invite", _("Invite"), _("Invited by mail"))
    actions.register_action(PAGES_TRANSFERRED, _("Hand over"), _("Handed over to somebody else"))
    actions.register_action(
        RESET, _("Take the second step off"), _("The second step was taken off")
    )
