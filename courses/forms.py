"""What the editor's forms of courses add to Wagtail's; the models name them and so stand above."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from accounts.models import User


def _name_and_state(person: User) -> str:
    if person.is_active:
        return str(person)
    return _("%(name)s (account closed, not shown to the public)") % {"name": person}


class NamesInstructors(WagtailAdminModelForm):
    """For forms with a field `instructors`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "instructors" not in self.fields:
            return
        named = {person.pk for person in self.instance.instructors.all()}
        field = self.fields["instructors"]
        field.widget = CheckboxSelectMultiple()
        # Trainees are left out: whoever writes has no business with the list of their names.
        keys = User.objects.with_admin_access().values("pk")
        people = User.objects.filter(Q(pk__in=keys) | Q(pk__in=named))
        field.queryset = people.order_by("name_sort")
        field.label_from_instance = _name_and_state


class CourseForm(NamesInstructors, WagtailAdminPageForm):
    """The editor's form of a course."""
