"""A person's own details, and what staff may do with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.editing import MergesConcurrentEdits
from accounts.facts import answered
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
from accounts.models import Gender, Language, Profile, Region, User
from design.site_time import site_day


def _birth_year() -> forms.Field:
    return BirthYearField(latest=site_day(timezone.now()).year - 1, required=False)


def _gender() -> forms.Field:
    return forms.ChoiceField(
        label=_("Gender"),
        choices=[("", _("I would rather not say")), *Gender.choices],
        required=False,
    )


#: What a person and staff fill in alike, in this order, by the column of Profile: both forms show
#: what stands here. `region` stands for two columns.
DETAILS: dict[str, Callable[[], forms.Field]] = {
    "phone": partial(PhoneField, required=False),
    "birth_year": _birth_year,
    "gender": _gender,
    "region": partial(RegionField, widget=RegionSelect),
    "instagram": partial(HandleField, network="instagram", label="Instagram"),
    "tiktok": partial(HandleField, network="tiktok", label="TikTok"),
    "facebook": partial(HandleField, network="facebook", label="Facebook"),
}
COLUMNS = [name for name in DETAILS if name != "region"]


def detail_fields() -> dict[str, forms.Field]:
    """Fresh fields, by name."""
    return {name: make() for name, make in DETAILS.items()}


def region_value(profile: Profile) -> Region | str | None:
    """The answer as a RegionField gives it."""
    return OUTSIDE if profile.outside_region else profile.region


class ProfileForm(MergesConcurrentEdits, forms.ModelForm):
    """The person's own page; `read_in` is the language that it offers to whom has chosen none."""

    field_order = ["name", *DETAILS, "language"]

    class Meta:
        model = Profile
        fields = [*COLUMNS, "language"]

    def __init__(self, *args: Any, read_in: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made_with["read_in"] = read_in
        self.initial["language"] = self.instance.language or read_in
        self.fields.update(detail_fields())
        self.fields["name"] = NameField(help_text=_("As on your KTP, for the certificate."))
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=Language.choices)
        self.fields["phone"].help_text = _("Only staff of your programme see it.")
        self.fields["birth_year"].help_text = _("Needed before you connect a channel.")
        self.initial["name"] = self.instance.user.name
        self.initial["region"] = region_value(self.instance)
        self.order_fields(self.field_order)

    def lock_first(self) -> None:
        # Staff and imports write the name and the profile under the account's lock.
        User.objects.locked(self.instance.user_id)

    def fill_in_more(self) -> None:
        if "region" in self.changed_data:
            take_region(self.instance, self.cleaned_data["region"])
        # The page offers the language it is read in to whom has none yet.
        self.instance.language = self.instance.language or self.cleaned_data["language"]
        own = {name: value for name, value in self.cleaned_data.items() if self.is_own(name)}
        self.instance.note_person_saved(answered(own, self.changed_data))

    @transaction.atomic
    def save(self, commit: bool = True) -> Profile:
        profile = super().save(commit)
        if "name" in self.changed_data:
            profile.user.name = self.cleaned_data["name"]
            profile.user.save(update_fields=["name"])
        return profile
