"""Who may do what with other people's accounts: predicates, and the policy that Wagtail asks."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User


def may_assign_roles(actor: User) -> bool:
    return actor.has_perm("accounts.assign_group")


def may_edit_person(actor: User, person: User) -> bool:
    """Nobody edits an account that can do more than their own: its address lets in by a reset link.

    Superusers edit everybody, who assigns roles edits all but superusers, and the others who may
    change people edit those without access to the admin.
    """
    if not actor.has_perm("accounts.change_user"):
        return False
    if actor.is_superuser:
        return True
    if person.is_superuser:
        return False
    return may_assign_roles(actor) or not person.is_staff


def people_to_edit(actor: User) -> QuerySet[User]:
    """Everybody for whom `may_edit_person` says yes."""
    if not actor.has_perm("accounts.change_user"):
        return User.objects.none()
    if actor.is_superuser:
        return User.objects.all()
    people = User.objects.filter(is_superuser=False)
    if may_assign_roles(actor):
        return people
    return people.exclude(pk__in=User.objects.of_team().values("pk"))


def may_change_address(actor: User, person: User) -> bool:
    """Staff correct the address of people who never came in; roles are needed for the others.

    Nobody corrects their own this way: it shuts out whoever had the account.
    """
    return (
        person != actor
        and may_edit_person(actor, person)
        and (person.last_login is None or may_assign_roles(actor))
    )


def may_reset_factor(actor: User, person: User) -> bool:
    """Who gives roles frees others from a lost phone; for one's own there is one's own page."""
    return may_assign_roles(actor) and may_edit_person(actor, person) and actor.pk != person.pk


def may_invite(actor: User, person: User) -> bool:
    """Only people who never came in are invited; the others know their way."""
    never_came = person.is_active and person.last_login is None and person.has_address
    return actor.has_perm("accounts.invite_user") and never_came


class PeoplePolicy(ModelPermissionPolicy):
    """Wagtail's policy for accounts, with the rule about each single person."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: User) -> bool:
        if action == "change":
            return may_edit_person(user, instance)
        return super().user_has_permission_for_instance(user, action, instance)
