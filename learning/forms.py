"""Leaving a cohort."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment


class WithdrawalForm(forms.Form):
    """The reason is asked for and never demanded."""

    reason = forms.CharField(
        label=_("Why do you leave?"),
        help_text=_("It helps us with the next cohort. Only the programme's team reads it."),
        max_length=Enrolment._meta.get_field("withdrawal_reason").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
