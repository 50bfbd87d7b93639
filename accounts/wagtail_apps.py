"""Wagtail's users app with our viewset and policy; stands in INSTALLED_APPS in its place."""

from __future__ import annotations

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAdminConfig(WagtailUsersAppConfig):
    user_viewset = "accounts.views.people.PersonViewSet"

    def ready(self) -> None:
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from accounts.models import User
        from accounts.permissions import PeoplePolicy

        register_permission_policy(User, PeoplePolicy(User))
        register_permission_policy(Group)
