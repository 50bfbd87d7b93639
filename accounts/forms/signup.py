"""What sign-up asks beyond address and password; kept short."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.consenting import give_consent
from accounts.facts import answered
from accounts.forms.fields import OUTSIDE, BirthYearField, NameField, RegionField, RegionInput
from accounts.middleware import chosen_by_cookie
from accounts.models import AgeSettings, Profile, Region, User
from accounts.purposes import Purpose, required_purposes
from design.site_time import site_day

CONSENT_PREFIX = "consent_"


class ConsentFields(forms.Form):
    """One tick per required purpose, named after it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.purposes: list[Purpose] = kwargs.pop("purposes", None) or required_purposes()
        super().__init__(*args, **kwargs)
        for purpose in self.purposes:
            self.fields[CONSENT_PREFIX + purpose.slug] = forms.BooleanField(
                label=purpose.label,
                help_text=purpose.wording,
                error_messages={"required": _("We need this consent to let you take part.")},
            )

    @property
    def consent_fields(self) -> list[forms.BoundField]:
        return [self[CONSENT_PREFIX + purpose.slug] for purpose in self.purposes]

    def record_consents(self, user: User) -> None:
        for purpose in self.purposes:
            give_consent(
                user=user, purpose=purpose.slug, wording=purpose.wording, now=timezone.now()
            )


class SignupForm(ConsentFields):
    """allauth mixes this in before its address and password."""

    field_order = ["name", "email", "password1", "birth_year", "region"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ages = AgeSettings.current()
        self.fields["name"] = NameField(help_text=_("As on your KTP, for the certificate."))
        self.fields["birth_year"] = BirthYearField(
            latest=site_day(timezone.now()).year - 1,
            required=False,
            help_text=_(
                "Under %(guardian)d a guardian has to agree. Under %(channel)d people learn "
                "without a channel."
            )
            % {"guardian": ages.guardian_age, "channel": ages.channel_age},
        )
        self.fields["region"] = RegionField(
            widget=RegionInput(),
            help_text=_("Type a few letters, then choose."),
        )

    @property
    def regions(self) -> list[Region]:
        """For the datalist that completes what is typed."""
        return list(Region.objects.in_order())

    @transaction.atomic
    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account is saved."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        profile = user.profile
        profile.birth_year = self.cleaned_data["birth_year"]
        profile.language = chosen_by_cookie(request)
        take_region(profile, self.cleaned_data["region"])
        profile.note_person_saved(answered(self.cleaned_data, ()))
        profile.save()
        self.record_consents(user)


def take_region(profile: Profile, answer: Region | str | None) -> None:
    """Put a RegionField's answer into the two columns that hold it; does not save."""
    profile.outside_region = answer == OUTSIDE
    profile.region = answer if isinstance(answer, Region) else None
