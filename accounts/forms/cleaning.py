"""Every form's text is cleaned: ours, Wagtail's and allauth's, whenever the form was made.

Text comes in through Django's `CharField` and its kinds, blocks' and tags' fields among them; many
of Wagtail's forms cannot be given another class of field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from wagtail.admin.rich_text import DraftailRichTextArea

from accounts.text import cleaned, cleaned_html, cleaned_lines


def connect() -> None:
    take = forms.CharField.to_python

    def to_python(field: forms.CharField, value: Any) -> Any:
        text, clean = take(field, value), _cleaner_of(field)
        if clean is None or not text:
            return text
        return clean(text) or field.empty_value

    # The one place that replaces a method of Django's, so that no form can be made past it.
    forms.CharField.to_python = to_python  # type: ignore[assignment, method-assign]  # for all text fields, see above


def _cleaner_of(field: forms.CharField) -> Callable[[str], str] | None:
    """None for secrets, which count sign by sign."""
    if not field.strip or isinstance(field.widget, forms.PasswordInput):
        return None
    if isinstance(field.widget, DraftailRichTextArea):
        return cleaned_html
    return cleaned_lines if isinstance(field.widget, forms.Textarea) else cleaned
