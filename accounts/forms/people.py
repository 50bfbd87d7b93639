"""The form by which staff add and edit people in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts import claims
from accounts.editing import MergesConcurrentEdits
from accounts.forms.fields import AddressField, NameField
from accounts.forms.profile import COLUMNS, DETAILS, detail_fields, region_value
from accounts.forms.signup import take_region
from accounts.models import AgeSettings, Profile, User
from accounts.people import give_new_address
from accounts.permissions import may_assign_roles, may_change_address
from accounts.roles import role_label
from design.site_time import site_day


class RolesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Group) -> str:
        return role_label(obj)


class RoleField(forms.ModelChoiceField):
    label_from_instance = RolesField.label_from_instance


class RoleForm(forms.Form):
    """The role that many people get at once."""

    role = RoleField(label=_("Role"), queryset=Group.objects.order_by("name"))


class PersonForm(MergesConcurrentEdits, forms.ModelForm):
    """Account, profile and guardian on one page; no password, which only its owner chooses.

    `actor` is the member of staff: roles appear for those who may give them, the address is open
    to those who may change it.
    """

    required_css_class = "required"
    password_required = password_enabled = False

    class Meta:
        model = User
        fields = ["name", "email", "is_active", "groups", "is_superuser"]

    def __init__(self, *args: Any, actor: User, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.made_with.update(actor=actor, editing_self=editing_self)
        profile = self.instance.profile if self.instance.pk else Profile()
        self.fields["name"] = NameField(required=False)
        self.fields["email"] = AddressField()
        self.fields.update(detail_fields())
        self._add_guardian()
        self.initial.update({name: getattr(profile, name) for name in COLUMNS})
        self.initial["region"] = region_value(profile)
        self.initial["guardian_name"] = profile.guardian_name
        self.initial["guardian_consent_on"] = profile.guardian_consent_on
        self._restrict_to_allowed(editing_self)

    def _add_guardian(self) -> None:
        self.fields["guardian_name"] = NameField(
            label=_("Guardian's name"),
            widget=forms.TextInput(),
            required=False,
            help_text=_("For people under %(age)d, before they connect a channel.")
            % {"age": AgeSettings.current().guardian_age},
        )
        self.fields["guardian_consent_on"] = forms.DateField(
            label=_("Guardian agreed on"),
            required=False,
            widget=AdminDateInput(),
            help_text=_("The day on the signed sheet. Your name is noted beside it."),
        )

    def _restrict_to_allowed(self, editing_self: bool) -> None:
        if may_assign_roles(self.actor):
            self.fields["groups"] = RolesField(
                label=_("Roles"),
                queryset=Group.objects.order_by("name"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        else:
            del self.fields["groups"]
        if editing_self or not self.actor.is_superuser:
            del self.fields["is_superuser"]
        if editing_self or not self.instance.pk:
            del self.fields["is_active"]
        if self.instance.pk and not may_change_address(self.actor, self.instance):
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _(
                "Who has come in once changes the address in their own profile."
            )
        elif self.instance.pk and not self.instance.has_address:
            self.fields["email"].help_text = _(
                "Stands in until the person confirms an address. Type one, and they are invited there."
            )
        last = [name for name in ("is_active", "groups", "is_superuser") if name in self.fields]
        self.order_fields(
            ["name", "email", *DETAILS, "guardian_name", "guardian_consent_on", *last]
        )

    def clean_guardian_consent_on(self) -> object:
        agreed = self.cleaned_data["guardian_consent_on"]
        if agreed and agreed > site_day(timezone.now()):
            raise forms.ValidationError(_("This day has not come yet."))
        return agreed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named, dated = cleaned.get("guardian_name"), cleaned.get("guardian_consent_on")
        if named and not dated and "guardian_consent_on" not in self.errors:
            self.add_error("guardian_consent_on", _("Give the day as well."))
        if dated and not named and "guardian_name" not in self.errors:
            self.add_error("guardian_name", _("Give the name as well."))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Save account, address and profile; a new account gets no password but a link by mail."""
        person = self.instance
        new, now = person.pk is None, timezone.now()
        if new:
            person.date_joined = now
            person.set_unusable_password()
        super().save(commit=True)
        person.make_profile()
        self._save_profile(Profile.objects.select_for_update().get(user=person))
        if new:
            claims.give_up_for(person, person.email)
            person.emailaddress_set.create(email=person.email, verified=True, primary=True)
        elif "email" in self.changed_data:
            give_new_address(person=person, email=person.email, now=now)
        return person

    def _save_profile(self, profile: Profile) -> None:
        for name in {*COLUMNS} & {*self.changed_data}:
            setattr(profile, name, self.cleaned_data[name])
        if "region" in self.changed_data:
            take_region(profile, self.cleaned_data["region"])
        profile.note_staff_saved(self.changed_data)
        if {"guardian_name", "guardian_consent_on"} & set(self.changed_data):
            if self.cleaned_data["guardian_name"]:
                profile.record_guardian(
                    name=self.cleaned_data["guardian_name"],
                    on=self.cleaned_data["guardian_consent_on"],
                    by=self.actor,
                )
            else:
                profile.clear_guardian()
        profile.save()
        self.instance.profile = profile
