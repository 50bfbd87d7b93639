"""What the editor's forms of courses add: who may teach."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from accounts.models import User
from accounts.models.users import UserQuerySet


def people_who_may_teach(*, besides: set[int]) -> UserQuerySet:
    """Active people with a key to the admin, and those already named, by name.

    Trainees are left out: whoever writes a course has no business with the list of their names.
    """
    enters = Q(
        groups__permissions__codename="access_admin",
        groups__permissions__content_type__app_label="wagtailadmin",
    )
    staff = User.objects.filter(Q(is_superuser=True) | enters, is_active=True)
    return User.objects.filter(Q(pk__in=staff.values("pk")) | Q(pk__in=besides)).order_by(
        "name_sort"
    )


def _name_and_state(person: User) -> str:
    if person.is_active:
        return str(person)
    return _("%(name)s (account closed, not shown to the public)") % {"name": person}


class NamesInstructors:
    """For forms with a field `instructors`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "instructors" not in self.fields:
            return
        named = {person.pk for person in self.instance.instructors.all()}
        field = self.fields["instructors"]
        field.widget = CheckboxSelectMultiple()
        field.queryset = people_who_may_teach(besides=named)
        field.label_from_instance = _name_and_state


class CourseForm(NamesInstructors, WagtailAdminPageForm):
    """The editor's form of a course."""
