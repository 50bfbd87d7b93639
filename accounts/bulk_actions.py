"""What the list of people offers for many at once, each action under our own rules."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

from accounts.forms.people import RoleForm
from accounts.models import User
from accounts.people import invite
from accounts.permissions import may_assign_roles, may_invite, people_to_edit
from accounts.roles import role_label
from accounts.views.people import listed


class OnTheList(UserBulkAction):
    """“All” are the people on the list as it was searched and narrowed; Wagtail takes everybody."""

    def get_all_objects_in_listing_query(self, parent_id: object) -> Any:
        return listed(self.request).values_list("pk", flat=True)

    @cached_property
    def editable(self) -> set[int]:
        """Keys, asked for once: the rule for each single person would ask for their permissions."""
        return set(people_to_edit(self.request.user).values_list("pk", flat=True))


class AssignRole(OnTheList, AssignRoleBulkAction):
    form_class = RoleForm

    def check_perm(self, obj: User) -> bool:
        return may_assign_roles(self.request.user) and obj.pk in self.editable

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        text = ngettext(
            "%(count)d person is %(role)s now.",
            "%(count)d people are %(role)s now.",
            num_parent_objects,
        )
        role = role_label(self.cleaned_form.cleaned_data["role"])
        return text % {"count": num_parent_objects, "role": role}


class SetActiveState(OnTheList, SetActiveStateBulkAction):
    def check_perm(self, obj: User) -> bool:
        return obj.pk in self.editable


class Delete(OnTheList, DeleteBulkAction):
    def check_perm(self, obj: User) -> bool:
        return super().check_perm(obj) and obj.pk in self.editable


class Invite(OnTheList):
    """Mails a link to set a password to people who never came in."""

    display_name = _("Invite")
    action_type = "invite"
    aria_label = _("Invite selected people by mail")
    template_name = "accounts/admin/confirm_invite.html"
    action_priority = 5

    def check_perm(self, obj: User) -> bool:
        return may_invite(self.request.user, obj)

    def get_all_objects_in_listing_query(self, parent_id: object) -> Any:
        return super().get_all_objects_in_listing_query(parent_id).filter(last_login=None)

    def get_execution_context(self) -> dict[str, Any]:
        return {"actor": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: list[User], actor: User | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        sent = invite(users=objects, now=timezone.now())
        for person in objects:
            log(instance=person, action="accounts.invite", user=actor)
        return sent, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        text = ngettext(
            "%(count)d invitation is on its way.",
            "%(count)d invitations are on their way.",
            num_parent_objects,
        )
        return text % {"count": num_parent_objects}
