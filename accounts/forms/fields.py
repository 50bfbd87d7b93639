"""Form fields that bring what people type to one stored form."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.handles import normalise_handle
from accounts.models import Region, normalise_email, normalise_region_code
from accounts.names import normalise_name
from accounts.phones import normalise_phone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Domains that people often leave half typed on a phone.
COMPLETE_DOMAINS = {
    name: f"{name}.com" for name in ("gmail", "yahoo", "outlook", "hotmail", "icloud")
}
OUTSIDE: Final = "outside"
#: "Kelurahan, kecamatan" twice over; what is longer is no name.
LONGEST_REGION = 200


class AddressField(forms.EmailField):
    """An e-mail address in its normal form; a half-typed one is answered with a guess."""

    widget = forms.EmailInput(
        attrs={
            "autocomplete": "email",
            "inputmode": "email",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Email"))
        super().__init__(**kwargs)
        self.error_messages["required"] = _("Type your email address.")

    def clean(self, value: str | None) -> str:
        address = normalise_email(value)
        try:
            return super().clean(address)
        except ValidationError as error:
            if not address:
                raise
            raise ValidationError(self._what_is_missing(address), code="invalid") from error

    @staticmethod
    def _what_is_missing(address: str) -> StrOrPromise:
        local, at, domain = address.rpartition("@")
        if at and local and domain in COMPLETE_DOMAINS:
            guess = f"{local}@{COMPLETE_DOMAINS[domain]}"
            return _("The address is not complete. Do you mean %(guess)s?") % {"guess": guess}
        return _("The address is not complete. It looks like name@example.com.")


class NameField(forms.CharField):
    """A name of any shape, in NFC, with single blanks."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Full name"))
        kwargs.setdefault("max_length", 150)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "name"}))
        super().__init__(**kwargs)
        self.error_messages["required"] = _("Tell us your name.")

    def to_python(self, value: str | None) -> str:
        return normalise_name(super().to_python(value))


class PhoneField(forms.CharField):
    """A phone number in E.164; "" for none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Phone"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        )
        super().__init__(**kwargs)

    def to_python(self, value: str | None) -> str:
        try:
            return normalise_phone(super().to_python(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class BirthYearField(forms.IntegerField):
    """A year of birth between 1900 and the year before this one, or None."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": "4"}
    )

    def __init__(self, *, latest: int, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Year of birth"))
        super().__init__(min_value=1900, max_value=latest, **kwargs)
        wrong = _("A year of birth has four digits, for example 1998.")
        self.error_messages["invalid"] = wrong
        for validator in self.validators:
            validator.message = wrong  # type: ignore[attr-defined]  # all are BaseValidator


class HandleField(forms.CharField):
    """An account's name on another network, also cut out of a pasted address."""

    def __init__(self, *, network: str, **kwargs: Any) -> None:
        self.network = network
        attrs = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: str | None) -> str:
        try:
            return normalise_handle(self.network, super().to_python(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class RegionField(forms.Field):
    """Where someone lives: a Region, OUTSIDE when they said so expressly, or None.

    Takes a code, "Dinoyo, Lowokwaru", or a kelurahan's name alone where it is the only one. What
    is near a known name is answered with those names in `suggestions`, for buttons to offer.
    """

    outside_label = _("I live outside Kota Malang")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Kelurahan where you live"))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.suggestions: list[Region] = []

    def to_python(self, value: object) -> Region | str | None:
        typed = normalise_name(str(value or ""))
        if not typed:
            return None
        if len(typed) > LONGEST_REGION or "\x00" in typed:
            raise ValidationError(_("Type the name of one kelurahan."), code="unknown_region")
        if typed.casefold() in (OUTSIDE, str(self.outside_label).casefold()):
            return OUTSIDE
        regions = list(Region.objects.in_order())
        found = self._matches(typed, regions)
        if len(found) == 1:
            return found[0]
        self.suggestions = found or self._near(typed, regions)
        raise ValidationError(self._refusal(typed, len(regions)), code="unknown_region")

    @staticmethod
    def _matches(typed: str, regions: list[Region]) -> list[Region]:
        wanted = typed.casefold()
        code = normalise_region_code(typed)
        exact = [one for one in regions if one.code == code or str(one).casefold() == wanted]
        return exact or [one for one in regions if one.kelurahan.casefold() == wanted]

    @staticmethod
    def _near(typed: str, regions: list[Region]) -> list[Region]:
        by_name = {region.kelurahan.casefold(): region for region in regions}
        wanted = typed.partition(",")[0].strip().casefold()
        close = difflib.get_close_matches(wanted, by_name, n=3, cutoff=0.6)
        return [by_name[name] for name in close]

    def _refusal(self, typed: str, count: int) -> StrOrPromise:
        values = {"typed": typed, "count": count}
        if self.suggestions:
            return (
                _('"%(typed)s" is not one of the %(count)d kelurahan we know. Pick one:') % values
            )
        return _('"%(typed)s" is not one of the %(count)d kelurahan we know.') % values


class RegionInput(forms.TextInput):
    """Free text that a datalist completes; an answer taken from a button comes back as a name."""

    def __init__(self) -> None:
        super().__init__(attrs={"list": "kelurahan", "autocomplete": "off"})

    def format_value(self, value: object) -> str | None:
        if value == OUTSIDE:
            return str(RegionField.outside_label)
        typed = str(value or "")
        if len(typed) > LONGEST_REGION or "\x00" in typed:
            return typed[:LONGEST_REGION].replace("\x00", "")
        region = Region.objects.filter(code=typed).first() if typed else None
        return str(region or typed) or None


class RegionSelect(forms.Select):
    """Kelurahan grouped by kecamatan, after the two express answers."""

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        self.choices = list(self._answers())
        return super().optgroups(name, value, attrs)

    @staticmethod
    def _answers() -> Iterator[tuple]:
        yield "", _("Not told yet")
        yield OUTSIDE, RegionField.outside_label
        regions = Region.objects.in_order()
        for kecamatan, members in groupby(regions, key=lambda region: region.kecamatan):
            yield kecamatan, [(region.code, region.kelurahan) for region in members]

    def format_value(self, value: Any) -> Any:
        return super().format_value(value.code if isinstance(value, Region) else value)
