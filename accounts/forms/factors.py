"""allauth's forms of the second step, with our labels. Named in MFA_FORMS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LONGEST_CODE = 40
LONGEST_NAME = 60
if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: What fido2 raises for an answer that no browser gives.
INVALID_KEY_RESPONSE = (AttributeError, KeyError, TypeError, ValueError)


def tidy_code(field: forms.Field, label: StrOrPromise, hint: StrOrPromise = "") -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(
        inputmode="numeric", autocomplete="one-time-code", maxlength=LONGEST_CODE
    )
    field.validators.append(MaxLengthValidator(LONGEST_CODE))


def tidy_name(field: forms.Field) -> None:
    field.label = _("Name of this key")
    field.widget.attrs["maxlength"] = LONGEST_NAME
    field.validators.append(MaxLengthValidator(LONGEST_NAME))


class AnyCode:
    """Asks for whatever code the person has at hand."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidy_code(
            self.fields["code"], _("Code"), _("From your app, or one of your recovery codes.")
        )


class CodeForm(AnyCode, code_forms.AuthenticateForm):
    pass


class CodeAgainForm(AnyCode, code_forms.ReauthenticateForm):
    pass


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidy_code(self.fields["code"], _("Code"), _("The six digits that the app shows now."))


class KeyForm(key_forms.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except INVALID_KEY_RESPONSE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class KeyAgainForm(KeyForm):
    reauthenticated = True


class NewKeyForm(key_forms.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidy_name(self.fields["name"])
        self.fields["credential"].error_messages["required"] = _(
            "Nothing was added. Press the button, then answer with finger, face or key."
        )

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except INVALID_KEY_RESPONSE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class KeyNameForm(key_forms.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidy_name(self.fields["name"])
