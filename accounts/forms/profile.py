"""A person's own details, and what staff may do with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import (
    OUTSIDE,
    BirthYearField,
    HandleField,
    NameField,
    PhoneField,
    RegionField,
    RegionSelect,
)
from accounts.forms.signup import take_region
from accounts.models import Gender, Language, Profile, Region


class ProfileFields(forms.ModelForm):
    """The columns that a person and staff fill in alike; the name lives in the account."""

    class Meta:
        model = Profile
        fields = ["phone", "birth_year", "gender", "instagram", "tiktok", "facebook"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = PhoneField(required=False)
        self.fields["birth_year"] = BirthYearField(
            latest=timezone.localdate().year - 1, required=False
        )
        self.fields["gender"] = forms.ChoiceField(
            label=_("Gender"),
            choices=[("", _("I would rather not say")), *Gender.choices],
            required=False,
        )
        self.fields["region"] = RegionField(widget=RegionSelect())
        for network, label in (
            ("instagram", "Instagram"),
            ("tiktok", "TikTok"),
            ("facebook", "Facebook"),
        ):
            self.fields[network] = HandleField(network=network, label=label)
        self.initial["region"] = self._region_told()

    def _region_told(self) -> Region | str | None:
        return OUTSIDE if self.instance.outside_region else self.instance.region

    def save(self, commit: bool = True) -> Profile:
        take_region(self.instance, self.cleaned_data["region"])
        return super().save(commit)


class ProfileForm(ProfileFields):
    """The person's own page."""

    field_order = [
        "name",
        "phone",
        "birth_year",
        "gender",
        "region",
        "instagram",
        "tiktok",
        "facebook",
        "language",
    ]

    class Meta(ProfileFields.Meta):
        fields = [*ProfileFields.Meta.fields, "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = NameField(help_text=_("As on your KTP, for the certificate."))
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=Language.choices)
        self.fields["phone"].help_text = _("Only staff of your programme see it.")
        self.fields["birth_year"].help_text = _("Needed before you connect a channel.")
        self.initial["name"] = self.instance.user.name
        self.order_fields(self.field_order)

    def save(self, commit: bool = True) -> Profile:
        profile = super().save(commit)
        profile.user.name = self.cleaned_data["name"]
        profile.user.save(update_fields=["name"])
        return profile
