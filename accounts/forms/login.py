"""allauth's forms with our fields, labels and hints. Named in ACCOUNT_FORMS.

Apart from `accounts.forms`, since allauth's own module imports `SignupForm` from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
)
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import claims
from accounts.forms.fields import AddressField
from accounts.models import User
from accounts.resetting import pretend_to_write

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def password_hint() -> StrOrPromise:
    """How long a new password has to be, by the validator that will judge it."""
    lengths = [
        validator.min_length
        for validator in get_default_password_validators()
        if isinstance(validator, MinimumLengthValidator)
    ]
    hint = _("At least {length} characters. A short sentence is easier to remember.")
    return format_lazy(hint, length=max(lengths, default=1))


def tidy_password(field: forms.Field, *, new: bool) -> None:
    """No placeholder that repeats the label; the hint only where a password is invented."""
    field.widget.attrs.pop("placeholder", None)
    field.help_text = password_hint() if new else ""
    field.error_messages["required"] = _("Type a password.")


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        self.order_fields(["login", "password"])
        tidy_password(self.fields["password"], new=False)


class SignupForm(allauth_forms.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField()
        tidy_password(self.fields["password1"], new=True)
        # A mistake in another field must not cost the password just invented; the page is
        # never cached.
        self.fields["password1"].widget.render_value = True
        self.order_fields(self.field_order)

    def validate_unique_email(self, value: str) -> str:
        """Nobody is turned away here: whose address it is, its mailbox decides."""
        return value

    def save(self, request: HttpRequest) -> User:
        # Half a second of arithmetic, which nobody may wait for who only wants to write.
        password = make_password(self.cleaned_data["password1"])
        with transaction.atomic():
            user = self.user = get_adapter(request).new_user(request)
            user.email, user.password = claims.placeholder(), password
            user.save()
            user.make_profile()
            self.custom_signup(request, user)
            user.emailaddress_set.create(email=self.cleaned_data["email"], primary=True)
        return user


class AddEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField(label=_("New email"))

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        if address == self.user.email:
            raise get_adapter().validation_error("duplicate_email")
        return address


class ConfirmCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code from the mail")
        field.max_length = 20
        # Digits on a phone, and its offer to fill in what has just arrived.
        field.widget.attrs.update(inputmode="numeric", autocomplete="one-time-code")
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = _("Type the code from the mail.")

    def clean_code(self) -> str:
        code = super(allauth_forms.ConfirmEmailVerificationCodeForm, self).clean_code()
        if claims.has_owner(self.email, besides=self.user):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CorrectAddressForm(allauth_forms.ChangeEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField(label=_("The right address"))

    def clean_email(self) -> str:
        self.account_already_exists = False
        return self.cleaned_data["email"]


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField()

    def clean_email(self) -> str:
        """Only the owner of a confirmed address gets a link; nobody is told."""
        email = self.cleaned_data["email"]
        rows = EmailAddress.objects.filter(email=email, verified=True, user__is_active=True)
        self.users = [row.user for row in rows.select_related("user__profile")]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if self.users:
            return super().save(request, **kwargs)
        pretend_to_write(self.cleaned_data["email"], now=timezone.now())
        return self.cleaned_data["email"]


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """One field: a second one makes people type worse passwords, not better ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label = _("New password")
        tidy_password(self.fields["password1"], new=True)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["oldpassword"].label = _("Current password")
        self.fields["password1"].label = _("New password")
        tidy_password(self.fields["oldpassword"], new=False)
        tidy_password(self.fields["password1"], new=True)


class SetPasswordForm(allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        tidy_password(self.fields["password1"], new=True)


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidy_password(self.fields["password"], new=False)
