"""Two people edit one record: neither puts back, unseen, what the other has just saved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.db import models, transaction
from django.forms.widgets import ChoiceWidget
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import StreamValue

# What the mixin stands left of, for mypy alone.
if TYPE_CHECKING:
    LeftOfForm = forms.ModelForm[Any]
else:
    LeftOfForm = object

#: The hidden field that says what the form showed: "name:digest name:digest".
AS_SHOWN: Final = "as_shown"
#: What a form is made with and the same form, read anew, is not.
OF_ONE_REQUEST = {"data", "files", "instance", "initial"}


class SavedMeanwhile(Exception):
    """Somebody saved the same record between this form's comparing and its writing.

    Nothing was written: the form has to be read anew, which `accounts.middleware` does.
    """


class MergesConcurrentEdits(LeftOfForm):
    """For model forms, left of their base: writes what this editor changed, and only that.

    A field that somebody else saved since the form was drawn keeps their value where this editor
    left it alone. Where both changed it, the form says so and shows what was typed; sent again, it
    saves. A form without the hidden field saves as any other. `save` compares once more under the
    record's lock, and raises SavedMeanwhile.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.taken_over: set[str] = set()
        self.compared_with: dict[str, str] = {}
        self.made_with = {name: kwargs[name] for name in kwargs.keys() - OF_ONE_REQUEST}
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields[AS_SHOWN] = forms.CharField(
                required=False,
                widget=forms.HiddenInput(),
                initial=lambda: _joined(self.digests_now()),
            )

    @property
    def changed_data(self) -> list[str]:
        """What this editor changed; what others did meanwhile is no change of theirs."""
        return [name for name in super().changed_data if self.is_own(name) and name != AS_SHOWN]

    def is_own(self, name: str) -> bool:
        """Whether the value is what this editor sent, changed or not."""
        return name not in self.taken_over

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if shown := digests_by_name(cleaned.get(AS_SHOWN, "")):
            # These go with the form if it has to come back.
            self.compared_with = self.digests_now()
            data = cast(QueryDict, self.data).copy()
            self.data = data
            data[self.add_prefix(AS_SHOWN)] = _joined(self.compare(shown))
        return cleaned

    def compare(self, shown: dict[str, str]) -> dict[str, str]:
        """Settle what changed since these digests were drawn; gives the digests of now."""
        conflicting, shown = [], {**shown}
        for name, drawn in self._changed_by_others(shown):
            shown[name] = self._current(name)
            typed = digest(self.fields[name], self.cleaned_data[name])
            if typed == drawn:
                self._take_over(name)
            elif typed != shown[name]:
                conflicting.append(name)
        for name in conflicting:
            self.add_error(name, self._what_was_saved(name))
        return shown

    def digests_now(self) -> dict[str, str]:
        return {name: self._current(name) for name in self._compared()}

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Write the changed fields over the row as it is under the lock."""
        if commit and self.instance.pk:
            model = type(self.instance)
            self.lock_first()
            row = model._base_manager.select_for_update().get(pk=self.instance.pk)
            if self._differs(row):
                raise SavedMeanwhile
            changed = {*self.changed_data}
            for field in model._meta.concrete_fields:
                if field.name not in changed:
                    setattr(self.instance, field.attname, getattr(row, field.attname))
        self.fill_in_more()
        return super().save(commit)

    def lock_first(self) -> None:
        """Lock what is locked before the record itself, by every act that locks both."""

    def _differs(self, row: models.Model) -> bool:
        """Whether a field that this editor writes is not any more what it was compared with."""
        if not self.compared_with:
            return False
        now = type(self)(instance=row, **self.made_with).digests_now()
        own = {name for name in now if self.is_own(name) and name not in self.fields}
        return any(now[name] != self.compared_with[name] for name in {*self.changed_data} | own)

    def fill_in_more(self) -> None:
        """What the record gets besides the fields of one name with it; under the lock."""

    def _compared(self) -> list[str]:
        fields = self.fields.items()
        return [name for name, field in fields if name != AS_SHOWN and not field.disabled]

    def _current(self, name: str) -> str:
        field = self.fields[name]
        return digest(field, self.get_initial_for_field(field, name))

    def _changed_by_others(self, shown: dict[str, str]) -> list[tuple[str, str]]:
        """Name and digest as drawn; a field with a mistake of its own waits for the next try."""
        names = [name for name in self._compared() if name in self.cleaned_data and name in shown]
        return [(name, shown[name]) for name in names if shown[name] != self._current(name)]

    def _take_over(self, name: str) -> None:
        field = self.fields[name]
        value = self.get_initial_for_field(field, name)
        self.taken_over.add(name)
        self.cleaned_data[name] = _cleaned(field, value)
        # Should the form come back, it shows what is saved by now.
        field.bound_data = lambda data, initial: initial  # type: ignore[method-assign]  # of this one field

    def _what_was_saved(self, name: str) -> str:
        field = self.fields[name]
        value = in_words(name, field, self.get_initial_for_field(field, name))
        if value is None:
            return _("Somebody changed this meanwhile. Save again to keep yours.")
        text = _("Somebody saved “%(value)s” meanwhile. Save again to keep yours.")
        return text % {"value": value or "–"}


class SharedForm(MergesConcurrentEdits, WagtailAdminModelForm):
    """The admin's form of a record that more than one person edits."""


def digest(field: forms.Field, value: Any) -> str:
    """Twelve hexadecimal digits that are equal for what looks equal in the form."""
    return digest_of(_plain(field, value))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(field: forms.Field, value: Any) -> str:
    if isinstance(value, StreamValue):
        return json.dumps(value.get_prep_value(), sort_keys=True, default=str)
    if isinstance(value, datetime):
        # The form shows minutes.
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
    value = field.prepare_value(value)
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " ".join(sorted(str(one) for one in value))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _cleaned(field: forms.Field, value: Any) -> Any:
    """A form's initial value as its cleaned one: records instead of keys, "" instead of None."""
    if isinstance(field, forms.ModelChoiceField):
        return field.clean(field.prepare_value(value))
    return field.empty_value if value is None and hasattr(field, "empty_value") else value


def in_words(name: str, field: forms.Field, value: Any) -> str | None:
    """The value as a person reads it; None where it is no matter of one line."""
    if isinstance(value, StreamValue):
        return None
    shown = field.prepare_value(value)
    if isinstance(field.widget, ChoiceWidget):
        options = field.widget.options(name, field.widget.format_value(shown))
        return ", ".join(str(option["label"]) for option in options if option["selected"])
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        return str(field.queryset.filter(pk=shown).first() or "")
    return str(field.widget.format_value(shown) or "")


def digests_by_name(written: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in written.split())
    return {name: digits for name, _colon, digits in pairs}


def _joined(shown: dict[str, str]) -> str:
    return " ".join(f"{name}:{digits}" for name, digits in shown.items())
