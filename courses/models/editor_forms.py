"""What the editor's forms of courses and cohorts add: who may teach, and money as it is written."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q
from django.forms import CheckboxSelectMultiple, IntegerField, TextInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from accounts.models import User
from accounts.models.users import UserQuerySet
from courses.models.editing_courses import KeepsOthersCourses


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


class RupiahField(IntegerField):
    """Whole rupiah as people write them: 150000000, 150.000.000 or Rp 150.000.000,00.

    A browser's own number field would take the points for a mistake and send nothing at all.
    """

    widget = TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            written = re.fullmatch(
                r"(?:Rp\.?)?\s*(\d{1,3}(?:\.\d{3})*|\d+)(?:,0*)?", value.strip(), re.I
            )
            value = written[1].replace(".", "") if written else value
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        # With points in every language: what is shown here must be readable when it is sent back.
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class CohortForm(NamesInstructors, KeepsOthersCourses):
    """The admin's form of a cohort."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("budget")) is not None:
            self.fields["budget"] = RupiahField(
                label=field.label,
                help_text=field.help_text,
                required=False,
                min_value=0,
                error_messages={"invalid": _("Write whole rupiah, for example 150.000.000.")},
            )
