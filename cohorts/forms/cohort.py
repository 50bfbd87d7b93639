"""What the admin's form of a cohort adds: who may teach, and money as it is written."""

from __future__ import annotations

import re
from typing import Any

from django.forms import IntegerField, TextInput
from django.utils.translation import gettext_lazy as _

from cohorts.forms.courses import MergesConcurrentCourses
from courses.forms import NamesInstructors


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


class CohortForm(NamesInstructors, MergesConcurrentCourses):
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
