"""What the list of people offers for many at once, each action under our own rules."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

from accounts.models import User
from accounts.people import invite
from accounts.permissions import may_assign_roles, may_edit_person, may_invite


class AssignRole(AssignRoleBulkAction):
    def check_perm(self, obj: User) -> bool:
        return may_assign_roles(self.request.user) and may_edit_person(self.request.user, obj)


class SetActiveState(SetActiveStateBulkAction):
    def check_perm(self, obj: User) -> bool:
        return may_edit_person(self.request.user, obj)


class Delete(DeleteBulkAction):
    def check_perm(self, obj: User) -> bool:
        return super().check_perm(obj) and may_edit_person(self.request.user, obj)


class Invite(UserBulkAction):
    """Mails a link to set a password to people who never came in."""

    display_name = _("Invite")
    action_type = "invite"
    aria_label = _("Invite selected people by mail")
    template_name = "accounts/admin/confirm_invite.html"
    action_priority = 5

    def check_perm(self, obj: User) -> bool:
        return may_invite(self.request.user, obj)

    def get_all_objects_in_listing_query(self, parent_id: object) -> Any:
        people = User.objects.never_came_in()
        if words := self.request.GET.get("q"):
            people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
        return people.values_list("pk", flat=True)

    def get_execution_context(self) -> dict[str, Any]:
        return {"actor": self.request.user, "host": self.request.get_host()}

    @classmethod
    def execute_action(
        cls, objects: list[User], actor: User | None = None, host: str | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        sent = invite(users=objects, now=timezone.now(), request_host=host)
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
