"""What is asked of somebody who connects a channel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import BirthYearField
from design.site_time import site_day
from youtube_integration.addresses import AddressError, ChannelAddress, parse_channel_address


class AddressField(forms.CharField):
    """Whatever people paste for a channel; cleans to a ChannelAddress, and shows what was typed."""

    def __init__(self) -> None:
        attrs = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            label=_("Address of your channel"),
            help_text=_("Your @handle, or its address on YouTube."),
            widget=forms.TextInput(attrs=attrs),
        )
        self.error_messages["required"] = _("Paste the address of your channel.")

    def clean(self, value: str | None) -> ChannelAddress:
        text = super().clean(value)
        try:
            return parse_channel_address(text)
        except AddressError as error:
            raise forms.ValidationError(error.message, code=error.code) from error


class FindChannelForm(forms.Form):
    """The address; and the year of birth of somebody who has not told it yet."""

    address = AddressField()

    def __init__(self, *args: Any, with_birth_year: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_birth_year:
            self.fields["birth_year"] = BirthYearField(
                latest=site_day(timezone.now()).year - 1,
                help_text=_("YouTube has a minimum age."),
            )


class ConfirmChannelForm(forms.Form):
    """The channel that was shown and is meant. Both fields are hidden."""

    channel = forms.RegexField(r"^UC[A-Za-z0-9_-]{22}\Z", widget=forms.HiddenInput)
    address = forms.CharField(required=False, widget=forms.HiddenInput)
